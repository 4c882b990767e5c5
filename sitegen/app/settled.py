"""What became of the seeds that were imported: one that is as it was then, under the same rules, is not read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sitegen.app.desk import Imported
from sitegen.app.holdings import Holdings
from sitegen.app.knowledge import digest_rules
from sitegen.app.page_seeds import digest_pages
from sitegen.digest import digest_bytes
from sitegen.model import Record
from sitegen.publish.config import Feed
from sitegen.shell.package import engine_digest
from sitegen.shell.state import load_memory, memory_path, save_memory

_STANDING = frozenset({"refused", "advisory", "older", "held"})
"""Fates that stay as they are when the same comes again."""


class Outcome(Record, frozen=True):
    """What became of an article, and the digest of what was written for it."""

    article: Imported
    written: str


class Settlement(Record, frozen=True):
    """The digests of a seed and of what it was read under (the program, the site's rules, what the site says of its
    feed, the pages kept for it), and what became of each article; None where some failed, which are tried again.
    `wants`: something did not come from the network, and the next import asks for it again."""

    digest: str
    under: str
    outcomes: tuple[Outcome, ...] | None
    wants: bool = False


class _Memory(Record, frozen=True):
    seeds: dict[str, Settlement]


class Settlements:
    """The seeds of a site that were imported, by name."""

    def __init__(self, site: Path, *, fetches_pictures: bool = False) -> None:
        self._site = site
        self._file = memory_path(site, "seeds")
        self._engine = engine_digest() + digest_rules(site) + ("+pictures" if fetches_pictures else "")
        memory = load_memory(self._file, _Memory)
        self._seeds = dict(memory.seeds) if memory else {}

    def is_settled(self, seed: str, digest: str, feed: Feed | None) -> bool:
        """Whether nothing is left to do for a seed of that digest."""
        entry = self._seeds.get(seed)
        is_same = entry is not None and (entry.digest, entry.under) == (digest, self._under(seed, feed))
        return is_same and entry is not None and entry.outcomes is not None

    def is_finished(self, seed: str, digest: str, feed: Feed | None) -> bool:
        """The same, nothing being left to ask the network for either."""
        return self.is_settled(seed, digest, feed) and not self._seeds[seed].wants

    def find_again(self, seed: str, digest: str, feed: Feed | None, holdings: Holdings) -> list[Imported] | None:
        """What becomes of a seed's articles when it comes again: nothing, where all of them are as they were left. None
        where that is to be seen."""
        if not self.is_finished(seed, digest, feed):
            return None
        found = [_stay(outcome, holdings) for outcome in self._seeds[seed].outcomes or ()]
        stayed = [each for each in found if each]
        return stayed if len(stayed) == len(found) else None

    def settle(
        self, seed: str, digest: str, feed: Feed | None, articles: Sequence[Imported] | None, holdings: Holdings
    ) -> None:
        """Remember what became of a seed."""
        outcomes = None
        if articles is not None:
            outcomes = tuple(Outcome(article, _written(article, holdings)) for article in articles)
        self._seeds[seed] = Settlement(digest, self._under(seed, feed), outcomes)

    def note_wants(self, seed: str, *, wants: bool) -> None:
        """Remember whether something of a settled seed did not come."""
        self._seeds[seed] = replace(self._seeds[seed], wants=wants)

    def digests(self) -> dict[str, str]:
        """The digest of each seed of which all was taken."""
        return {seed: entry.digest for seed, entry in self._seeds.items() if entry.outcomes is not None}

    def keep_only(self, folder: str, seeds: Collection[str]) -> None:
        """Forget the seeds of a folder that are no longer there."""
        gone = [seed for seed in self._seeds if seed.startswith(f"{folder}/") and seed not in seeds]
        for seed in gone:
            del self._seeds[seed]

    def save(self) -> None:
        save_memory(self._file, _Memory(self._seeds))

    def _under(self, seed: str, feed: Feed | None) -> str:
        said = digest_bytes(msgspec.json.encode(feed)) if feed else ""
        return self._engine + said + digest_pages(self._site, seed)


def _stay(outcome: Outcome, holdings: Holdings) -> Imported | None:
    """The article's fate when it comes again and its content file is as it was left."""
    if outcome.article.fate in _STANDING:
        return outcome.article
    known = holdings.at(outcome.article.path.removeprefix("content/"))
    if not known or known.origin.seed != outcome.article.source or known.origin.written != outcome.written:
        return None
    is_edited = known.is_edited and known.status != "withdrawn"  # what is left of that, no import wrote as a story
    return replace(outcome.article, fate="edited" if is_edited else "unchanged")


def _written(article: Imported, holdings: Holdings) -> str:
    known = holdings.at(article.path.removeprefix("content/"))
    return known.origin.written if known else ""
