"""Names out of bylines."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.given_names import is_given_name
from sitegen.convert.metadata.names import is_desk, is_label, read_names, starts_with_label


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Quill and Pell Arden, Political Editor", ("Ana Quill", "Pell Arden")),
        ("By: Ana Quill | 4 May 2026", ("Ana Quill",)),
        ("12 May 2026 · By Ana Quill · 4 min read", ("Ana Quill",)),
        ("Posted on May 4, 2026 by Ana Quill", ("Ana Quill",)),
        ("Ana Quill on 4 May 2026", ("Ana Quill",)),
        ("By Ana Quill in Port Merrow", ("Ana Quill",)),
        ("By Ana Quill (MBP)", ("Ana Quill",)),
        ("Ana Quill @anaquill", ("Ana Quill",)),
        ("Ana Quill 1", ("Ana Quill",)),
        ("Von Jonas Ehlert und Karla Wendt", ("Jonas Ehlert", "Karla Wendt")),
        ("Ein Gastbeitrag von Jonas Ehlert", ("Jonas Ehlert",)),
        ("Autorin: Karla von Wendt", ("Karla von Wendt",)),
        ("Autoren Jonas Ehlert und Karla Wendt", ("Jonas Ehlert", "Karla Wendt")),
        ("Par Odile Garnier et Luc Serre", ("Odile Garnier", "Luc Serre")),
        ("Por Marta Solana y Iker Deva", ("Marta Solana", "Iker Deva")),
        ("Автор: Вера Лунина", ("Вера Лунина",)),
        ("Thomas More", ("Thomas More",)),
        ("Photo by Oda Lunde", ()),
        ("Read More", ()),
        ("View all posts", ()),
        ("By the harbour wall", ()),
        ("4 May 2026", ()),
        ("", ()),
    ],
)
def test_names_of_a_byline(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text) == names


def test_what_the_page_calls_its_author_may_be_a_user_or_a_newsroom() -> None:
    assert read_names("seaglass77") == ()
    assert read_names("seaglass77", stated=True) == ("seaglass77",)
    assert read_names("Institute for Tides and Winds, Press Office", stated=True)[0].startswith("Institute")
    assert read_names("Stiftung Watt und Moor", stated=True) == ("Stiftung Watt und Moor",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sound Weekly Staff", True),
        ("Redaktion", True),
        ("admin", True),
        ("soundweekly.com", True),
        ("Watt GmbH", True),
        ("Ana Quill", False),
        ("Jonas Ehlert", False),
    ],
)
def test_a_desk_is_nobody_in_person(name: str, expected: bool) -> None:
    assert is_desk(name) is expected


def test_labels() -> None:
    assert starts_with_label("By Ana Quill")
    assert starts_with_label("Text: Jonas Ehlert")
    assert not starts_with_label("Byron Hale")
    assert not starts_with_label("von der Insel")
    assert is_label("By")
    assert is_label("Autorin:")
    assert not is_label("By Ana Quill")


def test_given_names() -> None:
    assert is_given_name("Ana")
    assert is_given_name("Jürgen")
    assert is_given_name("Anne-Sophie")
    assert not is_given_name("Region")
    assert not is_given_name("Top")


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    assert read_names("By " + "A. " * 20_000) == ()
    assert read_names("von " * 20_000, stated=True) == ()
