"""A WordPress export (WXR) to drafts: its posts and pages.

What is not finished comes as withheld and what is planned with its hour. What is private, locked by a password or in
the bin is left out, as are comments: others can read what a site's folder holds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from sitegen.convert.metadata.instant import parse_page_date
from sitegen.convert.sources.content import read_plain
from sitegen.convert.sources.stated import EXCERPT, Stated, count_notice, lead_figure, to_candidates
from sitegen.convert.sources.wordpress import parse_post_date, read_wordpress
from sitegen.convert.sources.wxr_items import WxrItem, WxrSite, read_wxr
from sitegen.document.blocks import map_figures
from sitegen.document.links import resolve_url
from sitegen.errors import SourceError
from sitegen.model import AnyBlock, Draft, Figure, Notice, Source

_STORIES = frozenset(["post", "page", ""])
_PUBLIC = frozenset(["publish", ""])
_UNFINISHED = frozenset(["draft", "pending"])
_PLANNED = "future"
_HIDDEN = frozenset(["private", "trash", "auto-draft", "inherit"])
_INTERNAL = frozenset(["attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache"])
_CREDIT = re.compile(r'"credit";s:\d{1,4}:"([^"]{1,200})"')
"""The credit in the data that WordPress keeps of a picture, which PHP has serialised."""
_CREDITS = ("_media_credit", "media_credit", "isc_image_source", "_credit", "credit")
"""The keys under which plugins keep a picture's credit."""
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{1,5}$)")
"""What WordPress adds to the name of a picture made smaller."""
_NO_SECTION = "uncategorized"


class _Library(NamedTuple):
    """The pictures of a site by their numbers and addresses, and the numbers of those that belong to a post; and the
    story that has each path: an old slug may be another's by now."""

    site: WxrSite
    pictures: dict[str, WxrItem]
    by_address: dict[str, WxrItem]
    of_post: dict[str, list[str]]
    paths: dict[str, WxrItem]


def parse_wxr(source: Source) -> Iterator[Draft]:
    """A draft for each post and page. Raises SourceError when there is none."""
    site = read_wxr(source)
    library = _Library(site, {}, {}, defaultdict(list), {})
    for item in site.items:
        if item.get("wp:post_type") == "attachment":
            library.pictures[item.get("wp:post_id")] = item
            library.by_address[_address(item)] = item
            library.of_post[item.get("wp:post_parent")].append(item.get("wp:post_id"))
    stories = [item for item in site.items if _is_story(item)]
    for find_paths in (_own_paths, _old_paths):
        for item in stories:
            for path in find_paths(item):
                library.paths.setdefault(path, item)
    story = replace(source, kind="feed", url="", text="")
    shown = [item for item in stories if not _is_hidden(item)]
    if not shown:
        what = (
            "holds no post or page that may be published" if site.items else "is no WordPress export that can be read"
        )
        raise SourceError(what, source.name, hint="export all content from Tools, Export")
    first = _read_item(story, library, shown[0])
    yield replace(first, notices=(*first.notices, *_count(site, len(stories) - len(shown))))
    yield from (_read_item(story, library, item) for item in shown[1:])


def _is_story(item: WxrItem) -> bool:
    says = item.get("title") or item.get("content:encoded") or item.get("excerpt:encoded")
    return item.get("wp:post_type") in _STORIES and bool(says)


def _is_hidden(item: WxrItem) -> bool:
    return item.get("wp:status") in _HIDDEN or bool(item.get("wp:post_password"))


def _count(site: WxrSite, hidden: int) -> Iterator[Notice]:
    """What of an export did not become drafts."""
    yield from count_notice("left-out", hidden, "posts left out because they are private, locked or in the bin")
    kinds = Counter(item.get("wp:post_type") for item in site.items)
    others = sorted(
        f"{kind} ({n})" for kind, n in kinds.items() if kind not in _STORIES | _INTERNAL and kind[:3] != "wp_"
    )
    if others:
        yield Notice(code="other-kinds", message=f"only posts and pages are read, not {', '.join(others[:20])}")
    yield from count_notice(
        "broken", max(site.unfinished, 0), "the export breaks off or is broken; posts that were lost"
    )


def _read_item(source: Source, library: _Library, item: WxrItem) -> Draft:
    link = resolve_url(item.get("link"), library.site.fields.get("link", ""))
    status = item.get("wp:status")
    content = item.get("content:encoded")
    excerpt = item.get("excerpt:encoded") or item.get("description")
    blocks = read_wordpress(content or excerpt, link, partial(_gallery, library, item, set()))
    blocks = map_figures(blocks, partial(_add_credit, library))
    notices = []
    if not content and excerpt:
        notices.append(Notice(code="excerpt", message=EXCERPT, line=item.line))
    if status not in _PUBLIC and status != _PLANNED:
        notices.append(Notice(code="unfinished", message=f'its status in WordPress is "{status}"', line=item.line))
    return Draft(
        source=replace(source, text=content),
        blocks=(*_featured(library, item, blocks), *blocks),
        candidates=to_candidates("wxr", item.line, _stated(library, item, link, excerpt if content else "")),
        item=item.get("guid") or link or item.get("wp:post_id") or f"{item.get('wp:post_name')}:{item.line}",
        notices=tuple(notices),
    )


def _stated(library: _Library, item: WxrItem, link: str, excerpt: str) -> Iterator[Stated]:
    site = library.site
    published = parse_post_date(item.get("wp:post_date"), item.get("wp:post_date_gmt"))
    modified = parse_post_date(item.get("wp:post_modified"), item.get("wp:post_modified_gmt"))
    status = item.get("wp:status")
    is_public = status in _PUBLIC or status == _PLANNED
    yield Stated("title", read_plain(item.get("title")), "title")
    yield Stated("canonical_url", link if is_public else "", "link")
    for name in _authors(site, item):
        yield Stated("authors", name, "dc:creator")
    yield Stated("published", published, "wp:post_date")
    yield Stated("published", parse_page_date(item.get("pubDate")) if is_public else None, "pubDate", 15)
    yield Stated("modified", modified, "wp:post_modified")
    yield from _stated_terms(site, item)
    yield Stated("language", site.fields.get("language"), "language")
    yield Stated("summary", read_plain(excerpt), "excerpt:encoded", 20)
    yield Stated("publisher", read_plain(site.fields.get("title")), "channel.title", 20)
    yield Stated("publisher_url", resolve_url(site.fields.get("link", "")), "channel.link", 20)
    yield Stated("status", "" if is_public else "withheld", "wp:status")
    yield Stated("embargo", published if status == _PLANNED else None, "wp:post_date")
    for path in (*_own_paths(item), *_old_paths(item)):
        yield Stated("aliases", path if library.paths.get(path) is item else "", "link")


def _authors(site: WxrSite, item: WxrItem) -> Iterator[str]:
    """Display names. A login that has none is no name, unless it is written like one."""
    together = [term.slug.removeprefix("cap-") for term in item.terms if term.domain == "author"]
    shown = {term.slug.removeprefix("cap-"): term.name for term in item.terms if term.domain == "author"}
    for login in together or [item.get("dc:creator")]:
        name = read_plain(site.authors.get(login) or site.authors.get(shown.get(login, "")) or shown.get(login, login))
        if name != login or " " in name:
            yield name


def _stated_terms(site: WxrSite, item: WxrItem) -> Iterator[Stated]:
    """The first category is the section, or the one its editors chose; the others are tags."""
    named = [read_plain(t.name) for t in item.terms if t.domain == "category" and t.slug.lower() != _NO_SECTION]
    chosen = read_plain(site.categories.get(item.meta.get("_yoast_wpseo_primary_category", ""), ""))
    section = chosen if chosen in named else next(iter(named), "")
    yield Stated("section", section, "category")
    for term in item.terms:
        if term.domain in ("post_tag", "tag"):
            yield Stated("tags", read_plain(term.name), "post_tag")
    for name in named:
        yield Stated("tags", name if name != section else "", "category")


def _own_paths(item: WxrItem) -> Iterator[str]:
    """The path a post had; one with a query is no file."""
    parts = urlsplit(resolve_url(item.get("link")))
    path = unquote(parts.path)
    if not parts.query and _may_be_file(path):
        yield path


def _old_paths(item: WxrItem) -> Iterator[str]:
    """The same with the slugs it had before."""
    for path in _own_paths(item):
        before, slash, last = path.rstrip("/").rpartition("/")
        if last == unquote(item.get("wp:post_name")):
            olds = (f"{before}{slash}{unquote(slug)}{path[len(before + slash + last) :]}" for slug in item.old_slugs)
            yield from filter(_may_be_file, olds)


def _may_be_file(path: str) -> bool:
    names = path.strip("/").split("/")
    good = all(name and not name.startswith(".") and "\\" not in name and len(name.encode()) <= 200 for name in names)
    return path.startswith("/") and path.isprintable() and "\ufffd" not in path and good


def _featured(library: _Library, item: WxrItem, blocks: tuple[AnyBlock, ...]) -> tuple[Figure, ...]:
    """The picture a post is shown with, unless its text begins with that."""
    picture = library.pictures.get(item.meta.get("_thumbnail_id", ""))
    if not picture:
        return ()
    src = _address(picture)
    first = next(iter(blocks), None)
    if isinstance(first, Figure) and first.src == src:
        return ()
    return lead_figure(src, _caption(picture), _credit(picture), _alt(picture), item.line)


def _gallery(library: _Library, item: WxrItem, shown: set[str], ids: tuple[int, ...]) -> str:
    """The pictures of a gallery, each once in a post: those it lists, or all that belong to the post."""
    listed = [str(number) for number in ids] or library.of_post.get(item.get("wp:post_id"), [])
    numbers = [number for number in dict.fromkeys(listed) if number in library.pictures and number not in shown]
    shown.update(numbers)
    return "\n".join(_picture(library.pictures[number]) for number in numbers)


def _picture(picture: WxrItem) -> str:
    alt, caption = escape(_alt(picture)), escape(_caption(picture))
    return f'<figure><img src="{escape(_address(picture))}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def _alt(picture: WxrItem) -> str:
    return read_plain(picture.meta.get("_wp_attachment_image_alt"))


def _add_credit(library: _Library, figure: Figure) -> Figure:
    """A picture in the text with the credit that the library has for it, in whatever size it is shown."""
    picture = library.by_address.get(figure.src) or library.by_address.get(_SIZE.sub("", figure.src))
    credit = _credit(picture) if picture and not figure.credit else ""
    return replace(figure, credit=credit) if credit and credit not in figure.caption else figure


def _address(picture: WxrItem) -> str:
    return resolve_url(picture.get("wp:attachment_url") or picture.get("guid"))


def _caption(picture: WxrItem) -> str:
    return read_plain(picture.get("excerpt:encoded"))


def _credit(picture: WxrItem) -> str:
    stored = _CREDIT.search(picture.meta.get("_wp_attachment_metadata", ""))
    found = next((picture.meta[key] for key in _CREDITS if picture.meta.get(key)), stored[1] if stored else "")
    return read_plain(found)
