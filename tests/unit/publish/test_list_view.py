from __future__ import annotations

import pytest

from sitegen.publish.views import ListView, TermsView
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, site_of


def home(pages: int, per_page: int, number: int) -> ListView:
    files = {f"p{i:03}.md": article(f"Page {i}", date=f"2026-05-01T00:{i // 60:02}:{i % 60:02}Z") for i in range(pages)}
    site = site_of(files, config_of(f"[taxonomies]\nper_page = {per_page}\n"))
    view = outputs_of(site)["index.html" if number == 1 else f"page/{number}/index.html"].view
    assert isinstance(view, ListView)
    return view


def window(pages: int, number: int) -> str:
    return " ".join(link.title for link in home(pages, 1, number).pagination.links)


@pytest.mark.parametrize(
    ("pages", "number", "shown"),
    [
        (0, 1, "1"),
        (1, 1, "1"),
        (3, 2, "1 2 3"),
        (5, 3, "1 2 3 4 5"),
        (9, 1, "1 2 3 … 9"),
        (9, 5, "1 … 3 4 5 6 7 … 9"),
        (9, 4, "1 2 3 4 5 6 … 9"),
        (9, 9, "1 … 7 8 9"),
    ],
)
def test_the_window_of_page_numbers(pages: int, number: int, shown: str) -> None:
    assert window(pages, number) == shown


def test_neighbours_and_addresses() -> None:
    first, second, last = (home(5, 2, number) for number in (1, 2, 3))
    assert (first.pagination.previous, first.pagination.next) == (None, "/page/2/")
    assert (second.pagination.previous, second.pagination.next) == ("/", "/page/3/")
    assert (last.pagination.previous, last.pagination.next) == ("/page/2/", None)
    assert [len(view.cards) for view in (first, second, last)] == [2, 2, 1]
    assert {view.total for view in (first, second, last)} == {5}


def test_each_page_is_its_own_canonical_and_says_its_number() -> None:
    assert home(5, 2, 2).head.canonical == "https://lantern.example/page/2/"
    assert home(5, 2, 2).head.title.startswith("The Lantern · Page 2")


def test_every_article_is_on_one_page_and_in_order() -> None:
    cards = [card.title for number in (1, 2, 3) for card in home(5, 2, number).cards]
    assert cards == ["Page 4", "Page 3", "Page 2", "Page 1", "Page 0"]


def test_term_pages_know_their_way_and_their_feed() -> None:
    site = site_of({"a.md": article("A", tags="[Sea Grass]", date="2026-05-01")})
    outputs = outputs_of(site)
    tag, month = outputs["tags/sea-grass/index.html"].view, outputs["archive/2026/05/index.html"].view
    assert isinstance(tag, ListView)
    assert isinstance(month, ListView)
    assert [link.title for link in tag.trail] == ["Home", "Tags"]
    assert tag.head.rss == "/tags/sea-grass/feed.xml"
    assert tag.head.rss.removeprefix("/") in outputs
    assert [link.url for link in month.trail] == ["/", "/archive/", "/archive/2026/"]
    assert (month.title, month.head.rss) == ("May 2026", None)


def test_the_archive_groups_months_by_year() -> None:
    dates = ("2026-05-01", "2026-05-02", "2026-01-01", "2024-12-01")
    site = site_of({f"p{i}.md": article(f"P{i}", date=date) for i, date in enumerate(dates)})
    view = outputs_of(site)["archive/index.html"].view
    assert isinstance(view, TermsView)
    assert [(group.title, [(term.title, term.count) for term in group.terms]) for group in view.groups] == [
        ("2026", [("May 2026", 2), ("January 2026", 1)]),
        ("2024", [("December 2024", 1)]),
    ]


def test_terms_are_listed_by_name() -> None:
    site = site_of({"a.md": article("A", tags="[zebra, Apple]"), "b.md": article("B", tags="[zebra]")})
    view = outputs_of(site)["tags/index.html"].view
    assert isinstance(view, TermsView)
    assert [(term.title, term.count) for term in view.groups[0].terms] == [("Apple", 1), ("zebra", 2)]
