"""Pasted text to blocks: wrapped or not, it is the same article."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from sitegen.convert.report import article_to_json
from sitegen.convert.sources.text import parse_text
from sitegen.document.blocks import text_of
from sitegen.model import AnyBlock, Article, ListBlock, Paragraph, Source

PARAGRAPHS = (
    "The clock that runs on rain",
    "Share on facebook",
    "Share on twitter",
    "Share on telegram",
    "In the square of Lower Fenwick stands a clock that is wound by rain, and it has been wrong since the drought.",
    "The water falls from the roof of the chapel into a copper bucket, and the bucket pulls the chain. “We have the "
    "driest clock in the county,” said Bram Ellery, who has wound it by hand since May, twice a day and once at night.",
    "What does the parish say?",
    "The parish has put a jug beside the clock. Whoever passes may pour, and by the count of the baker some forty "
    "people do so daily, among them the schoolmaster, who is always late and says that the clock is to blame for it.",
    "No rain is forecast until the end of the month, when the parish will meet and decide whether to buy a battery.",
)


def _blocks(text: str) -> tuple[AnyBlock, ...]:
    (draft,) = parse_text(Source(name="paste.txt", kind="text", text=text))
    return draft.blocks


def _paste(width: int = 0, gap: str = "\n\n") -> str:
    return gap.join(textwrap.fill(p, width) if width else p for p in PARAGRAPHS) + "\n"


@pytest.mark.parametrize("width", [48, 60, 65, 72, 76, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wraps_make_no_difference(article_of: Callable[..., Article], width: int, line_end: str) -> None:
    keys = ("title", "text", "markdown", "language")
    plain = article_to_json(article_of(_paste()))
    wrapped_article = article_of(_paste(width).replace("\n", line_end))
    wrapped = article_to_json(wrapped_article)
    assert [wrapped[key] for key in keys] == [plain[key] for key in keys]
    assert [removal.text for removal in wrapped_article.removed] == list(PARAGRAPHS[1:4])


@pytest.mark.parametrize("width", [60, 72, 100])
def test_lines_of_a_wrapped_paste_are_those_of_the_input(width: int) -> None:
    text = _paste(width)
    lines = text.split("\n")
    for block in _blocks(text):
        assert " ".join(lines[block.line - 1 : block.end_line]) == text_of(block)


UNEVEN = """BRISKHAVEN, May 4 (AP) — The last hand-cranked drawbridge on the upper
Tarn will stay hand-cranked, the county voted on Monday, after a
petition signed by every household within hearing of it.

The motor that was to replace the crank has been bought, unpacked and
looked at, the county engineer, Mattis Orr, told AP. It is now for sale.

"People like to be asked," said Orr. "The bridge asks them, four times a
day, whether they are in a hurry, and mostly they find that they aren't."
"""


def test_a_paste_wrapped_by_hand_is_joined_and_its_first_line_is_no_headline(
    article_of: Callable[..., Article],
) -> None:
    article = article_of(UNEVEN)
    assert article.metadata.title == ""
    assert text_of(article.blocks[0]).endswith("after a petition signed by every household within hearing of it.")
    assert len(article.blocks) == 3


def test_share_lines_are_never_joined() -> None:
    bar = "\n".join(f"Share on {name}" for name in ("facebook", "twitter", "linkedin", "telegram", "whatsapp"))
    text = f"{bar}\n\n{_paste(72)}\n\n{bar}"
    assert [text_of(block) for block in _blocks(text)][:5] == bar.split("\n")
    assert [text_of(block) for block in _blocks(text)][-5:] == bar.split("\n")


def test_lines_without_blank_lines_between_are_paragraphs_of_their_own() -> None:
    assert [text_of(block) for block in _blocks(_paste(gap="\n"))] == list(PARAGRAPHS)


def test_bulleted_lines_become_one_list() -> None:
    (block,) = _blocks("• Salt\n• Rope\n• A tin of lamp oil\n")
    assert isinstance(block, ListBlock)
    assert (text_of(block), block.ordered, block.line, block.end_line) == ("Salt\nRope\nA tin of lamp oil", False, 1, 3)


def test_numbers_that_count_up_become_an_ordered_list_and_others_do_not() -> None:
    (block,) = _blocks("3. Salt\n4. Rope\n")
    assert isinstance(block, ListBlock)
    assert (block.ordered, block.start) == (True, 3)
    assert [type(block) for block in _blocks("12. May is the day\n7. June is another\n")] == [Paragraph, Paragraph]


def test_a_single_dash_is_punctuation() -> None:
    (block,) = _blocks("– Rain, said the parish.")
    assert isinstance(block, Paragraph)
    assert text_of(block) == "– Rain, said the parish."
