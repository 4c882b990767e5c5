"""Whether other sites still have what is linked: asked for politely, on demand, and not again within a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from sitegen.app.errand import Progress
from sitegen.errors import SourceError
from sitegen.model import Record
from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.inspect import Inspected
from sitegen.publish.check.links import Ground, find_target
from sitegen.publish.check.settings import is_url_ignored
from sitegen.publish.config import SiteConfig
from sitegen.rights.tracker import is_tracker
from sitegen.shell.fetch import AnswerError, Fetched, Fetcher
from sitegen.shell.fetch_each import Wanted, fetch_each, host_label
from sitegen.shell.lane import Kind, Seen
from sitegen.shell.state import load_memory, memory_path, save_memory

_HEAD = Kind("*/*", 1 << 16, is_cut=True, method="HEAD")
_GET = Kind("*/*", 1 << 16, is_cut=True)
_GONE = frozenset([404, 410])
_KEPT = timedelta(days=1)


class Known(Record, frozen=True):
    """What a site said of an address, and when: `rule` is empty where it is there."""

    when: str
    rule: str = ""
    message: str = ""
    remedy: str = ""


class LinkMemory(Record, frozen=True):
    asked: dict[str, Known]


class Mention(NamedTuple):
    """Where an address stands: (file of the output, its line, how it is written there)."""

    path: str
    line: int
    url: str


def find_foreign(
    config: SiteConfig, inspected: Sequence[Inspected], profiles: Iterable[Profile]
) -> dict[str, list[Mention]]:
    """Every address of other sites that pages link to, show or name as canonical, and where it stands; but for the
    counters of licensors, which would count us."""
    trackers = {profile.tracker for profile in profiles if profile.tracker}
    ground = Ground(config, frozenset(), {}, {}, {})
    found: dict[str, list[Mention]] = {}
    for each in inspected:
        refs = [(ref.url, ref.line) for ref in each.refs if ref.kind in ("link", "picture", "media")]
        if each.index and each.index.canonical:
            refs.append((each.index.canonical, each.index.canonical_line))
        for url, line in refs:
            target = find_target(ground, each.base, url)
            if target and not target.rule and not target.path and urlsplit(target.url).scheme in ("http", "https"):
                whole = urldefrag(target.url)[0]
                if not (is_url_ignored(whole, config.check) or any(is_tracker(url, each) for each in trackers)):
                    found.setdefault(whole, []).append(Mention(each.path, line, url))
    return found


def ask_others(site: Path, urls: Sequence[str], progress: Progress | None, *, allow_private: bool) -> dict[str, Known]:
    """What other sites say of addresses. What was asked within a day is remembered."""
    now = datetime.now(UTC)
    file = memory_path(site, "links")
    memory = load_memory(file, LinkMemory)
    fresh = (now - _KEPT).isoformat()
    known = {url: each for url, each in (memory.asked if memory else {}).items() if each.when > fresh}
    missing = [url for url in urls if url not in known]
    with Fetcher(allow_private=allow_private) as fetcher:

        def ask(url: str, seen: Seen | None, kind: Kind) -> Fetched:
            return _ask(fetcher, url, kind)

        for number, outcome in enumerate(fetch_each(ask, (Wanted(url, kind=_HEAD) for url in missing)), 1):
            url = missing[number - 1]
            known[url] = _judge(url, outcome, now.isoformat())
            if progress:
                progress("asking other sites", number, len(missing))
    save_memory(file, LinkMemory(known))
    return {url: known[url] for url in urls}


def _ask(fetcher: Fetcher, url: str, kind: Kind) -> Fetched:
    """The answer to a question for the head alone, or, where that is refused, for the beginning of the page."""
    try:
        return fetcher.fetch(url, None, kind)
    except AnswerError as error:
        if error.status in (410, 429):
            raise
        return fetcher.fetch(url, None, _GET)


def _judge(url: str, outcome: Fetched | SourceError, when: str) -> Known:
    if isinstance(outcome, Fetched):
        if not outcome.moved:
            return Known(when=when)
        return Known(when=when, rule="link.moved", message=f"{url} moved for good", remedy=f"write {outcome.moved}")
    status = outcome.status if isinstance(outcome, AnswerError) else 0
    if 200 <= status < 300:
        return Known(when=when)
    if status in _GONE or (not status and outcome.message.startswith("cannot be reached")):
        said = f"answers {status}" if status else f"of {host_label(url)} {outcome.message}"
        return Known(
            when=when, rule="link.dead", message=f"{url} {said}", remedy="link where it is now, or take it out"
        )
    return Known(when=when, rule="link.unasked", message=f"{url} {outcome.message}", remedy="look for yourself")


def faults_of(foreign: Mapping[str, Sequence[Mention]], outcomes: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """(file of the output, fault) for each place where an address stands that is not as it was."""
    for url, known in outcomes.items():
        for mention in foreign[url] if known.rule else ():
            fault = Fault(known.rule, mention.line, known.message, known.remedy, url=url, sought=(mention.url,))
            yield mention.path, fault
