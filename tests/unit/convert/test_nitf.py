"""NITF: what a document states, its body, and files that are damaged or hostile."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.convert.metadata.lifecycle import resolve_lifecycle
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.report import article_to_json, format_article
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.nitf import parse_nitf, parse_nitf_date
from sitegen.document.blocks import text_of, text_of_all
from sitegen.errors import SourceError
from sitegen.model import Draft, Figure, Heading, Quote, Table

P1 = "The ferry of Merrow stopped at noon, and the harbour board said nobody knew when it would cross again."
P2 = "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them."
HEAD = """<head><title>ferry-strike</title><docdata management-status="usable">
<doc-id id-string="reach-20260504-7" regsrc="reach.example"/><date.issue norm="20260504T090000+0200"/>
<date.release norm="20260504T120000Z"/><date.expire norm="20260604"/>
<ed-msg info="Eds: the secret of the second bell follows"/><du-key key="ferry" version="4"/>
<doc.copyright year="2026" holder="Reach Press"/>
<key-list><keyword key="ferry"/><keyword key="harbours"/></key-list></docdata>
<pubdata name="The Reach Post" date.publication="20260504T083000+0200" position.section="Region"
ex-ref="https://reach.example/ferry"/></head>"""
BODY_HEAD = """<body.head><hedline><hl1>Ferry stops at noon</hl1><hl2>Nobody knows for how long</hl2></hedline>
<note noteclass="editorsnote">Another secret.</note><rights>Not for use in Westmark.</rights>
<byline>By <person>Ana Quill</person> and <person>Ilo Brandt</person><byttl>Harbour reporters</byttl></byline>
<distributor>Reach Press</distributor><dateline><location>MERROW, Westmark</location> <story.date norm="20260504">May 4
</story.date></dateline><abstract><p>A ferry stops.</p></abstract></body.head>"""
MEDIA = """<media media-type="image"><media-reference mime-type="image/jpeg" source="https://reach.example/w.jpg"
alternate-text="A bell"/><media-caption>The bell at dusk.</media-caption><media-producer>Pell Arden</media-producer>
</media>"""
BODY = f"""<body.content><block><p>{P1}</p>{MEDIA}
<hl2>Since the spring</hl2>
<nitf-table><nitf-table-metadata subclass="x"><nitf-colgroup><nitf-col/></nitf-colgroup></nitf-table-metadata>
<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>East</td><td>1<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac>
</td></tr></table></nitf-table>
<p>{P2}</p><bq><block><p>We rang and rang.</p></block><credit>a boatman</credit></bq>
<ul><li>East pier</li><li>West pier</li></ul></block></body.content>"""


def document(head: str = HEAD, body_head: str = BODY_HEAD, body: str = BODY, end: str = "") -> str:
    return f'<?xml version="1.0"?>\n<nitf xml:lang="en">{head}\n<body>{body_head}\n{body}{end}</body></nitf>\n'


def read(text: str) -> Draft:
    source = detect("wire.xml", text.encode("utf-8", "replace"))
    assert source.kind == "nitf"
    (draft,) = parse_nitf(source)
    return draft


def values(draft: Draft, field: str) -> list[Any]:
    return [c.value for c in draft.candidates if c.field == field]


def test_what_a_document_states(knowledge: Knowledge) -> None:
    (article,) = convert("wire.xml", document().encode(), knowledge)
    meta, life, credit = article.metadata, article.lifecycle, article.attribution
    assert article.item == "reach-20260504-7"
    assert (meta.title, meta.authors) == ("Ferry stops at noon", ("Ana Quill", "Ilo Brandt"))
    assert (meta.published, meta.section, meta.language) == ("2026-05-04T08:30:00+02:00", "Region", "en")
    assert (meta.tags, meta.summary) == (("ferry", "harbours"), "A ferry stops.")
    assert meta.canonical_url == "https://reach.example/ferry"
    assert (life.version, life.status) == (4, "usable")
    assert (life.from_, life.until) == ("2026-05-04T12:00:00Z", "2026-06-04")
    assert [(party.role, party.name) for party in credit.chain] == [
        ("agency", "Reach Press"),
        ("publisher", "The Reach Post"),
    ]
    assert (credit.dateline, credit.copyright) == ("MERROW, Westmark", "© 2026 Reach Press")
    assert credit.notices == ("Not for use in Westmark.",)


def test_the_body_with_its_structure() -> None:
    blocks = read(document()).blocks
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert (figure.src, figure.alt) == ("https://reach.example/w.jpg", "A bell")
    assert (figure.caption, figure.credit) == ("The bell at dusk.", "Pell Arden")
    assert [text_of(block) for block in blocks if isinstance(block, Heading)] == ["Since the spring"]
    assert "1 1/2" in next(text_of(block) for block in blocks if isinstance(block, Table))
    assert text_of_all([block for block in blocks if isinstance(block, Quote)]).split("\n")[-1] == "a boatman"
    assert text_of(blocks[0]) == P1
    assert "East pier" in text_of(blocks[-1])


def test_a_picture_without_an_address_keeps_caption_and_credit(knowledge: Knowledge) -> None:
    local = document().replace("https://reach.example/w.jpg", "W0504.JPG")
    (article,) = convert("wire.xml", local.encode(), knowledge)
    assert [(i.src, i.caption, i.credit) for i in article.metadata.images] == [
        (None, "The bell at dusk.", "Pell Arden")
    ]


def test_films_and_sounds_are_left_out() -> None:
    draft = read(document().replace('media-type="image"', 'media-type="video"').replace("image/jpeg", "video/mp4"))
    assert not any(isinstance(block, Figure) for block in draft.blocks)


def test_notes_to_editors_are_told_of_and_never_published(knowledge: Knowledge) -> None:
    (article,) = convert("wire.xml", document().encode(), knowledge)
    assert "ednote" in {notice.code for notice in article.warnings}
    public = {key: value for key, value in article_to_json(article).items() if key != "evidence"}
    assert "secret" not in format_article(article) + repr(public)


def test_a_note_in_the_body_is_public_unless_it_is_for_editors() -> None:
    notes = '<note noteclass="editorsnote"><p>Secret.</p></note><note><p>The ferry line owns this paper.</p></note>'
    text = text_of_all(read(document(body=f"<body.content><p>{P1}</p>{notes}</body.content>")).blocks)
    assert "Secret" not in text
    assert "owns this paper" in text


def test_a_tagline_follows_the_story() -> None:
    draft = read(document(end="<body.end><tagline>Pell Arden contributed reporting.</tagline></body.end>"))
    assert text_of(draft.blocks[-1]) == "Pell Arden contributed reporting."


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Quill", ["Ana Quill"]),
        ("By Ana Quill<byttl>Staff Writer</byttl>", ["Ana Quill"]),
        ("von <person>Ana Quill</person>", ["Ana Quill"]),
        ("Ana Quill and Ilo Brandt", ["Ana Quill", "Ilo Brandt"]),
        ("", []),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    assert values(read(document(body_head=f"<body.head><byline>{byline}</byline></body.head>")), "authors") == names


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("<location>Merrow</location>", "Merrow"),
        ("MERROW, Westmark, <story.date>May 4</story.date>", "MERROW, Westmark"),
        ("MERROW —", "MERROW"),
        ("", None),
    ],
)
def test_datelines(dateline: str, place: str | None) -> None:
    draft = read(document(body_head=f"<body.head><dateline>{dateline}</dateline></body.head>"))
    assert values(draft, "dateline") == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20260504T090000+0200", "2026-05-04T09:00:00+02:00"),
        ("20260504T090000Z", "2026-05-04T09:00:00Z"),
        ("20260504T0900", "2026-05-04T09:00:00"),
        ("20260504", "2026-05-04"),
        ("2026-05-04T09:00:00+02:00", "2026-05-04T09:00:00+02:00"),
        ("20260504T090000+02", "2026-05-04T09:00:00+02:00"),
        ("20261304", None),
        ("202605041", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert parse_nitf_date(text) == date


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("canceled", "canceled"),
        ("killed", "canceled"),
        ("withheld", "withheld"),
        ("embargoed", "usable"),
        ("odd", "withheld"),
    ],
)
def test_the_status(said: str, status: str) -> None:
    text = document().replace('management-status="usable"', f'management-status="{said}"')
    assert resolve_lifecycle(read(text).candidates).status == status
    if status == "canceled":
        assert read(document(HEAD.replace('"usable"', f'"{said}"'), body="")).item == "reach-20260504-7"


@pytest.mark.parametrize("cut", range(0, len(document()), 31))
def test_a_document_cut_anywhere_is_an_error_or_a_story_that_says_so(cut: int) -> None:
    try:
        (draft,) = parse_nitf(detect("wire.xml", document()[:cut].encode()))
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        assert "truncated" in {notice.code for notice in draft.notices}


@pytest.mark.parametrize(
    "damage",
    [
        ("</hl1>", ""),
        ("</media-caption>", ""),
        ("<docdata ", "<docdata management-status='usable' "),
        (P2, P2 + " & so on <"),
        ("<block>", ""),
        ("20260504", "tomorrow"),
        ("</table>", ""),
        ("<body.head>", "<body.head><body.head>"),
        ("en", "\x02"),
    ],
)
def test_a_damaged_document_still_gives_its_story(damage: tuple[str, str]) -> None:
    text = text_of_all(read(document().replace(*damage)).blocks) if damage[0] != "en" else P1 + P2
    assert P1 in text
    assert P2 in text


@pytest.mark.parametrize("body", ["", "<body.content/>", "<body.content><p> </p></body.content>"])
def test_a_document_without_a_story_is_one_clear_line(body: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(document(body=body))
    assert "holds no story" in str(caught.value)


def test_entities_are_not_expanded_and_depth_is_bounded() -> None:
    bomb = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    draft = read(document().replace('<?xml version="1.0"?>', bomb).replace(P2, "&b; &c; " + P2))
    assert "haha" not in text_of_all(draft.blocks)
    with pytest.raises(SourceError):
        read(document(body="<body.content>" + "<block>" * 100_000 + "x"))
