"""Finding the copies among many articles: lays a site of made-up words and measures one run over it.

usage: copies.py FOLDER COUNT [--lay]
Prints seconds of wall clock and processor, and the peak of memory in megabytes of the largest process.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path

SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vel", "dor", "pan", "sil", "mar", "ob", "et", "un", "ra")
HEAD = """\
---
title: {title}
date: 2026-05-{day:02}T08:00:00Z
language: en
section: World
attribution:
  chain:
  - role: agency
    name: NSP
  - role: publisher
    name: {source}
origin:
  seed: seeds/{source}.xml
  item: https://wire.example/{number}
  imported: '2026-05-01T08:00:00Z'
---

"""


def write_wire(count: int) -> Iterator[tuple[str, str, list[str]]]:
    """Headline, source and paragraphs of articles of 400 words. One story in seven is carried by five outlets: whole,
    cut to a brief, with a local beginning, edited throughout, and as it was; one in ten is told again the next day,
    with new paragraphs before the old ones; the rest are alone."""
    dice = random.Random(5)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(30_000)]
    weights = list(accumulate(1 / (place + 5) for place in range(len(words))))

    def sentences(number: int) -> list[str]:
        drawn = [dice.choices(words, cum_weights=weights, k=20) for _ in range(number)]
        cased = [[word.title() if dice.random() < 0.1 else word for word in each] for each in drawn]
        return [f"{' '.join(each).capitalize()} {dice.randint(1, 999)}." for each in cased]

    def stories() -> Iterator[tuple[str, str, list[str]]]:
        while True:
            story = sentences(20)
            title = story[0][:50]
            yield title, "Outlet 0", story
            chance = dice.random()
            if chance < 1 / 7:
                yield f"{title} one", "Outlet 1", story[:5]
                yield f"{title} two", "Outlet 2", [*sentences(2), *story]
                yield f"{title} three", "Outlet 3", [each.replace(" ka ", " kaka ") for each in story]
                yield title, "Outlet 4", story
            elif chance < 1 / 7 + 1 / 10:
                yield f"Next day {title}", "Outlet 5", [*sentences(12), *story[10:18]]

    yield from islice(stories(), count)


def lay(site: Path, count: int) -> None:
    (site / "site.toml").write_text('title = "Bench"\nbase_url = "https://bench.example/"\n', encoding="utf-8")
    for number, (title, source, paragraphs) in enumerate(write_wire(count)):
        folder = site / f"content/{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        head = HEAD.format(title=title, source=source, number=number, day=number % 28 + 1)
        (folder / f"{number:06}.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def main() -> None:
    site = Path(sys.argv[1])
    if "--lay" in sys.argv:
        lay(site, int(sys.argv[2]))
        return
    from sitegen.app.clusters import mark_copies
    from sitegen.app.site import load_config

    gc.set_threshold(*(50_000, 20, 50))  # as the command line does
    config = load_config(site)
    started = time.perf_counter()
    found = mark_copies(site, config)
    wall, cpu = time.perf_counter() - started, sum(os.times()[:4])
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(f"{len(found)} copies, {cpu:.1f} s cpu, {wall:.1f} s wall, {max(usage) / 1024:.0f} MB\n")


if __name__ == "__main__":
    main()
