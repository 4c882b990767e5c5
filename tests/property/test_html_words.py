"""No word that a browser shows is lost between the page and its blocks, whatever the markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.document.html_tree import parse_html
from sitegen.document.read_html import read_html

SHOWN = """
    html head body article main section div p h1 h2 ul ol li table tr td th tbody thead caption a b i em span form
    button label dl dt dd figure figcaption blockquote pre center font address details summary aside nav header footer
    br hr meta link base embed fieldset legend option custom-el time picture source ruby rt rp nobr menu dialog col u s
""".split()  # noqa: SIM905 (a list would take a page)
pieces = st.one_of(
    st.sampled_from([f"<{name}>" for name in SHOWN] + [f"</{name}>" for name in SHOWN]),
    st.integers(0, 99).map("w{}w".format),
)


def words_of(html: str) -> str:
    tree = parse_html(html)
    return " ".join(f"{piece.text} {getattr(piece.block, 'caption', '')}" for piece in read_html(tree.body or tree))


@given(st.lists(pieces, max_size=12))
def test_every_word_is_read(parts: list[str]) -> None:
    read = words_of("".join(parts))
    assert [part for part in parts if part[0] == "w" and part not in read] == []


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><title>T</title><article><p>story</p></article>",
        "<html><head><title>T</title><main>story</main></html>",
        "<body>page</body></html><article>story</article>",
        "<body>page</body><body>story</body>",
        "<embed src=film><p>story</p>",
        "<svg><path d=M0><p>story</p>",
    ],
)
def test_a_story_in_an_odd_place_is_read(html: str) -> None:
    assert "story" in words_of(html)


@pytest.mark.parametrize("html", ["<title>T</title>", "<svg><text>T</text></svg>", "<p>a<noembed>T</noembed></p>"])
def test_what_no_browser_shows_is_not_read(html: str) -> None:
    assert "T" not in words_of(html)
