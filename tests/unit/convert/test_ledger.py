from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.ledger import list_entries, list_lines, summarize
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.report import article_to_json
from sitegen.convert.sources.detect import detect
from sitegen.model import Article, Attribution, Metadata, Moved, Paragraph, Removal, Text

GOLDENS = sorted((Path(__file__).parents[2] / "golden/articles").glob("*/*/source.txt"))
PASTE = """\
Ferry late again

Share on facebook
By Ines Varga

PORT ELMA (NSP) - The ferry was late on Monday, and the lamp was out.

- one lamp that nobody had lit
- two bells that nobody had heard
Advertisement

Nobody at the pier was surprised, the pilot said.
"""


def fates(text: str, knowledge: Knowledge) -> list[tuple[int, str, str, str]]:
    (article,) = convert("-", text.encode(), knowledge)
    return [(each.line, each.fate, each.where, each.text) for each in list_lines(text, article)]


def test_every_line_in_order_with_its_fate(knowledge: Knowledge) -> None:
    assert fates(PASTE, knowledge) == [
        (1, "moved", "title", "Ferry late again"),
        (2, "blank", "", ""),
        (3, "removed", "share", "Share on facebook"),
        (4, "moved", "authors", "By Ines Varga"),
        (5, "blank", "", ""),
        (6, "kept", "", "PORT ELMA (NSP) - The ferry was late on Monday, and the lamp was out."),
        (7, "blank", "", ""),
        (8, "kept", "", "- one lamp that nobody had lit"),
        (9, "kept", "", "- two bells that nobody had heard"),
        (10, "removed", "ad_marker", "Advertisement"),
        (11, "blank", "", ""),
        (12, "kept", "", "Nobody at the pier was surprised, the pilot said."),
    ]


def test_a_wrapped_paragraph_is_divided_where_the_line_is() -> None:
    """The dateline is in the first line alone, however far the paragraph runs."""
    text = "TARN (AP) — The bridge stays\nas it was, the county said,\nand so does the crank."
    rest = "The bridge stays as it was, the county said, and so does the crank."
    article = make_article(
        blocks=(Paragraph(content=(Text(text=rest),), line=1, end_line=3),),
        moved=(Moved(field="attribution.dateline", text="TARN (AP) —", rule="shape.dateline", line=1, end_line=3),),
    )
    assert [(each.line, each.fate, each.text) for each in list_lines(text, article)] == [
        (1, "moved", "TARN (AP) —"),
        (1, "kept", "The bridge stays"),
        (2, "kept", "as it was, the county said,"),
        (3, "kept", "and so does the crank."),
    ]


def test_a_line_that_is_divided_where_no_blank_is() -> None:
    article = make_article(
        blocks=(Paragraph(content=(Text(text="鐘が鳴った。"),), line=1, end_line=1),),
        moved=(Moved(field="attribution.dateline", text="【島本】", rule="shape.dateline", line=1, end_line=1),),
    )
    assert [(each.fate, each.text) for each in list_lines("【島本】鐘が鳴った。", article)] == [
        ("moved", "【島本】"),
        ("kept", "鐘が鳴った。"),
    ]


def test_what_is_moved_from_the_end_of_a_line_comes_last() -> None:
    article = make_article(
        blocks=(Paragraph(content=(Text(text="It rained on it rained on."),), line=1, end_line=2),),
        moved=(Moved(field="attribution.agency", text="(NSP)", rule="shape.sign-off", line=1, end_line=2),),
    )
    assert [(each.line, each.fate, each.text) for each in list_lines("It rained on\nit rained on. (NSP)", article)] == [
        (1, "kept", "It rained on"),
        (2, "kept", "it rained on."),
        (2, "moved", "(NSP)"),
    ]


def test_the_reasons_of_a_decision_come_along() -> None:
    why = "few words -1.2, related heading above -0.8"
    removal = Removal(id="r1", text="Mill", category="outside", rule="lines.outside", line=2, end_line=2, why=why)
    article = make_article(removed=(removal,))
    assert [entry.why for entry in list_lines("Ferry\nMill\n", article)] == ["", why]
    assert list_lines("Ferry\nMill\n", article)[0].fate == "unclaimed"


def test_json_gives_reasons_only_where_there_are_some() -> None:
    plain = Removal(id="r1", text="Mill", category="ui", rule="zone.tail", line=1, end_line=1)
    weighed = Removal(
        id="r2", text="Bell", category="outside", rule="lines.outside", line=2, end_line=2, why="short -1"
    )
    first, second = article_to_json(make_article(removed=(plain, weighed)))["removed"]
    assert list(first) == ["id", "text", "category", "rule", "line", "end_line"]
    assert second["why"] == "short -1"


def test_words_are_counted_by_fate(knowledge: Knowledge) -> None:
    (article,) = convert("-", PASTE.encode(), knowledge)
    summary = summarize(article)
    assert (summary.kept, summary.moved) == (15 + 6 + 6 + 9, 3 + 3)
    assert summary.removed == {"share": 3, "ad_marker": 1}


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.parent.name)
def test_no_line_is_missing_and_none_is_made_up(path: Path, knowledge: Knowledge) -> None:
    check_exact(path.read_bytes(), knowledge)


@given(st.lists(st.sampled_from([*PASTE.split("\n"), "Related", "  ", "By Tuesday, it rained.", "1. a", "x" * 90])))
def test_the_lines_of_any_paste_are_accounted_for(lines: list[str]) -> None:
    if any(line.strip() for line in lines):
        check_exact("\n".join(lines).encode(), load_knowledge())


def check_exact(data: bytes, knowledge: Knowledge) -> None:
    """Read back by line, the entries are the input; and what they say is what the article says."""
    (article,) = convert("-", data, knowledge)
    text = detect("-", data).text
    lines = list_lines(text, article)
    by_line: dict[int, str] = {}
    for entry in lines:
        by_line[entry.line] = f"{by_line.get(entry.line, '')} {entry.text}"
    raw = text.removesuffix("\n").split("\n")
    assert [by_line[number].split() for number in range(1, len(raw) + 1)] == [line.split() for line in raw]
    assert [entry.line for entry in lines] == sorted(entry.line for entry in lines)
    assert all((entry.fate == "blank") == (not entry.text) for entry in lines)
    assert not [entry for entry in lines if entry.fate == "unclaimed"]
    claimed = {(entry.fate, entry.rule) for entry in list_entries(article)}
    assert {(entry.fate, entry.rule) for entry in lines if entry.text} <= claimed


def make_article(**parts: object) -> Article:
    empty: dict[str, object] = {"blocks": (), "moved": (), "removed": (), "warnings": (), "evidence": ()}
    metadata, attribution = Metadata(title=""), Attribution()
    return Article(source="-", item=None, metadata=metadata, attribution=attribution, **{**empty, **parts})  # type: ignore[arg-type]
