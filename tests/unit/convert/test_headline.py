"""The headline of a paste."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.extract.headline import HeadlineModel, parse_headline_model
from sitegen.document.blocks import text_of
from sitegen.errors import RuleError
from sitegen.model import Article, Heading

STORY = (
    "The bell on the far bank rings when somebody wants to cross, and the boatman of Long Reach comes at once.\n"
    "On the first day it rang sixty-three times, as often as the ferry crossed with a passenger in all of last year.\n"
    "“The other trips I made for the gulls,” said the skipper, who has steered the ferry at Long Reach since 1994.\n"
)
PAGE = "Menu\nHome\nRegion\nSport\nCulture\nSign in\n"
TAIL = "Stay informed\nGerry W.\nAnne\nMore from the region\nLower Reach has a baker again\nDike warden wanted\n"
HEADLINE = "The ferry at Long Reach now comes when you ring the bell"


@pytest.mark.parametrize(
    "caption",
    [
        "Skipper Ari Quist at the brass bell on the far bank of Long Reach. © Rob Keen",
        "The skipper and the ferry at the bell on the far bank of Long Reach (Photo: Rob Keen)",
    ],
)
@pytest.mark.parametrize("around", [("", ""), (PAGE, TAIL)])
def test_a_caption_is_no_headline(article_of: Callable[..., Article], caption: str, around: tuple[str, str]) -> None:
    article: Article = article_of(f"{around[0]}{HEADLINE}\n12 March 2026, 06:30\n{caption}\n{STORY}{around[1]}")
    assert article.metadata.title == HEADLINE


def test_the_headline_stands_out_among_the_names_of_a_page(article_of: Callable[..., Article]) -> None:
    paste = f"The Reach Courier\n{PAGE}Long Reach\n{HEADLINE}\nBy Marian Field\n12 March 2026\n{STORY}{TAIL}"
    assert article_of(paste).metadata.title == HEADLINE


def test_the_greatest_score_wins_unless_having_none_does() -> None:
    model = HeadlineModel([("", "long", 100), ("headline", "near", 50), ("none", "always", 60)])
    long, near = (("", ("long", "unknown")),), (("headline", ("near",)),)
    assert model.choose([near, long]) == 1
    assert model.choose([near]) is None
    assert model.choose([near], always=True) == 0
    assert model.choose([], always=True) is None


def test_a_file_of_weights() -> None:
    assert parse_headline_model("h.tsv", "# c\n\tlong\t100\n").choose([(("", ("long",)),)]) == 0
    with pytest.raises(RuleError, match=r"^h\.tsv:1: 'x' are no whole numbers"):
        parse_headline_model("h.tsv", "\tlong\tx\n")


def test_a_heading_of_a_word_or_two_within_a_paste_of_a_page_stays(article_of: Callable[..., Article]) -> None:
    paragraphs = STORY.strip().split("\n")
    middle = f"{paragraphs[0]}\n\nThe bell\n\n{paragraphs[1]}\n\n{paragraphs[2]}"
    article = article_of(f"{PAGE}\n{HEADLINE}\n\nBy Marian Field\n\n{middle}\n\n{TAIL}")
    assert [text_of(block) for block in article.blocks if isinstance(block, Heading)] == ["The bell"]
