"""Which of several dates and names a story's evidence bears out; `resolve` asks here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.metadata.names import is_desk
from sitegen.document.links import host_of
from sitegen.model import Candidate

_GUESS = 35
"""From this rank on, a value is only likely to be what it is taken for."""
_PRINTED = 27
"""The rank of a date under the headline that nothing calls a change."""
_ONE_DAY = timedelta(days=1)
_FARTHEST_ZONE = timedelta(hours=14)
_ON_PAGE = ("html:", "url:", "text:", "rule:")


def weigh_published(candidates: Sequence[Candidate]) -> str | None:
    """The date of publication: what the page's makers state, unless the page shows its reader another day.

    A moment in UTC may fall on another day than the one at its newsroom; then the day that the page prints is kept.
    """
    found = sorted((c for c in candidates if c.field == "published"), key=lambda c: c.rank)
    if not found:
        return None
    first = str(found[0].value)
    shown = [str(c.value) for c in found if c.origin == "url:path" or (c.origin == "html:date" and c.rank < _GUESS)]
    strong = next((str(c.value) for c in found if c.origin == "html:date" and c.rank <= _PRINTED), None)
    stated = [str(c.value) for c in found if not c.origin.startswith(_ON_PAGE)]
    if found[0].rank == 0 or not shown or any(_agrees(first, other) for other in shown):
        return first
    borne_out = next((value for value in stated if any(_agrees(value, other) for other in shown)), None)
    if borne_out:
        return borne_out
    for local in shown:
        if abs(_day(local) - _day(first)) == _ONE_DAY:
            return _at_newsroom(first, local) if first.endswith("Z") else local
    return strong if strong and _day(strong) > _day(first) else first  # printed anew, under a date not called a change


def _day(value: object) -> date:
    return date.fromisoformat(str(value)[:10])


def _agrees(value: str, shown: str) -> bool:
    """Whether two dates are of one day, or would be if the shown one's numbers were read the other way round."""
    a, b = _day(value), _day(shown)
    return a == b or (a.year, a.month, a.day) == (b.year, b.day, b.month)


def _at_newsroom(moment: str, local: str) -> str:
    """The moment with the offset that makes it the local time shown; the day alone where no such offset exists."""
    if "T" in local and not local.endswith("Z"):
        instant = datetime.fromisoformat(moment.replace("Z", "+00:00"))
        shown = datetime.fromisoformat(local).replace(tzinfo=UTC)
        quarters = round((shown - instant) / timedelta(minutes=15))
        offset = quarters * timedelta(minutes=15)
        if abs(offset) <= _FARTHEST_ZONE:
            return instant.astimezone(timezone(offset)).isoformat()
    return local[:10]


def weigh_authors(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """People first: a newsroom or the outlet itself is the author only where no person is named."""
    outlets = _outlets(candidates)
    hosts = {label for c in candidates if c.field == "canonical_url" for label in host_of(str(c.value)).split(".")[:-1]}
    groups: dict[int, dict[str, str]] = {}
    for c in sorted((c for c in candidates if c.field == "authors"), key=lambda c: c.rank):
        if c.origin.startswith(("rule:", "text:", "feed:")) and _is_any(fold_text(str(c.value)), outlets):
            continue  # `By Tide Watch staff` credits nobody but the publisher
        groups.setdefault(c.rank, {}).setdefault(fold_text(str(c.value)), str(c.value))

    def is_outlet(key: str) -> bool:
        return _is_any(key, outlets) or key.replace(" ", "") in hosts

    tests: tuple[Callable[[int, str, str], bool], ...] = (
        lambda rank, key, name: rank < _GUESS and not is_outlet(key) and not is_desk(name),
        lambda rank, key, name: rank < _GUESS and not is_outlet(key),
        lambda rank, key, name: not is_outlet(key),
        lambda rank, key, name: True,
    )
    for test in tests:
        for rank, group in groups.items():
            names = tuple(name for key, name in group.items() if test(rank, key, name))
            if names:
                return _in_full(names, groups)
    return ()


def _is_any(key: str, outlets: set[str]) -> bool:
    return any(key.startswith(outlet) for outlet in outlets)


def _in_full(names: tuple[str, ...], groups: dict[int, dict[str, str]]) -> tuple[str, ...]:
    """One name that is only the first part of another's is that other in short: `Ana` is `Ana Quill`."""
    if len(names) != 1 or " " in names[0]:
        return names
    begin = fold_text(names[0]) + " "
    full = [name for group in groups.values() for key, name in group.items() if key.startswith(begin)]
    return (full[0],) if full and not is_desk(full[0]) else names


def _outlets(candidates: Sequence[Candidate]) -> set[str]:
    named = {fold_text(str(c.value)) for c in candidates if c.field == "authors"}
    return {
        name
        for c in candidates
        if c.field in ("publisher", "site_name")
        and (name := fold_text(str(c.value)))
        and not (".byline." in c.origin and name in named)  # `Ana Quill, Pell Arden`: the second is no outlet
    }
