"""JSON Feed, WordPress posts and ninjs to articles."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.sources.json_source import parse_json
from sitegen.document.blocks import text_of, text_of_all
from sitegen.errors import SourceError
from sitegen.model import Article, Draft, Figure, Image, Source

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
HTML = f"<p>{P1}</p><p>{P2}</p>"

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Sound Weekly",
    "home_page_url": "https://sound.example/",
    "language": "en-GB",
    "authors": [{"name": "The Sound Desk"}],
    "items": [
        {
            "id": "bell-1",
            "url": "https://sound.example/bell?utm_source=json",
            "title": "The bell &amp; the boat",
            "content_html": f'{HTML}<p><a href="/tides">Tides</a> come and go, as they always did.</p>',
            "summary": "Who rings at night.",
            "image": "/bell.jpg",
            "date_published": "2026-05-04T09:00:00+02:00",
            "date_modified": "2026-05-05T09:00:00+02:00",
            "authors": [{"name": "Ilo Brandt"}, {"name": "Ana Quill"}],
            "tags": ["Islands", "Bells"],
        },
        {"id": 2, "content_text": f"{P1}\n\n{P2}", "language": "sv"},
        {"id": 3, "title": "The third", "summary": "It began so."},
    ],
}

POST: dict[str, Any] = {
    "id": 7,
    "date": "2026-05-04T09:00:00",
    "date_gmt": "2026-05-04T07:00:00",
    "modified": "2026-05-06T09:00:00",
    "modified_gmt": "2026-05-06T07:00:00",
    "guid": {"rendered": "https://sound.example/?p=7"},
    "slug": "the-bell",
    "status": "publish",
    "type": "post",
    "link": "https://sound.example/2026/05/the-bell/",
    "title": {"rendered": "The bell &#038; the boat"},
    "content": {"rendered": f'{HTML}\n[ad_slot id="3"]', "protected": False},
    "excerpt": {"rendered": "<p>Who rings at night.</p>", "protected": False},
    "author": 4,
    "featured_media": 9,
    "categories": [3],
}
EMBEDDED: dict[str, Any] = {
    "author": [{"id": 4, "name": "Ilo Brandt"}],
    "wp:featuredmedia": [
        {
            "media_type": "image",
            "source_url": "https://sound.example/files/bell.jpg",
            "alt_text": "A bell",
            "caption": {"rendered": "<p>The bell at dusk. Photo: Ana Quill</p>\n"},
            "media_details": {"image_meta": {"credit": "", "copyright": ""}},
        }
    ],
    "wp:term": [
        [{"taxonomy": "category", "name": "Islands &amp; rivers", "slug": "islands"}],
        [{"taxonomy": "post_tag", "name": "Bells", "slug": "bells"}],
    ],
}

NINJS: dict[str, Any] = {
    "uri": "urn:newsml:tidewire.example:20260504:bell",
    "type": "text",
    "version": "3",
    "firstcreated": "2026-05-04T07:00:00Z",
    "versioncreated": "2026-05-04T09:30:00+02:00",
    "pubstatus": "usable",
    "language": "en",
    "headline": "The bell and the boat",
    "byline": "By Ilo Brandt",
    "located": "Grannö",
    "body_html": HTML,
    "description_text": "Who rings at night.",
    "copyrightholder": "Tide Wire",
    "copyrightnotice": "© 2026 Tide Wire",
    "usageterms": "Not for use in the Outer Isles.",
    "ednote": "EDS: the secret of the river follows",
    "subject": [{"name": "Islands", "code": "1"}, {"code": "2"}, {"name": "Bells", "code": "3"}],
    "embargoed": "2026-05-04T12:00:00Z",
    "expires": "2026-06-04T12:00:00Z",
    "associations": {
        "extra": {
            "type": "video",
            "renditions": {"main": {"href": "https://tidewire.example/v.mp4", "mimetype": "video/mp4"}},
        },
        "featuremedia": {
            "type": "picture",
            "description_text": "The bell at dusk.",
            "byline": "Ana Quill",
            "copyrightholder": "Tide Wire",
            "renditions": {
                "print": {"href": "https://tidewire.example/huge.jpg", "width": 8000, "mimetype": "image/jpeg"},
                "web": {"href": "https://tidewire.example/web.jpg", "width": 1200, "mimetype": "image/jpeg"},
                "thumb": {"href": "https://tidewire.example/thumb.jpg", "width": 100, "mimetype": "image/jpeg"},
            },
        },
    },
}
NINJS_2: dict[str, Any] = {
    "uri": "urn:newsml:tidewire.example:20260504:bell",
    "standard": {"name": "ninjs", "version": "2.1"},
    "version": "4",
    "versioncreated": "2026-05-04T09:30:00+02:00",
    "headlines": [{"role": "short", "value": "Bell"}, {"role": "main", "value": "The bell and the boat"}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": f"{P1}\n{P2}"},
        {"role": "html", "contenttype": "text/html", "value": HTML},
    ],
    "by": "Von Ilo Brandt, tw",
    "subjects": [{"name": "Islands"}],
    "associations": [
        {
            "name": "a1",
            "type": "picture",
            "by": "Ana Quill/tw",
            "descriptions": [{"role": "caption", "value": "The bell at dusk."}],
            "copyrightholder": "tw",
            "renditions": [{"name": "r1", "href": "https://tidewire.example/web.jpg", "contenttype": "image/jpeg"}],
        }
    ],
}


def drafts(data: object, url: str = "") -> list[Draft]:
    return list(parse_json(Source(name="wire.json", kind="json", text=json.dumps(data), url=url)))


def values(draft: Draft, field: str) -> list[object]:
    return [each.value for each in draft.candidates if each.field == field]


def codes(draft: Draft) -> set[str]:
    return {notice.code for notice in draft.notices}


def articles(knowledge: Knowledge, data: object) -> list[Article]:
    return convert("wire.json", json.dumps(data, indent=1).encode(), knowledge)


def test_json_feed(knowledge: Knowledge) -> None:
    first, second, third = articles(knowledge, FEED)
    found = first.metadata
    assert (first.item, second.item, third.item) == ("bell-1", "2", "3")
    assert (found.title, found.authors) == ("The bell & the boat", ("Ilo Brandt", "Ana Quill"))
    assert (found.published, found.modified) == ("2026-05-04T09:00:00+02:00", "2026-05-05T09:00:00+02:00")
    assert found.canonical_url == "https://sound.example/bell"
    assert (found.tags, found.language, found.summary) == (("Islands", "Bells"), "en", "Who rings at night.")
    assert found.images[0].src == "https://sound.example/bell.jpg"
    assert "https://sound.example/tides" in repr(first.blocks)
    assert first.attribution.chain[0].name == "Sound Weekly"
    assert not first.warnings
    assert [text_of(block) for block in second.blocks] == [P1, P2]
    assert second.metadata.language == "sv"
    assert "excerpt" in {notice.code for notice in third.warnings}


@pytest.mark.parametrize("data", [POST, [POST], {"posts": [POST]}])
def test_a_post_without_its_embedded_objects(knowledge: Knowledge, data: object) -> None:
    (article,) = articles(knowledge, data)
    found = article.metadata
    assert article.item == "https://sound.example/?p=7"
    assert (found.title, found.authors, found.section) == ("The bell & the boat", (), None)
    assert (found.published, found.modified) == ("2026-05-04T09:00:00+02:00", "2026-05-06T09:00:00+02:00")
    assert found.canonical_url == "https://sound.example/2026/05/the-bell/"
    assert found.summary == "Who rings at night."
    assert [text_of(block) for block in article.blocks] == [P1, P2]
    assert not article.warnings


def test_a_post_with_its_embedded_objects(knowledge: Knowledge) -> None:
    (article,) = articles(knowledge, [{**POST, "_embedded": EMBEDDED}])
    found = article.metadata
    assert (found.authors, found.section, found.tags) == (("Ilo Brandt",), "Islands & rivers", ("Bells",))
    assert found.images == (
        Image(
            src="https://sound.example/files/bell.jpg", alt="A bell", caption="The bell at dusk.", credit="Ana Quill"
        ),
    )


def test_posts_that_are_not_public() -> None:
    _, draft, planned = drafts(
        [
            POST,
            {**POST, "id": 1, "status": "draft"},
            {**POST, "id": 2, "status": "future"},
            {**POST, "id": 3, "status": "private"},
            {**POST, "id": 4, "content": {"rendered": "", "protected": True}},
            {**POST, "id": 5, "type": "attachment"},
        ]
    )
    assert [(notice.code, notice.message[-3:]) for notice in planned.notices] == [("left-out", ": 3")]
    assert values(draft, "status") == ["withheld"]
    assert values(planned, "embargo") == ["2026-05-04T09:00:00+02:00"]


def test_a_post_that_is_cut_short() -> None:
    more = f'<p>{P1} <a class="more-link" href="https://sound.example/x">Continue reading</a></p>'
    cut, empty = drafts([{**POST, "content": {"rendered": more}}, {**POST, "content": {"rendered": ""}}])
    assert "excerpt" in codes(cut)
    assert "excerpt" in codes(empty)
    assert text_of_all(empty.blocks) == "Who rings at night."


def test_ninjs(knowledge: Knowledge) -> None:
    (article,) = articles(knowledge, NINJS)
    found, credit = article.metadata, article.attribution
    assert article.item == "urn:newsml:tidewire.example:20260504:bell"
    assert (found.title, found.authors, found.language) == ("The bell and the boat", ("Ilo Brandt",), "en")
    assert (found.published, found.modified) == ("2026-05-04T07:00:00Z", "2026-05-04T09:30:00+02:00")
    assert (found.tags, found.summary) == (("Islands", "Bells"), "Who rings at night.")
    assert found.images == (
        Image(src="https://tidewire.example/web.jpg", caption="The bell at dusk.", credit="Ana Quill/Tide Wire"),
    )
    assert (credit.dateline, credit.copyright) == ("Grannö", "© 2026 Tide Wire")
    assert credit.notices == ("Not for use in the Outer Isles.",)
    assert credit.chain[0].name == "Tide Wire"
    life = article.lifecycle
    assert (life.status, life.version) == ("usable", 3)
    assert (life.from_, life.until) == ("2026-05-04T12:00:00Z", "2026-06-04T12:00:00Z")
    assert [text_of(block) for block in article.blocks] == [P1, P2]
    assert "secret of the river" not in repr(article)
    assert "ednote" in {notice.code for notice in article.warnings}


def test_ninjs_2(knowledge: Knowledge) -> None:
    (article,) = articles(knowledge, NINJS_2)
    found = article.metadata
    assert (found.title, found.authors) == ("The bell and the boat", ("Ilo Brandt",))
    assert [party.name for party in article.attribution.chain] == ["tw"]
    assert (found.published, found.modified) == ("2026-05-04T09:30:00+02:00", None)
    assert found.tags == ("Islands",)
    assert found.images == (
        Image(src="https://tidewire.example/web.jpg", caption="The bell at dusk.", credit="Ana Quill/tw"),
    )
    assert [text_of(block) for block in article.blocks] == [P1, P2]


NINJS_3: dict[str, Any] = {
    "uri": "https://tidewire.example/items/bell",
    "standard": {"name": "ninjs", "version": "3.0"},
    "pubStatus": "withheld",
    "firstCreated": "2026-05-04T07:00:00Z",
    "versionCreated": "2026-05-04T09:30:00Z",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": "Of <b> and the boat"}],
    "bodies": [{"contentType": "text/html", "value": HTML}],
    "by": "Ilo Brandt",
    "usageTerms": "Not for use in the Outer Isles.",
    "copyrightNotice": "© 2026 Tide Wire",
    "copyrightHolder": "Tide Wire",
    "edNote": "EDS: the secret of the river follows",
    "rightsInfo": {"linkedRights": "https://tidewire.example/rights"},
    "renditions": [
        {"name": "pdf", "href": "https://tidewire.example/bell.pdf", "contentType": "application/pdf"},
        {"name": "web", "href": "https://tidewire.example/bell", "contentType": "text/html"},
    ],
    "associations": [
        {
            "name": "main",
            "uri": "https://tidewire.example/items/dusk",
            "type": "picture",
            "by": "Ana Quill",
            "descriptions": [{"value": "The bell at dusk."}],
            "renditions": [{"name": "a", "href": "https://tidewire.example/web.jpg", "contentType": "image/jpeg"}],
        }
    ],
}
"""Names with capitals, which the versions before did not have."""


def test_ninjs_3(knowledge: Knowledge) -> None:
    (article,) = articles(knowledge, NINJS_3)
    found, credit = article.metadata, article.attribution
    assert (found.title, found.authors) == ("Of <b> and the boat", ("Ilo Brandt",))
    assert (found.published, found.modified) == ("2026-05-04T07:00:00Z", "2026-05-04T09:30:00Z")
    assert found.canonical_url == "https://tidewire.example/bell"
    assert (credit.copyright, credit.license) == ("© 2026 Tide Wire", "https://tidewire.example/rights")
    assert credit.notices == ("Not for use in the Outer Isles.",)
    assert [image.credit for image in found.images] == ["Ana Quill"]
    assert article.lifecycle.status == "withheld"
    assert [text_of(block) for block in article.blocks] == [P1, P2]
    (kill,) = drafts({"uri": "https://tidewire.example/items/bell", "pubStatus": "canceled", "versionCreated": "2026"})
    assert values(kill, "status") == ["canceled"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "usable"),
        ({"pubstatus": "stat:withheld"}, "withheld"),
        ({"pubstatus": "canceled", "body_html": ""}, "canceled"),
        ({"pubstatus": "Cancelled"}, "canceled"),
        ({"pubstatus": "odd"}, "withheld"),
        ({"pubstatus": None}, "usable"),
        ({"signals": ["newscontent", "x"]}, "usable"),
        ({"signals": ["x"]}, "advisory"),
    ],
)
def test_what_may_be_done_with_a_ninjs_item(fields: dict[str, object], status: str) -> None:
    (draft,) = drafts({**NINJS, **fields})
    assert values(draft, "status") == [status]


def test_ninjs_text_and_pictures_alone() -> None:
    text = {**NINJS, "body_html": None, "body_text": f"{P1}\n\n{P2}"}
    picture = {**NINJS, "type": "picture", "body_html": ""}
    (draft,) = drafts({"data": {"items": [{"meta": {}, "item": text}, {"item": picture}]}})
    assert [text_of(block) for block in draft.blocks if not isinstance(block, Figure)] == [P1, P2]
    assert codes(draft) == {"ednote", "left-out"}


def test_a_picture_that_the_body_shows_is_not_there_twice() -> None:
    body = f'<figure><img src="https://tidewire.example/thumb.jpg"></figure>{HTML}'
    (draft,) = drafts({**NINJS, "body_html": body})
    assert sum(isinstance(block, Figure) for block in draft.blocks) == 1


def test_an_item_whose_sender_gives_a_description_only() -> None:
    (draft,) = drafts({**NINJS, "body_html": ""})
    assert "excerpt" in codes(draft)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"name": "a package", "version": "1.0"},
        [{"a": 1}],
        {"items": []},
        {"version": "https://jsonfeed.org/version/1.1", "items": []},
        {"code": "rest_forbidden", "message": "No.", "data": {"status": 401}},
        {**POST, "status": "private"},
        {**NINJS, "type": "picture", "body_html": ""},
    ],
)
def test_json_without_a_story_is_one_line(knowledge: Knowledge, data: object) -> None:
    with pytest.raises(SourceError) as caught:
        articles(knowledge, data)
    assert re.match(r"wire\.json: [^\n]+\([^\n]+\)$", str(caught.value))


@pytest.mark.parametrize("data", [FEED, [POST, {**POST, "_embedded": EMBEDDED}], [NINJS, NINJS_2, NINJS_3]])
def test_no_wrong_type_is_a_traceback(data: Any) -> None:
    """Every value at any depth is replaced, one at a time, by values of other types."""
    items: list[str | None] = []
    for odd in (
        None,
        True,
        7,
        1e308,
        "",
        "<b>\ud800&#0;\u200b",
        [],
        [[]],
        {},
        {"rendered": 3},
        [None, 3, {"name": []}],
    ):
        for changed in _variants(data, odd):
            with contextlib.suppress(SourceError):
                drafts = list(parse_json(Source(name="wire.json", kind="json", text=json.dumps(changed))))
                items += [draft.item for draft in drafts]
    assert items
    assert all(item and isinstance(item, str) for item in items)


def _variants(data: Any, odd: Any) -> list[Any]:
    if isinstance(data, dict):
        pairs = [(key, variant) for key, value in data.items() for variant in (odd, *_variants(value, odd))]
        return [{**data, key: variant} for key, variant in pairs]
    if isinstance(data, list):
        return [
            [*data[:i], variant, *data[i + 1 :]]
            for i, value in enumerate(data)
            for variant in (odd, *_variants(value, odd))
        ]
    return []


@pytest.mark.parametrize("data", [FEED["items"], [POST, POST, POST], [NINJS, NINJS_2, NINJS]])
def test_a_stream_that_breaks_off_gives_what_is_whole(knowledge: Knowledge, data: list[object]) -> None:
    text = json.dumps(data)
    first, second = convert("wire.json", text[: len(text) - 20].encode(), knowledge)
    assert P1 in text_of_all(first.blocks)
    assert P1 in text_of_all(second.blocks)
    assert "broken" in {notice.code for notice in second.warnings}


def test_one_that_is_unknown_costs_no_other() -> None:
    found = drafts([POST, {"x": 1}, NINJS])
    assert len(found) == 2
    assert "broken" in codes(found[1])


def test_dangerous_content_stays_out(article_of: Callable[..., Article]) -> None:
    evil = '<p>So it was, and <a href="javascript:alert(1)">nobody</a> knew.</p><script>alert(1)</script>'
    data = {
        **POST,
        "content": {"rendered": evil},
        "link": "javascript:alert(1)",
        "jetpack_featured_media_url": "data:x",
    }
    article = article_of(json.dumps(data), "post.json")
    assert [text_of(block) for block in article.blocks] == ["So it was, and nobody knew."]
    assert "javascript" not in repr(article)


def test_the_address_of_a_stream_is_that_of_none_of_its_stories(knowledge: Knowledge) -> None:
    url = "https://sound.example/wp-json/wp/v2/posts"
    found = convert("wire.json", json.dumps([POST, POST]).encode(), knowledge, url)
    assert {article.metadata.canonical_url for article in found} == {POST["link"]}
    (alone,) = convert("wire.json", json.dumps(NINJS).encode(), knowledge, "https://tide.example/bell")
    assert alone.metadata.canonical_url == "https://tide.example/bell"


def test_many_items_are_read_before_the_test_times_out() -> None:
    text = json.dumps([POST] * 2_000 + [{**NINJS, "uri": str(i)} for i in range(2_000)])
    assert len(list(parse_json(Source(name="wire.json", kind="json", text=text)))) == 4_000


@pytest.mark.parametrize(
    ("ednote", "status"),
    [
        ("EDS: Please kill this story. A kill is mandatory.", "canceled"),
        ("Eds: Please hold this story until the harbour board has met.", "withheld"),
        ("EDS: UPDATES throughout.", "usable"),
    ],
)
def test_a_note_to_editors_may_withdraw_or_hold_a_story(knowledge: Knowledge, ednote: str, status: str) -> None:
    (article,) = articles(knowledge, {**NINJS, "ednote": ednote})
    assert article.lifecycle.status == status
    assert ednote not in repr(article)
