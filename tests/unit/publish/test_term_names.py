"""Which names are one, and where each has its page."""

from __future__ import annotations

import pytest

from sitegen.publish.term_names import LISTED, address_terms, section_slug, term_key
from tests.sites import article
from tests.unit.publish.press import outputs_of, site_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Climate change", "climate-change"), ("Café", "CAFE"), ("#MeToo", "MeToo"), ("R & B", "R&B"), ("A.B.", "A B")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert term_key(one) == term_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C#"), ("C", "C++"), ("C#", "C++"), ("Google", "Google+"), ("की", "का"), ("北京", "背景"), ("!", "?")],
)
def test_two_names_are_two(one: str, other: str) -> None:
    assert term_key(one) != term_key(other)
    slugs = address_terms("tag", [one, other])
    assert len(set(slugs.values())) == 2
    assert slugs == address_terms("tag", [other, one])


def test_signs_are_spoken_in_addresses() -> None:
    found = address_terms("tag", ["C", "C#", "C++", "Q+A"])
    assert list(found.values()) == ["c", "c-sharp", "c-plus-plus", "q-a"]


def test_the_one_that_is_spelt_so_keeps_its_address() -> None:
    found = address_terms("tag", ["Иван", "Ivan"])
    assert found["ivan"] == "ivan"
    assert found["иван"].startswith("ivan-")
    assert address_terms("tag", ["Иван"]) == {"иван": "ivan"}


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_section_does_not_take_the_address_of_a_list(name: str) -> None:
    assert section_slug(name.title()) not in LISTED
    pages = {"a.md": article("A", section=f"'{name.title()}'", tags="[Sea]", date="2026-05-01")}
    paths = outputs_of(site_of(pages)).keys()
    assert f"{section_slug(name.title())}/index.html" in paths
    assert {"archive/index.html", "tags/index.html", "tags/sea/index.html"} <= paths


def test_names_that_come_out_alike_share_no_page() -> None:
    pages = {"a.md": article("A", tags="['C', 'C#', '北京']"), "b.md": article("B", tags="['C++', '背景']")}
    site = site_of(pages)
    assert len({term.url for term in site.terms["tag"]}) == 5
    assert {len(term.pages) for term in site.terms["tag"]} == {1}
