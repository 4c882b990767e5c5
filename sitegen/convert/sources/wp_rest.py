"""Posts of the WordPress REST API (https://developer.wordpress.org/rest-api/reference/posts/) to drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.convert.sources.json_items import JsonItem
from sitegen.convert.sources.stated import (
    EXCERPT,
    Stated,
    first_value,
    lead_figure,
    object_at,
    objects_in,
    read_line,
    read_value,
    to_candidates,
)
from sitegen.convert.sources.wordpress import parse_post_date, read_rendered, read_wordpress
from sitegen.digest import digest_text
from sitegen.document.links import resolve_url
from sitegen.model import Draft, Figure, Notice, Source

_NEVER_SHOWN = frozenset(["private", "trash", "auto-draft", "inherit"])
_UNFINISHED = frozenset(["draft", "pending"])
_NO_STORIES = frozenset(["attachment", "nav_menu_item", "wp_block", "wp_template", "wp_template_part", "wp_navigation"])
_MORE = 'class="more-link"'


def is_wp_post(data: dict[str, Any]) -> bool:
    """Whether an object is a post as the interface gives it: its texts are objects that hold them rendered."""
    return bool(object_at(data, "content") or object_at(data, "title")) and not {"id", "link", "slug"}.isdisjoint(data)


def read_wp_post(source: Source, item: JsonItem) -> Draft | None:
    """The draft of a post; None for what is private, behind a password, in the bin, or no story."""
    data, line = item.data, item.line
    status = read_value(data.get("status"))
    is_locked = object_at(data, "content").get("protected") is True or bool(first_value(data, "password"))
    if status in _NEVER_SHOWN or is_locked or read_value(data.get("type")) in _NO_STORIES:
        return None
    link = resolve_url(first_value(data, "link"))
    rendered, raw = _text_of(data, "content")
    excerpt = _text_of(data, "excerpt")[0]
    blocks = read_rendered(rendered or excerpt, link) if rendered or not raw else read_wordpress(raw, link)
    notices = []
    if not (rendered or raw) or _MORE in rendered[-2000:]:
        notices.append(Notice(code="excerpt", message=EXCERPT, line=line))
    if status in _UNFINISHED:
        notices.append(Notice(code="unfinished", message=f'its status in WordPress is "{status}"', line=line))
    guid = _text_of(data, "guid")
    return Draft(
        source=replace(source, text=rendered or raw),
        blocks=(*_featured(data, link, line), *blocks),
        candidates=to_candidates("wp-rest", line, _stated(data, link, excerpt if rendered or raw else "")),
        item=guid[1] or guid[0] or link or first_value(data, "id") or "content:" + digest_text(rendered or raw, 8),
        notices=tuple(notices),
    )


def _text_of(data: dict[str, Any], key: str) -> tuple[str, str]:
    """A text as it is shown, and as it is stored where the interface gives that; old ones give a string."""
    value = data.get(key)
    if isinstance(value, dict):
        return read_value(value.get("rendered")), read_value(value.get("raw"))
    return read_value(value), ""


def _stated(data: dict[str, Any], link: str, excerpt: str) -> Iterator[Stated]:
    title = _text_of(data, "title")
    seo = object_at(data, "yoast_head_json")
    published = parse_post_date(first_value(data, "date"), first_value(data, "date_gmt"))
    yield Stated("title", read_line(title[0] or title[1]), "title")
    yield Stated("canonical_url", resolve_url(first_value(seo, "canonical")), "yoast_head_json.canonical", 9)
    yield Stated("canonical_url", link, "link")
    for author in objects_in(object_at(data, "_embedded").get("author")):
        yield Stated("authors", read_line(author.get("name")), "author")
    yield Stated("authors", read_line(seo.get("author")), "yoast_head_json.author", 15)
    yield Stated("published", published, "date")
    modified = parse_post_date(first_value(data, "modified"), first_value(data, "modified_gmt"))
    yield Stated("modified", modified, "modified")
    sections = list(_terms(data, "category"))
    yield Stated("section", next(iter(sections), ""), "categories")
    for tag in (*_terms(data, "post_tag"), *sections[1:]):
        yield Stated("tags", tag, "tags")
    yield Stated("language", first_value(data, "lang", "language"), "lang")
    yield Stated("summary", read_line(excerpt), "excerpt", 20)
    yield Stated("publisher", read_line(seo.get("og_site_name")), "yoast_head_json.og_site_name", 20)
    status = read_value(data.get("status"))
    yield Stated("status", "withheld" if status in _UNFINISHED else "", "status")
    yield Stated("embargo", published if status == "future" else None, "date")


def _terms(data: dict[str, Any], taxonomy: str) -> Iterator[str]:
    """The names of the terms of a taxonomy, without the one that stands for none."""
    groups = object_at(data, "_embedded").get("wp:term")
    for group in groups if isinstance(groups, list) else ():
        for term in objects_in(group):
            if term.get("taxonomy") == taxonomy and first_value(term, "slug") != "uncategorized":
                yield read_line(term.get("name"))


def _featured(data: dict[str, Any], link: str, line: int) -> tuple[Figure, ...]:
    for media in objects_in(object_at(data, "_embedded").get("wp:featuredmedia")):
        src = resolve_url(first_value(media, "source_url"), link)
        said = object_at(media, "media_details", "image_meta")
        if src and first_value(media, "media_type") in ("", "image"):
            caption = read_line(_text_of(media, "caption")[0]) or read_line(said.get("caption"))
            credit = read_line(said.get("credit")) or read_line(said.get("copyright"))
            return lead_figure(src, caption, credit, read_line(media.get("alt_text")), line)
    shown = next(objects_in(object_at(data, "yoast_head_json").get("og_image")), {})
    src = first_value(data, "jetpack_featured_media_url") or first_value(shown, "url")
    return lead_figure(resolve_url(src, link), line=line)
