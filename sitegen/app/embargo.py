"""What is not to be known yet and lies where it may be pushed: an embargo is for repositories too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.app.desk import Imported
from sitegen.publish.moment import parse_moment
from sitegen.shell.worktree import find_remote, is_ignored

_ARRIVED = frozenset({"new", "updated", "edited"})


def warn_of_embargoes(site: Path, articles: Sequence[Imported], timezone: str, now: str) -> Iterator[str]:
    """A line for each story that arrived under an embargo, where its file is in a git work tree with a remote."""
    moment = datetime.fromisoformat(now)
    zone = ZoneInfo(timezone)
    held = [
        each
        for each in articles
        if each.fate in _ARRIVED and each.embargo and parse_moment(each.embargo, zone) > moment
    ]
    remote = find_remote(site) if held else None
    for each in held if remote else ():
        files = [path for path in (each.path, each.source) if not is_ignored(site, path)]
        if files:
            advice = f'push {" and ".join(files)} to "{remote}" only then, unless nobody else can read it'
            yield f"{each.path}: is under embargo until {each.embargo}; {advice}"
