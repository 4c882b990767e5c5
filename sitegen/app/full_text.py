"""The whole stories that the items of a feed lead to: fetched once, kept as seeds, and taken in place of excerpts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin

from msgspec.structs import replace

from sitegen.app.errand import Errand
from sitegen.app.fetch import feed_of, given_by
from sitegen.app.holdings import Holdings, seed_identity
from sitegen.app.page_seeds import PageNote, has_pages, load_page, page_seed, save_page, with_note
from sitegen.convert.metadata.resolve import best
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.sources.charset import decode_labelled
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.formats import read_drafts
from sitegen.convert.whole_page import check_whole, is_page, take_whole
from sitegen.digest import digest_text
from sitegen.document.blocks import text_of_all
from sitegen.errors import SitegenError, SourceError
from sitegen.model import Article, Draft
from sitegen.publish.config import Feed
from sitegen.shell.fetch import Fetched
from sitegen.shell.fetch_each import Outcome, Wanted
from sitegen.shell.files import read_bytes
from sitegen.shell.lane import Kind, Seen

_PAGE = Kind("text/html, application/xhtml+xml;q=0.9, */*;q=0.1", 5_000_000)
_STAYS = "its feed's version stays"


class _Item(NamedTuple):
    """An item of a feed: where it leads, the mark by which its next version is known, the seed of its page, and what
    that says of itself; `is_wanted`: the page is to be asked for."""

    item: str
    link: str
    mark: str
    seed: str
    note: PageNote | None
    is_wanted: bool


class FullText:
    """Whole stories for the items of the site's feeds."""

    def __init__(
        self, errand: Errand, knowledge: Knowledge, holdings: Holdings, inputs: Mapping[str, bytes | None]
    ) -> None:
        """`inputs` are the seeds to come, in their order, with the bytes of those that are not kept yet."""
        self._errand = errand
        self._knowledge = knowledge
        self._holdings = holdings
        self._inputs = inputs
        self._plans: dict[str, dict[str, _Item]] = {}
        self._pages = self._fetch_pages() if errand.is_online else iter(())

    def complete(self, seed: str, feed: Feed | None, articles: Iterator[Article]) -> Iterator[Article]:
        """The articles of a feed, those whole whose page is kept or comes; all others as the feed gives them."""
        if not feed or not (feed.full_text or has_pages(self._errand.site, seed)):
            yield from articles
            return
        plan = self._plan_of(seed, feed) if feed.full_text and self._errand.is_online else {}
        for article in articles:
            item = article.item
            if item is None or article.lifecycle.status != "usable":
                yield article
                continue
            planned = plan.get(item)
            came = self._await(planned) if planned and planned.is_wanted else None
            if planned and came is not None:
                plan[item] = planned._replace(is_wanted=False)  # one of the same id that comes again has the kept page
            whole = self._take_page(article, feed, planned, came)
            whole = whole or self._take_kept(article, feed, page_seed(seed, item))
            if not whole and feed.full_text:
                self._errand.wanting.add(seed)
            yield whole or article
        self._plans[seed] = {}

    def _fetch_pages(self) -> Iterator[tuple[str, Outcome]]:
        """What came of each page that is wanted, by its seed, in the order of feeds and items."""
        seeds: list[str] = []

        def wanted() -> Iterator[Wanted]:
            for seed in self._inputs:
                feed = feed_of(self._errand.config, seed)
                for each in self._plan_of(seed, feed).values() if feed and feed.full_text else ():
                    if each.is_wanted:
                        seeds.append(each.seed)
                        is_same = each.note is not None and each.note.link == each.link
                        seen = Seen(each.note.etag, each.note.modified) if each.note and is_same else Seen()
                        yield Wanted(each.link, seen, _PAGE)

        for number, (_, outcome) in enumerate(self._errand.fetch_each(wanted())):
            yield seeds[number], outcome

    def _await(self, item: _Item) -> Outcome | None:
        """What came of an item's page. Those of items that no article was made of are passed over."""
        return next((outcome for seed, outcome in self._pages if seed == item.seed), None)

    def _plan_of(self, seed: str, feed: Feed) -> dict[str, _Item]:
        """What is to be done for each item of a feed; nothing for one that cannot be read: that is told elsewhere."""
        if seed not in self._plans:
            plan: dict[str, _Item] = {}
            try:
                for draft in islice(self._read(seed), feed.limit or None):
                    if draft.item is not None and draft.item not in plan:
                        plan[draft.item] = self._plan_item(seed, feed, draft, draft.item)
            except SitegenError:
                pass
            self._plans[seed] = plan
        return self._plans[seed]

    def _read(self, seed: str) -> Iterable[Draft]:
        data = self._inputs.get(seed)
        data = read_bytes(self._errand.site / seed, seed) if data is None else data
        return read_drafts(detect(seed, data), self._knowledge.sites)

    def _plan_item(self, seed: str, feed: Feed, draft: Draft, item: str) -> _Item:
        link = _link_of(draft, feed)
        kept = page_seed(seed, item)
        page = load_page(self._errand.site, kept)
        note = page[0] if page else None
        mark = _mark_of(draft, link)
        is_wanted = bool(link) and not (note and note.mark == mark) and _is_usable(draft)
        return _Item(item, link, mark, kept, note, is_wanted and not self._is_withdrawn(seed, item))

    def _is_withdrawn(self, seed: str, item: str) -> bool:
        known = self._holdings.find("seed", seed_identity(seed, item)) or self._holdings.find("item", item)
        return known is not None and known.status == "withdrawn"

    def _take_page(self, article: Article, feed: Feed, item: _Item | None, came: Outcome | None) -> Article | None:
        """The article of a page that came, which is kept; None, and told why, where it is none of the item's story."""
        if not item or came is None:
            return None
        try:
            page, fetched = self._open(item, came)
            note = PageNote(item.item, item.link, item.mark, fetched.seen.etag, fetched.seen.last_modified)
            data = with_note(note, fetched.url, page)
            whole = self._convert(article, feed, item.seed, data)
        except SourceError as error:
            self._errand.wanting.add(article.source)
            self._errand.tell(item.link, error, _STAYS if not item.note else "the version that came before stays")
            return None
        if not self._errand.dry_run:
            save_page(self._errand.site, item.seed, data)
        return whole

    def _open(self, item: _Item, came: Outcome) -> tuple[bytes, Fetched]:
        """The page in UTF-8; the kept one where it did not change. Raises SourceError where there is none."""
        if isinstance(came, SourceError):
            raise came
        if came.data is None:
            kept = load_page(self._errand.site, item.seed)
            return (kept[1] if kept else b""), came
        text = decode_labelled(came.data, came.charset)
        if not is_page(text):
            raise SourceError("is no page", item.link, hint="open it in a browser")
        return text.encode("utf-8", "replace"), came

    def _take_kept(self, article: Article, feed: Feed, seed: str) -> Article | None:
        """The article of the page that is kept."""
        kept = load_page(self._errand.site, seed)
        if not kept:
            return None
        try:
            return self._convert(article, feed, seed, read_bytes(self._errand.site / seed, seed))
        except SourceError:
            return None

    def _convert(self, article: Article, feed: Feed, seed: str, data: bytes) -> Article:
        """The page's article, with what the item says where the page says nothing. Raises SourceError where the page is
        not the item's whole story."""
        whole = take_whole(article, lambda given: convert(seed, data, self._knowledge, given=(*given_by(feed), *given)))
        fault = check_whole(article, whole)
        if fault or whole is None:
            raise SourceError(fault, seed, hint="open it in a browser")
        return replace(whole, source=article.source, item=article.item)


def _link_of(draft: Draft, feed: Feed) -> str:
    found = best(draft.candidates, "canonical_url")
    try:
        return urljoin(feed.url, str(found.value)) if found else ""
    except ValueError:
        return ""


def _is_usable(draft: Draft) -> bool:
    return not any(found.field == "status" and found.value != "usable" for found in draft.candidates)


def _mark_of(draft: Draft, link: str) -> str:
    """What changes when the item does: its link, what it says of its last change, its words."""
    said: Sequence[str] = [
        str(found.value) for field in ("modified", "title") if (found := best(draft.candidates, field))
    ]
    return digest_text("\n".join([link, *said, text_of_all(draft.blocks)]))
