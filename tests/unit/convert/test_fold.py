"""The folded copy of a line: what rules are matched on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.convert.clean.fold import fold, fold_text


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("ALSO READ:", "also read"),
        ("• Share on Telegram", "share on telegram"),
        ("(Reporting by Ilo Brandt)", "reporting by ilo brandt"),
        ("[Updated]", "updated"),
        ("İLGİLİ HABERLER", "ilgili haberler"),
        ("ILGILI haberler", "ilgili haberler"),
        ("ılgılı", "ilgili"),
        ("Don’t miss", "don't miss"),
        ("“Tide” „Tide‟ «Tide»", 'tide" "tide" "tide'),
        ("Merrow — Tuesday", "merrow - tuesday"),
        ("two   blanks\tand\u00a0one", "two blanks and one"),
        ("zero\u200bwidth\u2060", "zerowidth"),
        ("👉 Leia também", "leia tambem"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("Straße", "strasse"),
        ("यह भी पढ़ें", "यह भी पढ़ें"),
        ("...", ""),
        ("", ""),
    ],
)
def test_fold(line: str, folded: str) -> None:
    assert fold_text(line) == unicodedata.normalize("NFD", folded) or fold_text(line) == folded


@pytest.mark.parametrize("line", ["اقرأ أيضاً", "إقرأ أيضـــا", "اِقْرَأْ أيضا", "اقرا ايضا:", "اقرأ أيضا\u200f"])
def test_arabic_spellings_of_one_label_fold_alike(line: str) -> None:
    assert fold_text(line) == fold_text("اقرأ أيضا")


@pytest.mark.parametrize("line", ["Publicité", "LA SUITE APRÈS CETTE PUBLICITÉ", "İlgili", "यह भी पढ़ें", "もっと読むガ"])
def test_composed_and_decomposed_spellings_fold_alike(line: str) -> None:
    assert fold_text(unicodedata.normalize("NFD", line)) == fold_text(unicodedata.normalize("NFC", line))


def test_vowel_signs_of_indic_scripts_are_kept() -> None:
    assert fold_text("की") != fold_text("का") != fold_text("क")


def test_offsets_give_the_original_characters() -> None:
    line = "  • «Öl»   ﬁrst, ÎLE"
    folded = fold(line)
    assert folded.text == 'ol" first, ile'
    assert [line[at] for at in folded.offsets] == list("Öl» ﬁﬁrst, ÎLE")


@given(st.text())
def test_folding_is_total_and_every_character_has_its_place(line: str) -> None:
    folded = fold(line)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= at < len(line) for at in folded.offsets)


@given(st.text())
def test_folding_twice_changes_nothing(line: str) -> None:
    once = fold_text(line)
    assert fold_text(once) == once


@given(st.text())
def test_the_fast_fold_is_the_fold(line: str) -> None:
    assert fold_text(line) == fold(line).text


@pytest.mark.parametrize("line", ["[(- Tide -)]", "()", "(a", "([Tide])", "«(Tide)»", "\x1fTide\x85", "①²", "＾｀"])
def test_the_fast_fold_of_odd_lines(line: str) -> None:
    assert fold_text(line) == fold(line).text


def test_brackets_in_brackets_do_not_overflow() -> None:
    assert fold_text("(" * 5000 + "tide" + ")" * 5000) == "tide"
