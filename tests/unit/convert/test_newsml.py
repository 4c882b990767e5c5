"""NewsML-G2: what a news item states, messages of several, packages, and files that are damaged or hostile."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.convert.metadata.lifecycle import resolve_lifecycle
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.report import article_to_json, format_article
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.newsml import parse_newsml
from sitegen.document.blocks import text_of, text_of_all
from sitegen.errors import SourceError
from sitegen.model import Draft, Table

P1 = "The ferry of Merrow stopped at noon, and the harbour board said nobody knew when it would cross again."
P2 = "The crew had asked for a second bell since the spring, the boatman said, and nobody had answered them."
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.29" conformance="power"'
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>not this</title></head><body><p>{P1}</p>
<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>East</td><td>2</td></tr></table>
<p>{P2}</p></body></html></inlineXML>"""
NITF = f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.head><byline>By Ilo Brandt</byline></body.head><body.content><p>{P1}</p><p>{P2}</p></body.content></body></nitf>
</inlineXML>"""
ABOUT = """<contentMeta><located type="cptype:city"><name>Merrow</name></located>
<headline>Ferry stops at noon</headline>
<by>By Ana Quill and Ilo Brandt</by><dateline>MERROW, Westmark</dateline><language tag="en-GB"/>
<creditline>Reach Press</creditline><slugline separator="-">Ferry-Strike-2</slugline>
<subject type="cpnat:abstract" qcode="medtop:1"><name xml:lang="en">transport</name></subject>
<description role="drol:summary">A ferry stops.</description></contentMeta>"""
META = """<itemMeta><itemClass qcode="ninat:text"/><provider literal="Reach Press"/>
<versionCreated>2026-05-05T09:30:00+02:00</versionCreated><firstCreated>2026-05-04T09:00:00+02:00</firstCreated>
<pubStatus qcode="stat:{status}"/><edNote>Eds: the secret of the second bell follows</edNote></itemMeta>"""
RIGHTS = """<rightsInfo><copyrightHolder literal="Reach Press"/><copyrightNotice>© 2026 Reach Press</copyrightNotice>
<usageTerms>Not for use in Westmark.</usageTerms></rightsInfo>"""


def item(content: str = XHTML, *, meta: str = META.format(status="usable"), about: str = ABOUT, guid: str = "a") -> str:
    return (
        f'<newsItem {NAR} guid="urn:newsml:reach.example:{guid}" version="3" xml:lang="en">\n'
        f"{RIGHTS}\n{meta}\n{about}\n"
        f"<contentSet>{content}</contentSet></newsItem>\n"
    )


def message(*items: str) -> str:
    return f"<newsMessage {NAR}><header/><itemSet>\n" + "".join(items) + "</itemSet></newsMessage>"


PACKAGE = f"""<packageItem {NAR} guid="urn:newsml:reach.example:p"><groupSet root="g"><group id="g" role="group:main">
<itemRef residref="urn:newsml:reach.example:a"/></group></groupSet></packageItem>"""
PICTURE = item(
    '<remoteContent href="https://reach.example/w.jpg" contenttype="image/jpeg" width="900"/>'
    '<remoteContent href="https://reach.example/p.tif" contenttype="image/tiff" width="9000"/>',
    meta='<itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/></itemMeta>',
    about='<contentMeta><description role="drol:caption">The bell at dusk.</description>'
    "<creditline>Pell Arden</creditline></contentMeta>",
    guid="pic",
)


def read(text: str) -> list[Draft]:
    source = detect("wire.xml", text.encode("utf-8", "replace"))
    assert source.kind == "newsml"
    return parse_newsml(source)


def values(draft: Draft, field: str) -> list[Any]:
    return [c.value for c in draft.candidates if c.field == field]


def test_what_an_item_states(knowledge: Knowledge) -> None:
    (article,) = convert("wire.xml", item().encode(), knowledge)
    meta, life = article.metadata, article.lifecycle
    assert article.item == "urn:newsml:reach.example:a"
    assert (meta.title, meta.authors, meta.language) == ("Ferry stops at noon", ("Ana Quill", "Ilo Brandt"), "en")
    assert (meta.published, meta.modified) == ("2026-05-04T09:00:00+02:00", "2026-05-05T09:30:00+02:00")
    assert (meta.tags, meta.summary) == (("transport",), "A ferry stops.")
    assert (life.version, life.status) == (3, "usable")
    credit = article.attribution
    assert (credit.dateline, credit.credit, credit.copyright) == (
        "MERROW, Westmark",
        "Reach Press",
        "© 2026 Reach Press",
    )
    assert credit.notices == ("Not for use in Westmark.",)
    assert credit.chain[0].name == "Reach Press"
    assert [text_of(block) for block in article.blocks if not isinstance(block, Table)] == [P1, P2]
    assert sum(isinstance(block, Table) for block in article.blocks) == 1


def test_a_note_to_editors_is_told_of_and_never_published(knowledge: Knowledge) -> None:
    (article,) = convert("wire.xml", item().encode(), knowledge)
    assert "ednote" in {notice.code for notice in article.warnings}
    assert "secret" not in format_article(article) + repr(article_to_json(article))


def test_a_note_to_editors_may_withdraw_a_story(knowledge: Knowledge) -> None:
    killed = item().replace("Eds: the secret of the second bell follows", "Eds: Please kill this story.")
    (article,) = convert("wire.xml", killed.encode(), knowledge)
    assert article.lifecycle.status == "canceled"
    assert "Please kill" not in repr(article)


@pytest.mark.parametrize(
    "content",
    [
        XHTML,
        NITF,
        f"<inlineXML><div xmlns='http://www.w3.org/1999/xhtml'><p>{P1}</p><p>{P2}</p></div></inlineXML>",
        f'<inlineData contenttype="text/plain">{P1}\n\n{P2}</inlineData>',
        f'<inlineData contenttype="text/html">&lt;p&gt;{P1}&lt;/p&gt;&lt;p&gt;{P2}&lt;/p&gt;</inlineData>',
        f"<inlineData>{P1}\n\n{P2}</inlineData>",
        f'<inlineData contenttype="text/plain">Ferry stops.</inlineData>{XHTML}',
    ],
)
def test_every_form_of_content(content: str) -> None:
    (draft,) = read(item(content))
    assert [text_of(block) for block in draft.blocks if not isinstance(block, Table)] == [P1, P2]
    assert draft.source.kind == "feed"


def test_a_line_of_the_story_is_known() -> None:
    text = message(item(guid="z"), item())
    draft = read(text)[1]
    lines = text.split("\n")
    assert P1 in lines[draft.blocks[0].line - 1]
    assert "<newsItem" in lines[draft.candidates[0].line - 1]


def test_a_message_of_several_gives_each_and_says_what_is_none() -> None:
    first, second = read(message(item(), PACKAGE, item(guid="b")))
    assert (first.item, second.item) == ("urn:newsml:reach.example:a", "urn:newsml:reach.example:b")
    assert [notice.code for notice in first.notices] == ["ednote", "left-out"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (PACKAGE, "is a package, which lists stories and holds none"),
        (message(PACKAGE), "is a package, which lists stories and holds none"),
        (message(PICTURE), "holds no story"),
        (message(), "holds no story"),
        (item(""), "holds no story"),
        (f"<newsItem {NAR}/>", "holds no story"),
    ],
)
def test_what_holds_no_story_is_one_clear_line(text: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_linked_picture_of_the_message_comes_with_caption_and_credit(knowledge: Knowledge) -> None:
    linked = item().replace(
        "</itemMeta>", '<link rel="irel:seeAlso" residref="urn:newsml:reach.example:pic"/></itemMeta>'
    )
    (article,) = convert("wire.xml", message(linked, PICTURE).encode(), knowledge)
    pictures = [(image.src, image.caption, image.credit) for image in article.metadata.images]
    assert pictures == [("https://reach.example/w.jpg", "The bell at dusk.", "Pell Arden")]
    assert "left-out" not in {notice.code for notice in article.warnings}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("stat:canceled", "canceled"),
        ("stat:cancelled", "canceled"),
        ("stat:withheld", "withheld"),
        ("stat:usable", "usable"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", "canceled"),
        ("stat:embroidered", "withheld"),
    ],
)
def test_the_status_and_an_item_without_content(code: str, status: str) -> None:
    meta = META.replace("stat:{status}", code)
    (draft,) = read(item(meta=meta))
    assert resolve_lifecycle(draft.candidates).status == status
    if status != "usable":
        (empty,) = read(item("", meta=meta))
        assert resolve_lifecycle(empty.candidates).status == status
        assert empty.item == "urn:newsml:reach.example:a"


def test_embargo_and_expiry() -> None:
    dates = "<embargoed>2026-05-06T06:00:00+02:00</embargoed><expires>2026-08-06T06:00:00Z</expires></itemMeta>"
    life = resolve_lifecycle(read(item(meta=META.format(status="usable").replace("</itemMeta>", dates)))[0].candidates)
    assert (life.from_, life.until) == ("2026-05-06T06:00:00+02:00", "2026-08-06T06:00:00Z")


def test_a_slugline_stands_in_for_tags_only() -> None:
    (draft,) = read(item())
    assert values(draft, "tags") == ["transport", "Ferry", "Strike"]
    ranks = {c.value: c.rank for c in draft.candidates if c.field == "tags"}
    assert ranks["transport"] < ranks["Ferry"]


def test_a_prefix_changes_nothing() -> None:
    text = item().replace("<newsItem xmlns=", "<nar:newsItem xmlns:nar=").replace("</newsItem", "</nar:newsItem")
    (draft,) = read(text)
    assert draft.item == "urn:newsml:reach.example:a"


@pytest.mark.parametrize("cut", range(0, len(message(item(), item(guid="b"))), 37))
def test_a_message_cut_anywhere_is_an_error_or_stories_that_say_so(cut: int) -> None:
    text = message(item(), item(guid="b"))[:cut]
    try:
        drafts = parse_newsml(detect("wire.xml", text.encode()))
    except SourceError as error:
        assert "\n" not in str(error)
    else:
        assert "truncated" in {notice.code for notice in drafts[-1].notices}


def test_a_whole_message_is_not_called_cut() -> None:
    assert "truncated" not in {notice.code for draft in read(message(item()) + "\n\n") for notice in draft.notices}


@pytest.mark.parametrize(
    "damage",
    [
        ("</headline>", ""),
        ("</by>", "</buy>"),
        (P1, P1 + " & so on <"),
        ("<itemMeta>", "<itemMeta><itemMeta>"),
        ('version="3"', 'version="three" version="4"'),
        ("2026-05-05T09:30:00+02:00", "yesterday"),
        ("en-GB", "\x01"),
        ("<language", "<nobody:language"),
        ("literal=", "literal"),
    ],
)
def test_a_damaged_item_takes_no_other_with_it(damage: tuple[str, str]) -> None:
    drafts = read(message(item().replace(*damage), item(guid="b")))
    assert {"urn:newsml:reach.example:a", "urn:newsml:reach.example:b"} >= {draft.item for draft in drafts}
    assert "urn:newsml:reach.example:b" in {draft.item for draft in drafts}
    assert any(P2 in text_of_all(draft.blocks) for draft in drafts)


def test_entities_are_not_expanded_and_depth_is_bounded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    (draft,) = read(bomb + item().replace(P1, "&b; &c; " + P1))
    assert "haha" not in text_of_all(draft.blocks)
    deep = item("<inlineXML>" + "<div>" * 100_000 + "x" + "</div>" * 100_000 + "</inlineXML>")
    with pytest.raises(SourceError) as caught:
        read(deep)
    assert "\n" not in str(caught.value)
