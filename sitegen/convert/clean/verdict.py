"""Which rule, if any, may act on a line where it stands."""

from __future__ import annotations

from sitegen.convert.clean.reading import Reading
from sitegen.convert.clean.ruleset import Match
from sitegen.convert.clean.shape import count_words, ends_sentence, is_prose, is_quoted

_LONGEST_LABEL = 3
"""Words of a label whose headline stands on the next line."""


def find_verdict(reading: Reading, i: int) -> Match | None:
    """The rule that takes line `i`: what credits somebody is moved before anything is removed, after the story hardly
    anything is a caption, and a whole phrase counts for more than one with slots."""
    zone = reading.zones.of(i)

    def rank(match: Match) -> tuple[bool, bool, bool]:
        late_caption = zone == "tail" and match.rule.field == "caption"
        return match.rule.action == "remove", late_caption, bool(match.captures)

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
    if match.rule.field == "section" and _is_in_menu(reading, i):
        return False
    if match.rule.quiet:
        return _is_in_company(reading, i)
    if reading.zones.of(i) != "body" or not match.rule.guard or match.rule.action != "remove":
        return True
    text = reading.lines[i].text
    return not (is_prose(text) or is_quoted(text))


def _is_in_menu(reading: Reading, i: int) -> bool:
    """Whether the names of several sections stand in a row: those are all there are, and none is the story's."""
    near = reading.lines[max(0, i - 2) : i + 3]
    names = [any(match.rule.field == "section" for match in line.matches) for line in near]
    return any(all(names[at : at + 3]) for at in range(len(names) - 2))


def _is_in_company(reading: Reading, i: int) -> bool:
    """Whether the line is no heading of what follows: a lone `More` may head a part of the story."""
    if not reading.zones.first <= i <= reading.zones.last:
        return True
    before, after = reading.lines[i - 1 : i] or (None,), reading.lines[i + 1 : i + 2] or (None,)
    near = [line for line in (before[0], after[0]) if line]
    return not (after[0] and after[0].story) and any(line.matches for line in near)
