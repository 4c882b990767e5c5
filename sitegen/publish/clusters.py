"""Pages that carry one story, and which of them stands for all in lists.

The content files say which page is a copy of which: `origin.copy_of` by import, `copy_of` by an editor, whose word
wins. Who stands for them is chosen from what is shown at the time of the build: when the main page is withdrawn, held,
deleted or not yet due, another takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from sitegen.disjoint_sets import find_roots
from sitegen.errors import ContentError
from sitegen.model import FrontMatter, Record
from sitegen.publish.config import Clusters, SiteConfig
from sitegen.publish.moment import parse_moment
from sitegen.publish.page import Page

_SOURCE_ROLES = ("publisher", "originator", "agency", "intermediary")
_LENGTH_STEP = 300
"""Characters by which a text is longer: a notice at its end makes no difference."""
_WHOLE = 0.8
"""Part of an earlier version's length that a later one has; a summary replaces no story."""


class Claim(Record, frozen=True):
    """What a page has to say for standing for its copies. `typed` is one that no import wrote, `told` one that its
    editor calls a copy; `source` and `names` are those of its attribution, `moment` a timestamp."""

    path: str
    kept_back: bool
    told: bool
    typed: bool
    source: str
    names: tuple[str, ...]
    length: int
    moment: float | None


def _name_key(name: str) -> str:
    return " ".join(name.casefold().split())


def source_name(front: FrontMatter) -> str | None:
    """The publisher we have a story from, or else the agency."""
    chain = front.attribution.chain if front.attribution else ()
    return next((party.name for role in _SOURCE_ROLES for party in chain if party.role == role), None)


def make_claim(path: str, front: FrontMatter, length: int, timezone: ZoneInfo) -> Claim:
    """The claim of the page at `path`, whose text has so many characters."""
    chain = front.attribution.chain if front.attribution else ()
    when = front.date or (front.origin.imported if front.origin else "")
    return Claim(
        path=path,
        kept_back=front.draft or front.status != "published",
        told=bool(front.copy_of),
        typed=front.origin is None,
        source=_name_key(source_name(front) or ""),
        names=tuple(_name_key(party.name) for party in chain if party.role != "republisher"),
        length=length,
        moment=parse_moment(when, timezone).timestamp() if when else None,
    )


def rank_claims(claims: Iterable[Claim], config: Clusters) -> list[Claim]:
    """The claims to one story, the best first. Before what the site prefers come what is shown over what is kept back,
    what a person wrote here, and of one source's versions the last."""
    claims = list(claims)
    credited = {name for claim in claims for name in claim.names if name != claim.source}
    sources = [_name_key(name) for name in config.sources]
    measures: dict[str, Callable[[Claim], float]] = {
        "original": lambda claim: bool(credited) and not claim.typed and claim.source not in credited,
        "preferred": lambda claim: min((sources.index(name) for name in claim.names if name in sources), default=999),
        "longer": lambda claim: -(claim.length // _LENGTH_STEP),
        "earlier": lambda claim: float("inf") if claim.moment is None else claim.moment,
    }

    def key(claim: Claim) -> tuple[bool | float | str, ...]:
        first = (claim.kept_back, claim.told, not claim.typed, _is_superseded(claim, claims))
        return (*first, *(measures[wish](claim) for wish in config.prefer), claim.path)

    return sorted(claims, key=key)


def _is_superseded(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether the same source gave out the story again later: corrected, in most cases."""
    return any(
        other.source == claim.source
        and not other.kept_back
        and other.moment is not None
        and claim.moment is not None
        and other.moment > claim.moment
        and other.length >= _WHOLE * claim.length
        for other in claims
        if claim.source
    )


def find_copies(pages: Sequence[Page], shown: Sequence[Page], config: SiteConfig) -> dict[int, tuple[int, ...]]:
    """By the index in `shown` of each main page the indices of its copies, the best first. Raises ContentError for a
    `copy_of` that names no content file."""
    targets = _find_targets(pages, enabled=config.clusters.enabled)
    if not targets:
        return {}
    roots = find_roots(targets.items())
    members: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(shown):
        if page.path in roots:
            members[roots[page.path]].append(index)
    timezone = ZoneInfo(config.timezone)
    found: dict[int, tuple[int, ...]] = {}
    for indices in members.values():
        if len(indices) > 1:
            by_path = {shown[index].path: index for index in indices}
            claims = [
                make_claim(page.path, page.front, page.length, timezone) for page in map(shown.__getitem__, indices)
            ]
            main, *others = (by_path[claim.path] for claim in rank_claims(claims, config.clusters))
            found[main] = tuple(others)
    return found


def _find_targets(pages: Sequence[Page], *, enabled: bool) -> dict[str, str]:
    """What each page that is a copy is a copy of, by their paths."""
    paths = {page.path for page in pages}
    own = {page.path for page in pages if page.front.copy_of in (False, "")}
    targets: dict[str, str] = {}
    for page in pages:
        told = page.front.copy_of
        found = page.front.origin.copy_of if page.front.origin else None
        if told:
            targets[page.path] = _check_target(page, str(told).removeprefix("content/"), paths)
        elif found and enabled and page.path not in own and found not in own:
            targets[page.path] = found
    return targets


def _check_target(page: Page, target: str, paths: set[str]) -> str:
    if target not in paths or target == page.path:
        what = "names its own file" if target == page.path else f'names no content file: "{target}"'
        hint = "name that of the main story, such as world/ferry.md, or delete the line"
        raise ContentError(f'"copy_of" {what}', f"content/{page.path}", hint=hint)
    return target
