from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.publish.urls import make_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ferry back at the pier", "ferry-back-at-the-pier"),
        ("  Œuvre & déjà vu  ", "oeuvre-deja-vu"),
        ("Straße 9", "strasse-9"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_titles(title: str, slug: str) -> None:
    assert make_slug(title) == slug


@pytest.mark.parametrize("title", ["Новости порта", "港のニュース", "أخبار الميناء", "बंदरगाह समाचार", "Ειδήσεις"])
def test_other_scripts_are_written_in_latin_letters(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", make_slug(title))


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "COM1", "lpt9", "index", "404", "page"])
def test_reserved_names_get_a_mark(name: str) -> None:
    assert re.fullmatch(rf"{name.lower()}-[0-9a-f]{{8}}", make_slug(name))


def test_titles_without_letters_differ() -> None:
    slugs = {make_slug(title) for title in ("🌊", "⚓", "!!!", "", ".", "..")}
    assert len(slugs) == 6
    assert all(re.fullmatch(r"[0-9a-f]{8}", slug) for slug in slugs)


def test_long_titles_end_at_a_word() -> None:
    slug = make_slug("tide " * 100)
    assert len(slug.encode()) <= 80
    assert slug.endswith("tide")


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_every_title_gives_a_name_that_is_safe(title: str) -> None:
    slug = make_slug(title)
    assert re.fullmatch(r"[a-z0-9-]{1,80}", slug)
    assert slug == make_slug(title)
    assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d|index|404|page", slug)
