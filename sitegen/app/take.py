"""`sitegen take`: an article that a person edited and its source changed, settled one way or the other."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from pathlib import Path

import merge3
from msgspec.structs import replace

from sitegen.app.site import find_content
from sitegen.app.versions import BASE, INCOMING, save_settled
from sitegen.digest import digest_text
from sitegen.errors import ContentError
from sitegen.frontmatter import parse_content_file, with_origin, with_origin_of, with_updated, without_origin
from sitegen.shell.files import read_text


def take(site: Path, path: Path, choice: str | None) -> str:
    """Settle the content file at `path` by `choice` (mine, theirs, merge) and say so; without one, their difference.

    Raises ContentError when no version waits, or when both changed the same lines.
    """
    name = find_content(site, path)
    shown = f"content/{name}"
    if not (site / INCOMING / name).is_file():
        raise ContentError("has no newer version waiting", shown, hint="import lays one aside for an edited file")
    mine = read_text(site / "content" / name, shown)
    theirs = read_text(site / INCOMING / name, f"{INCOMING}/{name}")
    if choice is None:
        return _compare(shown, without_origin(mine), without_origin(theirs))
    text = theirs if choice == "theirs" else mine if choice == "mine" else _merge(site, name, mine, theirs)
    if choice != "mine" and _is_undated(shown, mine, theirs, is_theirs=choice == "theirs"):
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        theirs = _with_date(shown, theirs, now)
        text = theirs if choice == "theirs" else with_updated(text, now)
    save_settled(site, name, with_origin_of(text, theirs), theirs)
    return f"took {choice} {shown}\n"


def _is_undated(shown: str, mine: str, theirs: str, *, is_theirs: bool) -> bool:
    """Whether the version that is taken has no date of its own, so that of the change is that of its taking. Beside an
    earlier one of ours, which may as well be its sender's, the merged text keeps that."""
    ours, dated = (parse_content_file(shown, text).front.updated for text in (mine, theirs))
    return dated is None or (is_theirs and dated == ours)


def _with_date(shown: str, theirs: str, now: str) -> str:
    """The version as import would have written it on that date, so that it is known again."""
    text = with_updated(theirs, now)
    origin = parse_content_file(shown, theirs).front.origin
    bare = without_origin(text)
    return with_origin(bare, replace(origin, written=digest_text(bare))) if origin else text


def _compare(shown: str, mine: str, theirs: str) -> str:
    lines = difflib.unified_diff(
        mine.splitlines(keepends=True), theirs.splitlines(keepends=True), f"{shown} (yours)", f"{shown} (theirs)"
    )
    return "".join(lines) or f"{shown}: both versions say the same\n"


def _merge(site: Path, name: str, mine: str, theirs: str) -> str:
    """Both sets of changes, where they touch different lines (three-way merge)."""
    shown = f"content/{name}"
    if not (site / BASE / name).is_file():
        hint = "choose --mine or --theirs, or edit the file and then take --mine"
        raise ContentError("cannot be merged: the version both began with is gone", shown, hint=hint)
    base = read_text(site / BASE / name, f"{BASE}/{name}")
    one, two, three = (without_origin(text).splitlines(keepends=True) for text in (base, mine, theirs))
    groups = list(merge3.Merge3(one, two, three).merge_groups())
    conflicts = [group for group in groups if group[0] == "conflict"]
    if conflicts:
        places = "1 place" if len(conflicts) == 1 else f"{len(conflicts)} places"
        hint = "see them without a choice; edit the file, then take --mine"
        raise ContentError(f"cannot be merged: both changed {places}", shown, hint=hint)
    return "".join(line for group in groups for line in group[1])
