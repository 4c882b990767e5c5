"""Which rule, if any, may act on a line where it stands."""

from __future__ import annotations

from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.ruleset import PROFILE, Match
from sitegen.convert.clean.shape import count_words, ends_sentence, is_prose, is_quoted

_LONGEST_LABEL = 3
"""Words of a label whose headline stands on the next line."""
_SHORTEST_MENU = 3
"""Names of sections in a row."""


def find_verdict(reading: Reading, i: int) -> Match | None:
    """The rule that takes line `i`: what a licensor demands comes first, what credits somebody is moved before anything
    is removed, after the story hardly anything is a caption, and a whole phrase counts for more than one with slots."""
    zone = reading.zones.of(i)

    def rank(match: Match) -> tuple[bool, bool, bool, bool]:
        late_caption = zone == "tail" and match.rule.field == "caption"
        return match.category != PROFILE, match.rule.action == "remove", late_caption, bool(match.captures)

    allowed = [match for match in reading.lines[i].matches if zone in match.rule.zones and _may_act(reading, i, match)]
    return min(allowed, key=rank, default=None)


def find_opener(reading: Reading, i: int) -> Match | None:
    """The rule on the line before that claims this one too: `ALSO READ:` and its headline."""
    line = reading.lines[i]
    if i == 0 or line.story or ends_sentence(line.text):
        return None
    before = reading.lines[i - 1]
    stands_alone = before.text.rstrip().endswith((":", "：")) or count_words(before.text) <= _LONGEST_LABEL
    match = find_verdict(reading, i - 1) if before.matches and stands_alone else None
    return match if match and match.rule.opens and match.rule.action == "remove" else None


def _may_act(reading: Reading, i: int, match: Match) -> bool:
    """Within the story a sentence or quotation is left alone, and a quiet rule needs company."""
    if match.rule.field == "section" and not match.captures and _is_in_menu(reading, i):
        return False
    if match.rule.quiet:
        return _is_in_company(reading, i)
    if reading.zones.of(i) != "body" or not match.rule.guard or match.rule.action != "remove":
        return True
    text = reading.lines[i].text
    return not (is_prose(text) or is_quoted(text))


def _is_in_menu(reading: Reading, i: int) -> bool:
    """Whether the names of several sections stand in a row: those are all there are, and none is the story's. Two may
    be a section and its part, unless a button stands next to them."""
    first = last = i
    while first > 0 and _is_section(reading.lines[first - 1]):
        first -= 1
    while last + 1 < len(reading.lines) and _is_section(reading.lines[last + 1]):
        last += 1
    ends = (*reading.lines[max(0, first - 1) : first], *reading.lines[last + 1 : last + 2])
    beside_button = any(match.rule.action == "remove" for line in ends for match in line.matches)
    return last - first + 1 >= (_SHORTEST_MENU - beside_button)


def _is_section(line: Line) -> bool:
    """Whether a line is the bare name of a section, no path to one."""
    return any(match.rule.field == "section" and not match.captures for match in line.matches)


def _is_in_company(reading: Reading, i: int) -> bool:
    """Whether the line is no heading of what follows: a lone `More` may head a part of the story."""
    if not reading.zones.first <= i <= reading.zones.last:
        return True
    before, after = reading.lines[i - 1 : i] or (None,), reading.lines[i + 1 : i + 2] or (None,)
    near = [line for line in (before[0], after[0]) if line]
    return not (after[0] and after[0].story) and any(line.matches for line in near)
