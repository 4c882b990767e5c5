"""The author whose name alone stands on a line below the headline: what stands beside it tells that it is one."""

from __future__ import annotations

import re

from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.shape import count_words, ends_sentence
from sitegen.convert.metadata.instant import find_date_line
from sitegen.convert.metadata.names import are_people, is_name, read_names
from sitegen.model import Candidate, Paragraph

_FARTHEST = 6
"""Lines below the headline."""
_BESIDE = 2
"""Lines between a name and what bears it out, that one included."""
_MOST_WORDS = 12
_LONGEST_PARTICLE = 3
"""Letters: `van`, `de la`, `bin`."""
_SHORTEST_PART = 3
"""Letters of a name that an address may repeat."""
_RANK = 36
_EMAIL = re.compile(r"(?P<box>[\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


def recognize_author(reading: Reading, i: int) -> Fate | None:
    """A line of names beside a date, or beside the address of whom it names."""
    line, headline = reading.lines[i], reading.headline
    if headline is None or not headline < i <= headline + _FARTHEST or not _may_be_names(line):
        return None
    names = read_names(line.text)
    if not names or not all(" " in name and is_name(name) for name in names):
        return None
    beside = [*reading.lines[max(headline + 1, i - _BESIDE) : i], *reading.lines[i + 1 : i + 1 + _BESIDE]]
    dated = are_people(names) and any(_is_date(reading, each) for each in beside)
    if not dated and not any(_is_address_of(names, each.text) for each in beside):
        return None
    number = line.block.line
    found = (Candidate(field="authors", value=n, origin="text:author-line", rank=_RANK, line=number) for n in names)
    return Fate(field="authors", moved=line.text, rule="shape.author-line", candidates=tuple(found))


def _may_be_names(line: Line) -> bool:
    """Every word begins high where the script knows capitals, and no mark ends them."""
    if line.matches or not isinstance(line.block, Paragraph) or count_words(line.text) > _MOST_WORDS:
        return False
    words = line.text.split()
    high = all(not word[0].islower() or len(word) <= _LONGEST_PARTICLE for word in words)
    return high and not ends_sentence(line.text)


def _is_date(reading: Reading, line: Line) -> bool:
    stamped = any(match.category == "timestamp" and match.rule.action == "move" for match in line.matches)
    return stamped or find_date_line(line.text, reading.language) is not None


def _is_address_of(names: tuple[str, ...], text: str) -> bool:
    """Whether a text is the e-mail address of one of those named: `m.field@reach.example` is Marian Field's."""
    hit = _EMAIL.fullmatch(text.strip())
    if not hit:
        return False
    box = hit["box"].casefold()
    parts = (part.casefold() for name in names for part in name.split())
    return are_people(names) or any(len(part) >= _SHORTEST_PART and part in box for part in parts)
