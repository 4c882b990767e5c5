"""Feeds of any number of items: made-up words, the real shape, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape
from pathlib import Path

from corpus import SYLLABLES

_COMMON = (
    "the of and to in a is that for it was on with as his he at be this from by had not are but have an they which one "
    "were all her she there would their we him been has when who will more no if out so said what up its about"
)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Wire</title>'
    "<link>https://harbour.example/</link><language>en</language>\n"
)


def write_feed(path: Path, count: int) -> Path:
    """An RSS feed of `count` whole stories, of about 420 words each."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(count):
            file.writelines(_item(number))
        file.write("</channel></rss>\n")
    return path


def _item(number: int) -> Iterator[str]:
    dice = random.Random(number)
    common = _COMMON.split()

    def words(count: int) -> str:
        drawn = (
            dice.choice(common) if dice.random() < 0.5 else "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))
            for _ in range(count)
        )
        return " ".join(drawn)

    yield f"<item><title>{words(8).capitalize()}</title><link>https://harbour.example/{number}/story</link>"
    yield f'<guid isPermaLink="false">harbour-wire-{number:08d}</guid>'
    yield f"<pubDate>Mon, {number % 28 + 1:02d} Jun 2026 08:{number % 60:02d}:00 +0200</pubDate>"
    yield f"<dc:creator>{words(2).title()}</dc:creator><category>World</category><content:encoded>"
    for _ in range(7):
        yield escape(f"<p>{words(45).capitalize()}. {words(12).capitalize()}, said {words(2).title()}.</p>")
    yield "</content:encoded></item>\n"
