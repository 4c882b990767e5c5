"""What `robots.txt` allows (RFC 9309)."""

from __future__ import annotations

import pytest

from sitegen.shell.robots import parse_robots

RULES = """\
# a comment
User-agent: *
Disallow: /private/   # for all others
Crawl-delay: 2

User-agent: Otherbot
User-agent: sitegen
Disallow: /news/
Allow: /news/open/
Disallow: /*.pdf$
Disallow: /search*order=
Crawl-delay: 0.5

User-agent: sitegen/2.0
Disallow: /caf%C3%A9
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/a", True),
        ("/news/a", False),
        ("/news/open/a", True),
        ("/a/story.pdf", False),
        ("/a/story.pdf?x", True),
        ("/search?a=1&order=up", False),
        ("/search?a=1", True),
        ("/caf%c3%a9/menu", False),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_of_our_group_decides(path: str, allowed: bool) -> None:
    assert parse_robots(RULES, "sitegen").may_fetch(path) is allowed


def test_who_is_not_named_is_meant_by_the_star() -> None:
    robots = parse_robots(RULES, "lanternbot")
    assert (robots.may_fetch("/private/a"), robots.may_fetch("/news/a"), robots.delay) == (False, True, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Disallow: /",
        "User-agent: sitegen\nDisallow:\n\nUser-agent: *\nDisallow: /",
        "<html>Disallow: /",
        "\ufeff\x00:",
    ],
    ids=["empty", "no-group", "nothing-asked", "a-page", "noise"],
)
def test_what_asks_nothing_of_us_allows_all(text: str) -> None:
    assert parse_robots(text, "sitegen").may_fetch("/news/")


def test_leave_wins_where_two_rules_are_equally_long() -> None:
    assert parse_robots("User-agent: *\nDisallow: /a\nAllow: /a", "sitegen").may_fetch("/a")


def test_a_delay_is_kept_within_reason() -> None:
    assert parse_robots("User-agent: *\nCrawl-delay: 86400", "sitegen").delay == 10
    assert parse_robots("User-agent: *\nCrawl-delay: soon", "sitegen").delay == 0


def test_many_stars_take_no_time() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 900 + "$", "sitegen")
    assert robots.may_fetch("/" + "a" * 100_000 + "b")
