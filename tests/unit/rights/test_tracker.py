from __future__ import annotations

import pytest

from sitegen.model.profile import Tracker
from sitegen.rights.tracker import Counter, find_counters, is_tracker

PIXEL = Tracker(kind="pixel", url_pattern="https://count.pier.example/{id}/c.gif")
SCRIPT = Tracker(kind="script", url_pattern="https://count.pier.example/c.js")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<img src="https://count.pier.example/a-1/c.gif">', Counter("https://count.pier.example/a-1/c.gif", "a-1")),
        (
            "<img src='https://count.pier.example/1/c.gif?a=b&amp;c=d'>",
            Counter("https://count.pier.example/1/c.gif?a=b&c=d", "1"),
        ),
        (
            "src=&quot;https://count.pier.example/1/c.gif?a=b&quot; alt",
            Counter("https://count.pier.example/1/c.gif?a=b", "1"),
        ),
        ("see https://count.pier.example/1/c.gif.", Counter("https://count.pier.example/1/c.gif", "1")),
    ],
)
def test_an_address_as_it_stands(text: str, expected: Counter) -> None:
    assert find_counters(text, PIXEL) == (expected,)
    assert is_tracker(expected.url, PIXEL)


@pytest.mark.parametrize(
    "url",
    [
        "https://count.pier.example/../c.gif",
        "https://count.pier.example/1/c.gif/x",
        "https://count.pier.example/1/2/c.gif",
        "https://count.pier.example.evil.example/1/c.gif",
        "http://count.pier.example/1/c.gif",
        "https://count.pier.example//c.gif",
    ],
)
def test_nothing_that_only_looks_like_it(url: str) -> None:
    assert not is_tracker(url, PIXEL)
    assert find_counters(f'"{url}"', PIXEL) == ()


def test_one_address_for_all() -> None:
    assert find_counters("<script src=https://count.pier.example/c.js></script>", SCRIPT) == (
        Counter("https://count.pier.example/c.js", ""),
    )


def test_a_long_text_is_read_in_one_go() -> None:
    text = "https://count.pier.example/" + "a" * 200_000 + "https://count.pier.example/1/c.gif?" + "&" * 100_000
    assert [counter.id for counter in find_counters(text, PIXEL)] == ["1"]
