from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality import floors as quality
from tests.quality.floors import Counts, Figures, add, count, find_breaches, raise_floors, tokens, visible_lines

BODY = "The ferry was late.\n\nNobody minded it.\n"
LINES = ["Ferry late", "Share on facebook", "The ferry was late.", "Nobody minded", "it.", "", "—"]


def test_no_change_lowers_a_floor() -> None:
    assert find_breaches(quality.load_floors(), quality.measure()) == []


@pytest.mark.parametrize("case", quality.find_cases())
def test_a_true_body_is_a_part_of_its_input(case: str) -> None:
    """A slip of the hand in `body.txt` would be held against the program for ever."""
    (source,) = (quality.ARTICLES / case).glob("source.*")
    seen = tokens("\n".join(visible_lines(source.name, source.read_bytes())))
    lines = map(tokens, (quality.ARTICLES / case / "body.txt").read_text("utf-8").split("\n"))
    assert [line for line in lines if line and not quality.holds(seen, line)] == []


def test_every_golden_article_has_a_true_body() -> None:
    assert quality.find_cases() == sorted(
        path.parent.relative_to(quality.ARTICLES).as_posix() for path in quality.ARTICLES.glob("*/*/source.*")
    )


def test_a_perfect_result() -> None:
    assert count(BODY, LINES, BODY) == Counts(words=7, kept=7, lines=2, removed=2)


def test_a_sentence_lost_and_a_line_kept_show() -> None:
    assert count(BODY, LINES, "Share on facebook\n\nThe ferry was late.") == Counts(7, 4, 2, 1)
    assert add([Counts(7, 4, 2, 1), Counts(1, 1, 0, 0)]) == Figures(5 / 8, 1 / 2)


def test_a_word_counts_as_often_as_it_stands() -> None:
    assert count("late late late", [], "late").kept == 1


def test_words_in_any_script() -> None:
    assert tokens("Don't (stop) 41_b") == ["Don", "t", "stop", "41", "b"]
    assert tokens("鐘が鳴る dzwon") == ["鐘", "が", "鳴", "る", "dzwon"]
    assert len(tokens("नदी के उस पार श्‍याम")) == 5
    assert len(tokens("عاد جرس الضفة")) == 3


def test_a_page_is_seen_as_its_reader_sees_it() -> None:
    page = (
        b"<head><title>x</title></head><p>One <em>two</em>\nthree<p hidden>four</p><script>5</script><li>six<br>seven"
    )
    assert [line for line in visible_lines("a.html", page) if line.strip()] == ["One two three", "six", "seven"]


def test_a_breach_is_named() -> None:
    floors = {"en": Figures(0.9, 0.8), "xx": Figures(1, 1)}
    assert find_breaches(floors, {"en": Figures(0.95, 0.79), "yy": Figures(1, 1)}) == [
        "xx: has a floor and no article",
        "yy: has no floor: run floors.py",
        "en: removed is 0.7900, the floor 0.8000",
    ]


def test_floors_only_rise_unless_told_otherwise() -> None:
    floors = {"en": Figures(0.9, 0.8)}
    reached = {"en": Figures(0.95, 0.79), "fr": Figures(2 / 3, 1.0)}
    assert raise_floors(floors, reached) == {"en": Figures(0.95, 0.8), "fr": Figures(0.6666, 1.0)}
    assert raise_floors(floors, reached, lower=True)["en"] == Figures(0.95, 0.79)


def test_ci_never_moves_a_floor() -> None:
    script = Path(quality.__file__)
    before = quality.FLOORS.read_bytes()
    run = subprocess.run(
        [sys.executable, str(script)], env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, quality.FLOORS.read_bytes()) == (1, before)
    assert "not moved in CI" in run.stderr
