"""What search engines are told: robots, canonical addresses and sitemaps, which must not contradict one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from zoneinfo import ZoneInfo

from sitegen.document.links import host_of, web_link
from sitegen.model import Record
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import HtmlPage, Ref
from sitegen.publish.check.links import Ground, address_of, find_target
from sitegen.publish.check.story import Shown, plain_address
from sitegen.publish.head import is_copy
from sitegen.publish.moment import parse_moment

_DEPRECATED = frozenset(["original-source", "syndication-source", "standout", "news_keywords"])
_OPPOSITES = (("index", "noindex"), ("follow", "nofollow"), ("all", "none"), ("all", "noindex"), ("index", "none"))
_MOST_URLS = 50_000
_MOST_NEWS = 1_000
_NEWS_DAYS = timedelta(days=2)
_LARGEST = 50 * 1024 * 1024


class IndexFacts(Record, frozen=True):
    """What a page tells robots: `canonical` as it is written, empty for none; `is_redirect`: it leads elsewhere."""

    noindex: bool = False
    canonical: str = ""
    canonical_line: int = 0
    is_redirect: bool = False


def read_index_facts(html: HtmlPage) -> IndexFacts:
    canonical = next((ref for ref in html.refs if ref.kind == "canonical"), None)
    return IndexFacts(
        noindex=bool({"noindex", "none"} & _directives(html, ("robots", "googlebot", "bingbot"))),
        canonical=canonical.url if canonical else "",
        canonical_line=canonical.line if canonical else 0,
        is_redirect=any(ref.kind == "refresh" for ref in html.refs),
    )


def check_index(address: str, html: HtmlPage, shown: Shown | None) -> Iterator[Fault]:
    """What one page says: `shown` is the story it shows, if it shows one."""
    canonicals = [ref for ref in html.refs if ref.kind == "canonical"]
    if len({ref.url for ref in canonicals}) > 1:
        message = f"says twice which address is canonical: {canonicals[0].url} and {canonicals[1].url}"
        yield Fault("index.canonical", canonicals[1].line, message, "keep one of them")
    for ref in canonicals[:1]:
        if _scheme_of(ref.url) not in ("http", "https"):
            message = f'the canonical address "{ref.url}" is not whole'
            yield Fault("index.canonical", ref.line, message, "begin it with https://", url=ref.url)
    said = _directives(html)
    for one, other in _OPPOSITES:
        if one in said and other in said:
            line = next(line for name, _, line in html.metas if name == "robots")
            yield Fault("index.robots", line, f'tells robots "{one}" and "{other}"', "keep one of them")
    for name, content, line in html.metas:
        if name in _DEPRECATED:
            yield Fault("index.deprecated", line, f'the meta tag "{name}" is read by nobody', "take it out")
        if name == "og:url" and content and urljoin(address, content) != address:
            yield Fault("index.og-url", line, f"og:url is {content}, not {address}", "print the page's own address")
    if shown:
        yield from _check_copy(address, shown, canonicals, noindex=bool({"noindex", "none"} & said))


def _scheme_of(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


def _directives(html: HtmlPage, names: Sequence[str] = ("robots",)) -> set[str]:
    """What the page tells robots, those in general if it is not said which."""
    said = (content for name, content, _ in html.metas if name in names)
    return {word for content in said for word in content.lower().replace(",", " ").split()}


def _check_copy(address: str, shown: Shown, canonicals: list[Ref], *, noindex: bool) -> Iterator[Fault]:
    story = shown.story
    original = web_link(story.attribution.original_url)
    named = canonicals[0].url if canonicals else ""
    line = canonicals[0].line if canonicals else 0
    is_original = bool(original and plain_address(named) == plain_address(original))
    if host_of(named) and plain_address(named) != plain_address(address) and not is_original:
        if host_of(named) != host_of(address):
            message = f"its canonical address is {named}, and its original is {original or 'not known'}"
            yield Fault("index.canonical-foreign", line, message, "name the original, or the page itself", url=named)
        return
    if not is_copy(shown.config, story.page, story.profile):
        return
    rule = story.profile.index if story.profile else "unstated"
    who = story.profile.name if story.profile else ""
    if rule in ("noindex", "both") and not noindex:
        yield Fault("index.profile", 0, f"{who} wants copies kept out of search engines", 'robots: "noindex,follow"')
    if rule in ("canonical", "both") and original and not is_original:
        yield Fault("index.profile", line, f"{who} wants the original named as canonical: {original}", "link it")
    if rule == "canonical" and is_original and noindex:
        yield Fault("index.profile", 0, f"{who} wants the original found by its canonical address", "drop noindex")
    if rule == "unstated" and not noindex and not is_original:
        yield Fault("index.copy", 0, "search engines are told that this copy is the original", '"noindex,follow"')


def check_canonical(ground: Ground, path: str, base: str, pages: Mapping[str, IndexFacts]) -> Iterator[Fault]:
    """Whether the canonical address of a page, where it is on this site, is a page that may be found."""
    facts = pages[path]
    if not facts.canonical:
        return
    target = find_target(ground, base, facts.canonical)
    if target is None or (not target.path and not target.rule):
        return
    line, url = facts.canonical_line, facts.canonical
    if target.rule:
        yield Fault("index.canonical", line, f"its canonical address {url} is not there", "name one that is", url=url)
        return
    other = pages.get(target.path)
    if target.path == path or other is None:
        return
    if other.is_redirect:
        yield Fault("index.canonical", line, f"its canonical address {url} leads elsewhere", "name the page", url=url)
    elif other.noindex and not facts.is_redirect:
        yield Fault("index.canonical", line, f"its canonical address {url} is not to be found", "name another", url=url)
    elif other.canonical and plain_address(other.canonical) != plain_address(address_of(ground.config, target.path)):
        message = f"its canonical address {url} names another as canonical: {other.canonical}"
        yield Fault("index.canonical", line, message, "name that one, or let each name itself", url=url)


def check_robots(text: str, entries: Iterable[tuple[str, Ref]]) -> Iterator[tuple[str, Fault]]:
    """(sitemap, fault) for each address that a sitemap lists and `robots.txt` keeps robots from."""
    if "disallow" not in text.lower():
        return
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    for path, ref in entries:
        if not parser.can_fetch("*", ref.url):
            message = f"lists {ref.url}, which robots.txt keeps robots from"
            yield path, Fault("index.sitemap", ref.line, message, "take it out of one of them", url=ref.url)


def read_robots(text: str) -> Iterator[Ref]:
    """The sitemaps that `robots.txt` names."""
    for number, line in enumerate(text.splitlines(), 1):
        name, _, value = line.partition(":")
        if name.strip().lower() == "sitemap" and value.strip():
            yield Ref(value.strip(), number, "sitemap")


def check_news(dates: Sequence[tuple[str, int]], now: datetime, timezone: ZoneInfo) -> Iterator[Fault]:
    """Whether a news sitemap, which gives these dates on these lines, lists news."""
    for date, line in dates:
        try:
            age = now - parse_moment(date, timezone)
        except ValueError:
            yield Fault("index.news", line, f'"{date}" is no date', "write it like 2026-05-04T09:00:00Z")
            continue
        if age > _NEWS_DAYS:
            yield Fault("index.news", line, f"lists a story of {date} as news", "build again")


def check_sitemap(
    ground: Ground, entries: list[Ref], size: int, pages: Mapping[str, IndexFacts], *, is_news: bool
) -> Iterator[Fault]:
    """Whether a sitemap lists what may be found, and each page by its own address."""
    most = _MOST_NEWS if is_news else _MOST_URLS
    if len(entries) > most or size > _LARGEST:
        message = f"lists {len(entries)} addresses in {size >> 20} MB; {most} in 50 MB are read"
        yield Fault("index.sitemap-size", 0, message, "split it")
    for ref in entries:
        target = find_target(ground, ground.config.base_url, ref.url)
        facts = pages.get(target.path) if target and target.path else None
        if target and not target.rule and not target.path:
            yield Fault(
                "index.sitemap", ref.line, f"lists {ref.url}, which is not on this site", "take it out", url=ref.url
            )
        if not target or not facts:
            continue
        if facts.noindex or facts.is_redirect:
            what = "leads elsewhere" if facts.is_redirect else "is not to be found"
            yield Fault("index.sitemap", ref.line, f"lists {ref.url}, which {what}", "take it out", url=ref.url)
        elif facts.canonical and plain_address(facts.canonical) != plain_address(ref.url):
            message = f"lists {ref.url}, whose canonical address is {facts.canonical}"
            yield Fault("index.sitemap", ref.line, message, "take it out", url=ref.url)
