"""Authors whose name is all that their line says, and lines that are shaped like names and name nobody."""

from __future__ import annotations

import pytest

from sitegen.convert.metadata.given_names import is_given_name
from tests.unit.convert.conftest import Converter

STORY = """The market on the roof opens with bread and rain

{head}

Nobody had counted on so many people, the council said, and the lift broke down twice while the queue went round.

“We will be back on Thursday with more bread,” Ellery said, and the crowd on the quay laughed at him for it.
"""


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("Marian Field\n\n12 March 2026", ("Marian Field",)),
        ("12 March 2026\nMarian Field", ("Marian Field",)),
        ("Marian Field and Anna van Brandt\n12 March 2026", ("Marian Field", "Anna van Brandt")),
        ("Marian Field, Political Editor\nPublished 12 March 2026", ("Marian Field",)),
        ("Вера Заречная\n14 мая 2026, 11:20", ("Вера Заречная",)),
        ("Олена Криниця\n14 травня 2026", ("Олена Криниця",)),
        ("Oddny Quillfeather\nquillfeather@reach.example", ("Oddny Quillfeather",)),
    ],
)
def test_a_name_beside_a_date_or_its_own_address_is_the_author(
    article_of: Converter, head: str, authors: tuple[str, ...]
) -> None:
    article = article_of(STORY.format(head=head))
    assert article.metadata.authors == authors
    assert article.metadata.title == "The market on the roof opens with bread and rain"
    assert all(authors[0] not in removal.text for removal in article.removed)


@pytest.mark.parametrize(
    "head",
    [
        "Port Merrow\n\n12 March 2026",
        "Top Stories\n12 March 2026",
        "Marian visits Ludmere\n12 March 2026",
        "Marian Field",
        "Oddny Quillfeather\nnews@reach.example",
        "Marian Field News\n12 March 2026",
    ],
)
def test_what_is_only_shaped_like_a_name_is_no_author(article_of: Converter, head: str) -> None:
    assert article_of(STORY.format(head=head)).metadata.authors == ()


def test_a_name_above_the_headline_is_none_either(article_of: Converter) -> None:
    assert article_of(f"Marian Field\n12 March 2026\n\n{STORY.format(head='')}").metadata.authors == ()


@pytest.mark.parametrize("name", ["Grażyna", "Łukasz", "Örjan", "Вера", "Олена", "अनुराधा", "سلمى", "Anne-Marie"])
def test_given_names_of_many_scripts(name: str) -> None:
    assert is_given_name(name)


@pytest.mark.parametrize("word", ["Top", "Общество", "समाज", "سوق"])
def test_words_that_nobody_is_called(word: str) -> None:
    assert not is_given_name(word)
