"""Inline content and its normal form."""

from __future__ import annotations

import pytest

from sitegen.document.inline import normalize, plain_text, without_breaks, without_emphasis
from sitegen.model import CodeSpan, Emphasis, Inline, LineBreak, Link, Strong, Text


def t(text: str) -> Text:
    return Text(text=text)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([t("a"), t("b")], (t("ab"),)),
        ([t("  a\n b  ")], (t("a  b"),)),
        ([Emphasis(content=(t(" a "),)), t("b")], (Emphasis(content=(t("a"),)), t(" b"))),
        ([t("a"), Strong(content=()), t("b")], (t("ab"),)),
        ([t("a"), Strong(content=(t(" "),)), t("b")], (t("a b"),)),
        ([LineBreak(), t("a "), LineBreak(), t(" b"), LineBreak()], (t("a"), LineBreak(), t("b"))),
        ([Link(href="x", content=(Link(href="y", content=(t("a"),)),))], (Link(href="x", content=(t("a"),)),)),
        ([CodeSpan(text="a"), CodeSpan(text="b")], (CodeSpan(text="ab"),)),
        ([t(" "), Emphasis(content=(t(""),))], ()),
    ],
)
def test_normal_form(content: list[Inline], expected: tuple[Inline, ...]) -> None:
    assert normalize(content) == expected
    assert normalize(expected) == expected


def test_plain_text_is_what_a_reader_sees() -> None:
    content = (t("a "), Strong(content=(Emphasis(content=(t("b"),)),)), LineBreak(), CodeSpan(text="c"))
    assert plain_text(content) == "a b\nc"
    assert plain_text(without_breaks(content)) == "a b c"
    assert without_emphasis(content) == (t("a b"), LineBreak(), CodeSpan(text="c"))
