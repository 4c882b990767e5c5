from __future__ import annotations

import pytest

from sitegen.rights.demand import Run, fill_sentence, find_slots, read_sentence, words_of

VALUES = {
    "title": "Lamp *lit*",
    "source": "Pier",
    "url": "https://pier.example/a?b=1&c=2",
    "home": "https://pier.example/",
}


def test_slots_are_filled_and_links_kept() -> None:
    assert fill_sentence("“{title}” is from [{source}]({url}).", VALUES) == (
        Run(text="“Lamp *lit*” is from "),
        Run(text="Pier", url="https://pier.example/a?b=1&c=2"),
        Run(text="."),
    )


def test_a_link_that_leads_nowhere_known_is_text() -> None:
    assert fill_sentence("From [Pier]({url}).", {}) == (Run(text="From "), Run(text="Pier"), Run(text="."))


def test_a_sentence_that_lacks_a_word_is_not_said() -> None:
    assert fill_sentence("By {author}, from [Pier]({url}).", VALUES) == ()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/inside/"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert all(run.url is None for run in (*fill_sentence("[a]({url})", {"url": url}), *read_sentence(f"[a](<{url}>)")))


def test_a_sentence_as_it_came() -> None:
    assert read_sentence("This *story* is from\n[Pier](https://pier.example/).") == (
        Run(text="This "),
        Run(text="story"),
        Run(text=" is from "),
        Run(text="Pier", url="https://pier.example/"),
        Run(text="."),
    )


def test_words_and_slots() -> None:
    assert words_of("By {author}: [the {title}]({url})") == "By {author}: the {title}"
    assert find_slots("By {author}: [the {title}]({url})") == ["author", "title", "url"]
