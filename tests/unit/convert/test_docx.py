"""Word processors' files."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sitegen.convert.pipeline import Knowledge, convert
from sitegen.document.blocks import text_of
from sitegen.errors import SourceError
from sitegen.model import Article, Heading, ListBlock

P1 = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."
P2 = "He has never asked for money, he says, because the river has never asked him for any, and that seems fair to him."
P3 = (
    "On the Åsa nobody has forgotten how the old song goes on, and the boatman sings it to whoever does not ask for it."
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
ROOT = f"""<?xml version="1.0"?><Relationships xmlns="{_RELS}">
<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
LINKS = f"""<?xml version="1.0"?><Relationships xmlns="{_RELS}">
<Relationship Id="l1" Type="{_OFFICE}/hyperlink" TargetMode="External"
 Target="https://www.google.com/url?q=https://sound.example/tides&amp;sa=D&amp;ust=81"/>
<Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>
<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="c" Type="{_OFFICE}/comments" Target="comments.xml"/></Relationships>"""
STYLES = f"""<?xml version="1.0"?><w:styles {_W}>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>"""
NUMBERS = f"""<?xml version="1.0"?><w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
COMMENTS = f"""<?xml version="1.0"?><w:comments {_W}><w:comment w:id="0" w:author="Desk"><w:p><w:r>
<w:t>Is this so?</w:t></w:r></w:p></w:comment></w:comments>"""
CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>
<dcterms:created>2026-05-04T07:00:00Z</dcterms:created></cp:coreProperties>"""


def _p(text: str, style: str = "", more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def _item(text: str) -> str:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p>"


LINK = '<w:hyperlink r:id="l1"><w:r><w:t>Tides</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r>'
CHANGES = (
    '<w:del w:id="1" w:author="Desk"><w:r><w:delText>Never mind.</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="Desk"><w:r><w:t xml:space="preserve"> Nobody minds.</w:t></w:r></w:ins>'
    '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
)
STORY = (
    _p("The bell and the boat", "T1")
    + _p(P1)
    + _p(P2 + " ", "", LINK)
    + _p("On the other bank", "H2")
    + _p(P3, "", CHANGES)
    + _item("a bell,")
    + _item("a boat.")
)


def _document(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W} {_R}><w:body>{body}</w:body></w:document>'


def _docx(body: str = STORY, **parts: str) -> bytes:
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": LINKS,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERS,
        "word/comments.xml": COMMENTS,
        "docProps/core.xml": CORE.format(title="", creator="Ana Quill"),
    }
    pack = BytesIO()
    with ZipFile(pack, "w", ZIP_DEFLATED) as file:
        for name, text in {**files, **parts}.items():
            file.writestr(name, text)
    return pack.getvalue()


def _read(knowledge: Knowledge, data: bytes) -> Article:
    (article,) = convert("story.docx", data, knowledge)
    return article


def _texts(article: Article) -> list[str]:
    return [text for text in map(text_of, article.blocks) if text]


def test_a_document(knowledge: Knowledge) -> None:
    article = _read(knowledge, _docx())
    assert _texts(article) == [
        P1,
        f"{P2} Tides.",
        "On the other bank",
        f"{P3} Nobody minds.",
        "a bell,\na boat.",
    ]
    assert article.metadata.title == "The bell and the boat"
    assert isinstance(article.blocks[2], Heading)
    assert isinstance(article.blocks[4], ListBlock)


_PICTURE = """<w:p><w:r><w:drawing><wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" descr="A bell"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="i1"/>
</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""


def test_a_picture_has_no_address_and_is_kept_for_its_caption(knowledge: Knowledge) -> None:
    image = f'<Relationship Id="i1" Type="{_OFFICE}/image" Target="media/a.png"/></Relationships>'
    parts = {
        "word/_rels/document.xml.rels": LINKS.replace("</Relationships>", image),
        "word/styles.xml": STYLES.removesuffix("</w:styles>")
        + '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>',
    }
    caption = _p("The bell on the far bank.", "C")
    article = _read(knowledge, _docx(STORY + _PICTURE + caption + _p(P3) + _PICTURE, **parts))
    assert [(each.src, each.caption) for each in article.metadata.images] == [(None, "The bell on the far bank.")]
    assert _texts(article)[-1] == P3


def test_deletions_and_comments_stay_out(knowledge: Knowledge) -> None:
    article = _read(knowledge, _docx())
    assert "Never mind" not in repr(article)
    assert "Is this so" not in repr(article)


def test_a_link_of_a_shared_document_leads_where_it_says(knowledge: Knowledge) -> None:
    assert "href='https://sound.example/tides'" in repr(_read(knowledge, _docx()).blocks)


def test_what_the_file_says_of_itself(knowledge: Knowledge) -> None:
    article = _read(knowledge, _docx())
    assert article.metadata.authors == ("Ana Quill",)
    assert article.metadata.published is None, "when a file was made is no date of publication"
    assert next(c.value for c in article.evidence if c.field == "created") == "2026-05-04T07:00:00Z"


def test_the_title_among_its_properties_counts_where_no_heading_does(knowledge: Knowledge) -> None:
    story = _p("The bell and the boat") + _p(P1) + _p(P2)
    for title in ("The bell and the boat", "Microsoft Word - bell.docx", "Document1", ""):
        article = _read(knowledge, _docx(story, **{"docProps/core.xml": CORE.format(title=title, creator="")}))
        assert article.metadata.title == "The bell and the boat"
        assert _texts(article) == [P1, P2]


def test_a_byline_in_the_text_counts_more_than_who_typed_it(knowledge: Knowledge) -> None:
    story = _p("The bell and the boat") + _p("By Ilo Brandt") + _p(P1) + _p(P2)
    assert _read(knowledge, _docx(story)).metadata.authors == ("Ilo Brandt",)


def test_names_that_programs_fill_in_are_nobody(knowledge: Knowledge) -> None:
    for name in ("python-docx", "Microsoft Office User", ""):
        core = CORE.format(title="", creator=name)
        assert _read(knowledge, _docx(**{"docProps/core.xml": core})).metadata.authors == ()


def test_odd_properties_cost_no_story(knowledge: Knowledge) -> None:
    for core in ("", "<", "<a/>", CORE.replace("{creator}", "<b/>"), "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"):
        assert P1 in _texts(_read(knowledge, _docx(**{"docProps/core.xml": core})))


BOMB = "<!DOCTYPE w:document [" + "".join(
    f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(12)
)  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 word/document.xml",
        _docx()[:900],
        _docx()[:-30],
        _docx(""),
        _docx(_p("")),
        _docx(**{"word/document.xml": ""}),
        _docx(**{"word/document.xml": "<w:document"}),
        _docx(**{"word/document.xml": "<other/>"}),
        _docx(**{"_rels/.rels": "<x/>", "word/document.xml": "<x/>"}),
        _docx(**{"word/document.xml": f"{BOMB}]><w:document {_W}><w:body>{_p('&e11;')}</w:body></w:document>"}),
        _docx("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000),
        _docx(**{"word/document.xml": " " * (5 << 20)}),
        _docx(**{f"word/{i}.xml": " " * (3 << 20) for i in range(5)}),
        _docx(**{f"{i}": "" for i in range(5000)}),
    ],
    ids=[
        "no ZIP", "cut", "cut at its end", "empty", "no words", "no XML", "cut XML", "another format", "no story",
        "entities", "nested", "a bomb", "several bombs", "many parts",
    ],
)  # fmt: skip
def test_what_is_no_document_is_an_error_of_one_line(knowledge: Knowledge, data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        _read(knowledge, data)
    assert str(caught.value).startswith("story.docx: ")
    assert "\n" not in str(caught.value)


def test_an_entity_opens_nothing(knowledge: Knowledge) -> None:
    head = f"<!DOCTYPE w:document [<!ENTITY s SYSTEM 'file:///etc/hostname'>]><w:document {_W}><w:body>"
    data = _docx(**{"word/document.xml": f"{head}{_p(P1)}{_p('x &s; y')}{_p(P2)}</w:body></w:document>"})
    try:
        assert "x  y" in repr(_read(knowledge, data)) or "x y" in repr(_read(knowledge, data))
    except SourceError as error:
        assert "\n" not in str(error)


def test_a_damaged_document_is_no_traceback(knowledge: Knowledge) -> None:
    data = _docx()
    for at in range(30, len(data), 61):
        damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            _read(knowledge, damaged)
        except SourceError as error:
            assert "\n" not in str(error)
