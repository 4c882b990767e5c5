"""What a block looks like where it stands: the named features that the line model weighs.

A feature is a short name that is either true of a block or not, so that every decision can be explained by the names
that spoke for and against it. Nothing here knows a language: what words mean comes as the categories of matched rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.convert.clean.shape import count_sentences, count_words, is_prose

Row = tuple[tuple[str, tuple[str, ...]], ...]
"""The features of a block in groups: `""` its own, `-1` those of the block before, and so on."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
_ADDRESS = re.compile(r"https?://|www\.|\w\.(?:com|org|net)\b|\w@\w|(?:^|\s)@\w")
_SEPARATOR = re.compile(r"\s[|·•»›/]\s|\t")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile('[\u201c"\u00ab\u201e\u300c]')
_EXCLAIMS = re.compile("[!?？！]")
_CLOSERS = "\"'”’»›)]』」》"
_OPENERS = "\"'“‘„«‹(『「《"
_ENDS = {".": "stop", "。": "stop", "।": "stop", "؟": "ask", "?": "ask", "？": "ask", "!": "shout", "！": "shout"}
_ENDS |= {"…": "dots", ":": "colon", "：": "colon", ",": "comma", ";": "comma", "؛": "comma"}
_WORD_STEPS = (1, 2, 3, 4, 6, 9, 13, 18, 26, 41, 71)
_DISTANCES = (1, 2, 3, 4, 6, 9, 14, 22, 40, 80)
_SHARES = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99)
_LONG = 13
"""Words from which a line is hardly a label."""
_GAIN = 80
"""Words of a paragraph that count towards the story, at the most."""
_COST = 12.0
"""Words of prose that a line between, which is none, takes from a run of it."""
_LASTING = frozenset(
    ["comments", "related_tail", "trending_tail", "also_read", "newsletter", "share", "tags", "copyright", "follow"]
)
"""Categories of labels whose word may hold for the lines that follow."""


class Unit(NamedTuple):
    """A block as the model sees it.

    `categories` are those of the rules it matches, with a `-` before those that remove; `gap` says that it stands
    apart from the one before; `items` counts those of a list; `weight` is how much its prose counts when the story is
    looked for; `is_title` that it says the headline the head of the page gave; `hints` are what its place says.
    """

    text: str
    categories: tuple[str, ...] = ()
    gap: bool = True
    items: int = 0
    kind: str = "paragraph"
    weight: float = 1.0
    is_title: bool = False
    hints: tuple[str, ...] = ()


class Look(NamedTuple):
    """What is measured of a unit by itself: `travels` are the features that say something of its neighbours too."""

    words: int
    prose: bool
    size: str
    names: tuple[str, ...]
    travels: tuple[str, ...]
    content: frozenset[str]
    signal: bool


class Run(NamedTuple):
    """Units from `start` up to, not including, `end`."""

    start: int
    end: int


def features_of(units: Sequence[Unit]) -> list[Row]:
    """The features of each unit: its own, those of the units around it, and those of its place."""
    looks = [look_at(unit) for unit in units]
    edge = (("edge",),) * 2
    near = [*edge, *(look.travels for look in looks), *edge]
    hints = [("edge",), *(tuple(filter(_hint_travels, unit.hints)) for unit in units), ("edge",)]
    places = _places(units, looks)
    return [
        (
            ("", (*look.names, *unit.hints, *places[i])),
            ("-2", near[i]),
            ("-1", near[i + 1]),
            ("+1", near[i + 3]),
            ("+2", near[i + 4]),
            ("@-1", hints[i]),
            ("@+1", hints[i + 2]),
        )
        for i, (unit, look) in enumerate(zip(units, looks, strict=True))
    ]


def step(value: float, steps: Sequence[float]) -> int:
    """How many of the rising `steps` a value has reached."""
    return bisect_right(steps, value)


def look_at(unit: Unit) -> Look:
    """Measure one unit."""
    text = unit.text
    words = count_words(text)
    prose = bool(text) and is_prose(text)
    size = "prose" if prose else "long" if words >= 9 else "short" if words else "none"
    tokens = _WORD.findall(text)
    marks = tuple(_marks(text, words))
    rules = tuple(f"rule:{category}" for category in unit.categories) or ("rule:none",)
    shape = (f"w{step(words, _WORD_STEPS)}", f"end-{_end_of(text)}", *(("prose",) if prose else ()), *rules)
    shape += (f"kind:{unit.kind}",)
    if unit.items:
        shape += (f"items{step(unit.items, (2, 3, 5, 8, 13, 30))}-{'long' if words / unit.items >= 8 else 'short'}",)
    own = (
        *shape,
        f"{size}-w{step(words, _WORD_STEPS)}",
        f"sentences{min(count_sentences(text), 4) if words > 3 else 0}",
        f"starts-{_start_of(text)}",
        *_cases(text, tokens, words),
        *marks,
    )
    content = frozenset(word.lower() for word in tokens if len(word) >= 5 or word[0] > "\u0900")
    signal = words <= 8 and ((bool(marks) and marks[0] == "dated") or any(c[0] == "-" for c in unit.categories))
    return Look(words, prose, size, own, shape, content, signal)


def _hint_travels(name: str) -> bool:
    return name.startswith(("own:", "el:", "linked", "below", "beside", "h1", "h2", "h3"))


def _end_of(text: str) -> str:
    bare = text.rstrip(_CLOSERS + " ")
    last = bare[-1:] or text[-1:]
    return _ENDS.get(last) or ("digit" if last.isdigit() else "word" if last.isalpha() else "mark")


def _start_of(text: str) -> str:
    first = text.lstrip(_OPENERS)[:1]
    kind = "low" if first.islower() else "high" if first.isalpha() else "digit" if first.isdigit() else "mark"
    return f"open-{kind}" if text[:1] and text[0] in _OPENERS else kind


def _cases(text: str, tokens: Sequence[str], words: int) -> Iterator[str]:
    """How much of a line is in small letters: headlines, names and labels have few."""
    low = sum(token[0].islower() for token in tokens)
    cased = low + sum(token[0].isupper() for token in tokens)
    if cased >= 3:
        yield f"low{step(low / cased, _SHARES)}-{'short' if words < _LONG else 'long'}"
    if cased and text.isupper():
        yield "capitals"


def _marks(text: str, words: int) -> Iterator[str]:
    """Dates, figures, addresses and other marks that a line holds."""
    length = "short" if words < _LONG else "long"
    digits = len(re.findall(r"\d", text)) / max(1, len(text))
    if digits:
        dated = _YEAR.search(text) or _CLOCK.search(text) or _DAY.search(text)
        if dated and words <= 8:
            yield "dated"
        elif dated:
            yield f"dated-{length}"
        yield f"digits{step(digits, (0.0, 0.05, 0.15, 0.3))}"
    yield f"commas{min(4, text.count(','))}" if words >= 9 else "commas-short"
    if _ADDRESS.search(text):
        yield f"address-{length}"
    if _SEPARATOR.search(text):
        yield "separator"
    if ": " in text[:30]:
        yield f"label-{length}"
    if _QUOTED.search(text):
        yield f"quotes-{length}"
    if _EXCLAIMS.search(text):
        yield f"exclaims-{length}"
    if "…" in text[-4:] or "..." in text[-5:]:
        yield "trails-off"


def find_core(units: Sequence[Unit], looks: Sequence[Look]) -> Run:
    """The run of units with the most words of prose, where each other unit costs some (maximum subarray)."""
    best, run, total, start = 0.0, Run(0, 0), 0.0, 0
    for i, (unit, look) in enumerate(zip(units, looks, strict=True)):
        if total <= 0:
            total, start = 0.0, i
        total += min(look.words, _GAIN) * unit.weight if look.prose else -_COST
        if total > best:
            best, run = total, Run(start, i + 1)
    return run


def _places(units: Sequence[Unit], looks: Sequence[Look]) -> list[list[str]]:
    """For each unit what its place among the others says."""
    core = find_core(units, looks)
    title = _find_title(units, core)
    weights = Counter(word for look in looks[core.start : core.end] for word in look.content)
    texts = Counter(unit.text for unit in units)
    groups = _groups(units, looks)
    around = _Around(looks)
    since: dict[str, int] = {}
    told, total = 0, sum(look.words for look in looks[core.start : core.end] if look.prose) or 1
    rows = []
    for i, (unit, look) in enumerate(zip(units, looks, strict=True)):
        inside = core.start <= i < core.end
        row = ["always", *_place_in(core, i, look), _cohesion(look, weights, inside), *around.names(i), groups[i]]
        row.append(f"told{step(told / total, (0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999))}")
        if texts[unit.text] > 1:
            row.append("repeated")
        if unit.gap:
            row.append("gap")
        row += [f"since:{category}:{step(i - at, (2, 4, 8, 16, 40))}" for category, at in since.items()]
        if title is not None:
            row.append(f"title{'-' if i < title else '+'}{step(abs(i - title), (1, 2, 3, 4, 6, 9, 14))}")
        for category in unit.categories:
            bare = category.lstrip("-")
            if bare in _LASTING:
                since[bare] = i
        told += look.words if look.prose and inside else 0
        rows.append(row)
    return rows


def _place_in(core: Run, i: int, look: Look) -> Iterator[str]:
    """Where a unit stands to the run of prose."""
    if i < core.start:
        yield f"before{step(core.start - i, _DISTANCES)}"
        yield f"before-{look.size}{step(core.start - i, _DISTANCES)}"
    elif i >= core.end:
        yield f"after{step(i - core.end + 1, _DISTANCES)}"
        yield f"after-{look.size}{step(i - core.end + 1, _DISTANCES)}"
    else:
        yield f"core-{look.size}"
        if i in (core.start, core.end - 1):
            yield "core-first" if i == core.start else "core-last"


def _find_title(units: Sequence[Unit], core: Run) -> int | None:
    """The place of the headline: the last one before the story, or else the first."""
    places = [i for i, unit in enumerate(units) if unit.is_title]
    before = [i for i in places if i <= core.start]
    return before[-1] if before else places[0] if places else None


def _cohesion(look: Look, weights: Counter[str], inside: bool) -> str:
    """How many of a unit's longer words the story uses elsewhere."""
    if len(look.content) < 2:
        return "cohesion-none"
    known = sum(weights[word] > inside for word in look.content) / len(look.content)
    return f"cohesion{step(known, (0.05, 0.2, 0.35, 0.5, 0.7, 0.9))}-{'short' if look.words < _LONG else 'long'}"


class _Around:
    """How many units of a kind stand before and after each, by running totals."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self.last = len(looks)
        self.prose = _totals([look.prose for look in looks])
        self.short = _totals([look.words <= 5 for look in looks])
        self.signals = _totals([look.signal for look in looks])

    def names(self, i: int) -> Iterator[str]:
        up, down, far_up, far_down = max(0, i - 4), min(self.last, i + 5), max(0, i - 12), min(self.last, i + 13)
        yield f"up-prose{self.prose[i] - self.prose[up]}"
        yield f"down-prose{self.prose[down] - self.prose[i + 1]}"
        yield f"up-short{self.short[i] - self.short[up]}"
        yield f"down-short{self.short[down] - self.short[i + 1]}"
        yield f"up-far-prose{step(self.prose[i] - self.prose[far_up], (1, 3, 5, 8, 11))}"
        yield f"down-far-prose{step(self.prose[far_down] - self.prose[i + 1], (1, 3, 5, 8, 11))}"
        low, high = max(0, i - 8), min(self.last, i + 9)
        yield f"signals{min(5, self.signals[high] - self.signals[low])}"


def _totals(values: Sequence[bool]) -> list[int]:
    totals = [0]
    for value in values:
        totals.append(totals[-1] + value)
    return totals


def _groups(units: Sequence[Unit], looks: Sequence[Look]) -> list[str]:
    """For each unit how many stand with it without a gap between, and their words on average."""
    names: list[str] = []
    start = 0
    for i in range(1, len(units) + 1):
        if i == len(units) or units[i].gap:
            size = i - start
            words = sum(look.words for look in looks[start:i]) / size if size else 0
            names += [f"group{step(size, (2, 3, 5, 9, 17))}-{step(words, (3, 6, 13, 26))}"] * size
            start = i
    return names
