"""What an import may ask of the network, and how it tells what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sitegen.errors import SourceError
from sitegen.publish.config import SiteConfig
from sitegen.shell.fetch import Fetcher
from sitegen.shell.fetch_each import Outcome, Wanted, fetch_each, host_label

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is: 0 where nobody knows."""


class Errand:
    """One import: for which site, over which fetcher (None: without the network), and what is to be told of it.

    `notes` are lines for people about what is no fault of the import; `wanting` are the seeds of which something did
    not come that the next import asks for again."""

    def __init__(
        self,
        site: Path,
        config: SiteConfig,
        fetcher: Fetcher | None = None,
        progress: Progress | None = None,
        *,
        dry_run: bool = False,
    ) -> None:
        self.site = site
        self.config = config
        self.dry_run = dry_run
        self.notes: list[str] = []
        self.wanting: set[str] = set()
        self._fetcher = fetcher
        self._progress = progress
        self._asked: Counter[str] = Counter()
        self._done: Counter[str] = Counter()

    @property
    def is_online(self) -> bool:
        return self._fetcher is not None

    def fetch_each(self, wanted: Iterable[Wanted]) -> Iterator[tuple[str, Outcome]]:
        """The address and what came of it, in the order given; the bar of its host moves with each."""
        if self._fetcher is None:
            return
        hosts: list[str] = []

        def counted() -> Iterator[Wanted]:
            for each in wanted:
                hosts.append(each.url)
                self._asked[host_label(each.url)] += 1
                yield each

        for number, outcome in enumerate(fetch_each(self._fetcher.fetch, counted())):
            url = hosts[number]
            host = host_label(url)
            self._done[host] += 1
            if self._progress:
                self._progress(f"fetching {host}", self._done[host], self._asked[host])
            yield url, outcome

    def tell(self, url: str, error: SourceError, outcome: str) -> None:
        """Note that something did not come, and what became of the article without it."""
        remedy = f" ({error.hint})" if error.hint else ""
        self.notes.append(" ".join(f"{url}: {error.message}; {outcome}{remedy}".split()))
