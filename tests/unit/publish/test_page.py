from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.publish.page import count_minutes, find_summary, parse_page, shorten
from tests.sites import article


@pytest.mark.parametrize(
    ("path", "keys", "url"),
    [
        ("ferry.md", {}, "ferry/"),
        ("north/Mill & Ford.md", {}, "north/mill-ford/"),
        ("ferry.md", {"slug": "boat"}, "boat/"),
        ("north/ferry.md", {"slug": "'../../Boat'"}, "north/boat/"),
        ("порт/ferry.md", {}, "port/ferry/"),
    ],
)
def test_the_address_comes_from_the_path(path: str, keys: dict[str, str], url: str) -> None:
    assert parse_page(path, article("Ferry", **keys)).url == url


def test_index_is_a_name_that_the_site_keeps_for_itself() -> None:
    assert parse_page("index.md", article("Ferry")).url.startswith("index-")


def test_the_digest_is_that_of_the_body_alone() -> None:
    one, two = article("One", "Same."), article("Two", "Same.", tags="[x]")
    assert parse_page("a.md", one).digest == parse_page("a.md", two).digest
    assert parse_page("a.md", one).digest != parse_page("a.md", article("One", "Other.")).digest


def test_line_ends_do_not_count() -> None:
    text = article("One", "First.\n\nSecond.")
    assert parse_page("a.md", text.replace("\n", "\r\n")) == parse_page("a.md", text)


@pytest.mark.parametrize("value", ["2026-13-45", "2026-02-30T10:00", "2026-05-04T25:00Z", "2026-05-04T09:00:00+99:99"])
@pytest.mark.parametrize("key", ["date", "updated"])
def test_a_date_that_is_in_no_calendar(key: str, value: str) -> None:
    error = parse_error(article("A", **{key: f'"{value}"'}))
    assert str(error).startswith(f'content/a.md:3: "{key}" is no date')


def parse_error(text: str) -> ContentError:
    with pytest.raises(ContentError) as caught:
        parse_page("a.md", text)
    return caught.value


def test_a_window_that_is_in_no_calendar() -> None:
    assert str(parse_error(article("A", publish='{until: "2026-02-30"}'))).startswith("content/a.md:3: ")


@pytest.mark.parametrize("value", ["0001-01-01", "0001-01-01T00:00:00+14:00"])
def test_a_date_before_all_news(value: str) -> None:
    assert "is no date" in str(parse_error(article("A", date=f'"{value}"')))


def test_the_given_summary_wins() -> None:
    assert parse_page("a.md", article("A", "Body text.", summary="In short.")).summary == "In short."


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("# Head\n\nFirst *words* of a [story](https://a.example/).\n", "First words of a story."),
        ("![](/a.png)\n\n> quoted\n\n- item\n\nPlain at last.", "Plain at last."),
        ("One line\nand the next.", "One line and the next."),
        ("# Only a head\n", ""),
        ("", ""),
    ],
)
def test_the_summary_is_the_first_paragraph(body: str, summary: str) -> None:
    assert find_summary(body) == summary


def test_a_long_paragraph_is_cut_at_a_word() -> None:
    summary = find_summary("tide and weir, " * 50)
    assert len(summary) <= 240
    assert summary.endswith("…")
    assert shorten("tide and weir, again", 17) == "tide and weir…"
    assert shorten("abcdefghij", 5) == "abcd…"
    assert shorten("abcde", 5) == "abcde"


@pytest.mark.parametrize(("body", "minutes"), [("", 1), ("word " * 230, 1), ("word " * 690, 3), ("港" * 1500, 3)])
def test_reading_time(body: str, minutes: int) -> None:
    assert count_minutes(body) == minutes
