"""How well articles of our own are extracted, language by language, and the floors below which no change may take it.

A golden article counts when it holds `body.txt`: the true text of its body, written by hand and never by the program,
as a reader would read it: a line a paragraph, subheading, list item or table row, a blank line where one block ends.
What the converter moves to the metadata (headline, byline, dateline, credits) is none of it.

`python tests/quality/floors.py` shows what is reached and raises the floors to it; `--lower` also lowers them, which is
to be explained in the commit.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

import sitegen
from tests.quality.packed import packed_parts

ARTICLES = Path(__file__).parents[1] / "golden/articles"
FLOORS = Path(__file__).with_name("floors.json")
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:[\u0900-\u0dff\u200c\u200d]+\w*)*"
)
_BLOCKS = re.compile(r"p|li|h[1-6]|tr|figcaption|div|blockquote|section|article|aside|nav|header|footer|br")
_UNSEEN = ["head", "script", "style", "template"]


class Figures(NamedTuple):
    """`kept` is the share of the words of articles that bodies have; `removed` the share of the other lines of the
    inputs that bodies do not have."""

    kept: float
    removed: float


class Counts(NamedTuple):
    """What figures are made of: words of the true body and how many of them came through, lines of the input that
    are no part of it and how many of them are gone."""

    words: int
    kept: int
    lines: int
    removed: int


def find_cases() -> list[str]:
    """`lang/slug` of each golden article with a true body."""
    return sorted(path.parent.relative_to(ARTICLES).as_posix() for path in ARTICLES.glob("*/*/body.txt"))


def count_case(case: str) -> Counts:
    """The counts of one golden article, converted now."""
    (source,) = (ARTICLES / case).glob("source.*")
    (article,) = sitegen.convert(source.read_bytes(), name=source.name)
    body = (ARTICLES / case / "body.txt").read_text("utf-8")
    return count(body, list(visible_lines(source.name, source.read_bytes())), sitegen.to_text(article))


def count(body: str, lines: Iterable[str], found: str) -> Counts:
    """The true `body` and the input's visible `lines` against what was `found`. Order does not matter; lines count
    by their words, however they were wrapped."""
    true, got = tokens(body), tokens(found)
    others = [line for line in map(tokens, lines) if line and not holds(true, line)]
    kept = sum((Counter(true) & Counter(got)).values())
    return Counts(len(true), kept, len(others), sum(not holds(got, line) for line in others))


def add(counts: Iterable[Counts]) -> Figures:
    """The figures of several articles together."""
    words, kept, lines, removed = (sum(column) for column in zip(*counts, strict=True))
    return Figures(kept / words, removed / lines if lines else 1.0)


def measure() -> dict[str, Figures]:
    """What is reached today, by language."""
    by_language: dict[str, list[Counts]] = {}
    for case in find_cases():
        by_language.setdefault(case.split("/")[0], []).append(count_case(case))
    return {language: add(counts) for language, counts in by_language.items()}


def tokens(text: str) -> list[str]:
    """Words; single characters in scripts without gaps."""
    return _TOKEN.findall(text)


def holds(words: list[str], part: list[str]) -> bool:
    """Whether `part` stands in `words` in one run."""
    return f" {' '.join(part)} " in f" {' '.join(words)} "


def visible_lines(name: str, data: bytes) -> Iterator[str]:
    """The lines a reader of the input sees, by means that are not the converter's."""
    packed = list(packed_parts(name, data))
    if packed:
        for part in packed:
            yield from _page_lines(part.text) if part.is_page else (part.text,)
        return
    text = data.decode("utf-8")
    if name.endswith(".html"):
        yield from _page_lines(text)
    elif name.endswith(".xml"):
        for element in ElementTree.fromstring(text).iter():  # noqa: S314 (our own files)
            name = element.tag.rpartition("}")[2]
            if name in ("content", "encoded"):
                yield from _page_lines(element.text or "")
            elif name in ("inlineXML", "body.content"):
                markup = re.sub(r"(</?)\w+:", r"\1", ElementTree.tostring(element, encoding="unicode"))
                yield from _page_lines(re.sub(r"(</?)(?:hl2|media-caption|media-producer)\b", r"\1div", markup))
    elif name.endswith(".json"):
        for body in _json_bodies(json.loads(text)):
            yield from _page_lines(body)
    else:
        yield from text.split("\n")


def _json_bodies(data: object) -> Iterator[str]:
    """The HTML of stories at any depth."""
    if isinstance(data, list):
        for each in data:
            yield from _json_bodies(each)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in ("content_html", "body_html"):
                yield str(value)
            elif key == "content" and isinstance(value, dict):
                yield str(value.get("rendered"))
            else:
                yield from _json_bodies(value)


def _page_lines(text: str) -> Iterator[str]:
    tree = BeautifulSoup(text, "html.parser")
    for tag in [*tree(_UNSEEN), *tree(hidden=True)]:
        tag.decompose()
    for string in tree.find_all(string=True):
        string.replace_with(re.sub(r"\s+", " ", string))
    for tag in tree.find_all(_is_block):
        tag.insert_before("\n")
        tag.insert_after("\n")
    for tag in tree(["td", "th"]):
        tag.insert_after(" ")
    yield from tree.get_text().split("\n")


def _is_block(tag: Tag) -> bool:
    return _BLOCKS.fullmatch(tag.name) is not None


def load_floors() -> dict[str, Figures]:
    return {language: Figures(**figures) for language, figures in json.loads(FLOORS.read_text("utf-8")).items()}


def find_breaches(floors: Mapping[str, Figures], reached: Mapping[str, Figures]) -> list[str]:
    """A line for each figure below its floor, and for each language that has no floor or no article any more."""
    found = [f"{language}: has a floor and no article" for language in sorted(floors.keys() - reached.keys())]
    found += [
        f"{language}: has no floor: run {Path(__file__).name}" for language in sorted(reached.keys() - floors.keys())
    ]
    for language in sorted(floors.keys() & reached.keys()):
        for what, floor, figure in zip(Figures._fields, floors[language], reached[language], strict=True):
            if figure < floor:
                found.append(f"{language}: {what} is {figure:.4f}, the floor {floor:.4f}")
    return found


def raise_floors(
    floors: Mapping[str, Figures], reached: Mapping[str, Figures], *, lower: bool = False
) -> dict[str, Figures]:
    """The floors raised to what is reached, rounded down; with `lower`, those that are too high lowered to it."""
    now = {
        language: Figures(*(math.floor(each * 10_000) / 10_000 for each in reached[language])) for language in reached
    }
    if lower:
        return dict(sorted(now.items()))
    merged = {**now, **floors}
    for language in floors.keys() & now.keys():
        merged[language] = Figures(*map(max, floors[language], now[language]))
    return dict(sorted(merged.items()))


def main(arguments: list[str]) -> int:
    if os.environ.get("CI"):
        sys.stderr.write("floors are not moved in CI: run this at home and read the diff\n")
        return 1
    if arguments not in ([], ["--lower"]):
        sys.stderr.write("usage: python tests/quality/floors.py [--lower]\n")
        return 2
    reached = measure()
    floors = raise_floors(load_floors() if FLOORS.exists() else {}, reached, lower=bool(arguments))
    FLOORS.write_text(json.dumps({key: each._asdict() for key, each in floors.items()}, indent=2) + "\n", "utf-8")
    for language, figures in reached.items():
        sys.stdout.write(f"{language}  kept {figures.kept:.4f}  removed {figures.removed:.4f}\n")
    breaches = find_breaches(floors, reached)
    sys.stderr.write("".join(f"{line}\n" for line in breaches))
    return 1 if breaches else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
