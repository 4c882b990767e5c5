"""Evidence from schema.org JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from bs4 import Tag

from sitegen.convert.metadata.instant import parse_page_date
from sitegen.convert.metadata.names import read_names
from sitegen.convert.metadata.outline import Outline
from sitegen.document.html_tree import parse_html
from sitegen.document.links import resolve_url
from sitegen.model import Candidate, Image

_RANK = 10
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "NewsStory", "Review", "Posting")
_PAGE_TYPES = ("WebPage", "ItemPage", "AboutPage")
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://\s*|/\*\s*)?\]\]>(?:\s*\*/)?|;)\s*$"
)
_MOST_NODES = 4000


class _Node(NamedTuple):
    data: dict[str, Any]
    line: int


def read_jsonld(page: Outline, base: str) -> Iterator[Candidate]:
    """Candidates from the article a page's JSON-LD describes; where it describes several, from the page's own."""
    nodes = [_Node(node, script.sourceline or 0) for script in page.scripts for node in _nodes(_load(script))]
    named = {str(node.data["@id"]): node.data for node in nodes if "@id" in node.data and len(node.data) > 1}
    articles = [node for node in nodes if _is_a(node.data, _ARTICLE_TYPES)]
    chosen = _choose(articles, page, base)
    if chosen:
        yield from _read_article(_resolve(chosen.data, named), base, chosen.line)
    for node in nodes:
        if node is not chosen and _is_a(node.data, _PAGE_TYPES):
            yield from _read_page(_resolve(node.data, named), node.line)
            break


def _load(script: Tag) -> Any:
    """The data of a script; None where it is broken beyond the mends that cannot change a value."""
    text = script.get_text()
    for mend in (str, _mend):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue  # a page's broken JSON-LD is no evidence; nothing of the page is lost by it
    return None


def _mend(text: str) -> str:
    """Without the wrapping of older days, a comma before a closing bracket, and entities for quotes."""
    text = _WRAPPING.sub("", text)
    if '"' not in text:
        text = text.replace("&quot;", '"')
    return _TRAILING_COMMA.sub(lambda hit: hit[1] or "", text)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    for value in queue:
        if len(queue) > _MOST_NODES:
            return
        if isinstance(value, list):
            queue += value
        elif isinstance(value, dict):
            yield value
            queue += [
                value[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(value.get(key), (dict, list))
            ]


def _is_a(node: dict[str, Any], kinds: tuple[str, ...]) -> bool:
    return any(str(kind).endswith(kinds) for kind in _list(node.get("@type")))


def _choose(articles: list[_Node], page: Outline, base: str) -> _Node | None:
    """The article that is the page's own: by its address, by its headline in the window's title, else the first."""

    def fit(node: _Node) -> int:
        data = node.data
        of_page = data.get("mainEntityOfPage")
        own = [data.get("url"), data.get("@id"), of_page.get("@id") if isinstance(of_page, dict) else of_page]
        same = bool(base) and any(str(url or "").split("#")[0].rstrip("/") == base.rstrip("/") for url in own)
        headline = _text(data.get("headline") or data.get("name"))
        return 2 * same + bool(headline and headline.casefold()[:40] in page.title.casefold())

    return max(articles, key=fit, default=None)


def _resolve(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A node whose references into the graph are replaced by what they name."""

    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(each) for each in value]
        if isinstance(value, dict) and "@id" in value and "name" not in value:
            return named.get(str(value["@id"]), value)
        return value

    return {
        key: follow(value) if key in ("author", "creator", "publisher", "image") else value
        for key, value in node.items()
    }


def _read_page(node: dict[str, Any], line: int) -> Iterator[Candidate]:
    """What a description of the page, not of an article, still says of who wrote it and when."""
    published = parse_page_date(_text(node.get("datePublished")))
    if published:
        yield Candidate(field="published", value=published, origin="json-ld:WebPage", rank=21, line=line)
    for name, is_person in _authors(node):
        yield Candidate(field="authors", value=name, origin="json-ld:WebPage", rank=25 if is_person else 45, line=line)


def _read_article(node: dict[str, Any], base: str, line: int) -> Iterator[Candidate]:
    def found(field: str, value: object, key: str, rank: int = _RANK) -> Iterator[Candidate]:
        if value:
            yield Candidate(field=field, value=value, origin=f"json-ld:{key}", rank=rank, line=line)

    yield from found("title", _text(node.get("headline")), "headline")
    for name, is_person in _authors(node):
        yield from found("authors", name, "author", _RANK if is_person else 44)
    yield from found("published", parse_page_date(_text(node.get("datePublished"))), "datePublished")
    yield from found("modified", parse_page_date(_text(node.get("dateModified"))), "dateModified")
    yield from found("language", _text(node.get("inLanguage")), "inLanguage")
    yield from found("section", next(iter(map(_text, _list(node.get("articleSection")))), ""), "articleSection")
    yield from found("summary", _text(node.get("description")), "description")
    publisher = next(iter(_list(node.get("publisher"))), None)
    yield from found("publisher", _name(publisher), "publisher")
    if isinstance(publisher, dict):
        yield from found("publisher_url", resolve_url(_text(publisher.get("url")), base), "publisher.url")
    yield from found("agency", _name(next(iter(_list(node.get("sourceOrganization"))), None)), "sourceOrganization")
    yield from found("license", resolve_url(_text(node.get("license")), base), "license")
    yield from found("copyright", _text(node.get("copyrightNotice")), "copyrightNotice")
    yield from found("original_url", resolve_url(_text(node.get("isBasedOn")), base), "isBasedOn")
    for keywords in _list(node.get("keywords")):
        for tag in _text(keywords).split(","):
            yield from found("tags", tag.strip(), "keywords")
    for image in _list(node.get("image"))[:1]:
        yield from found("images", _image(image, base), "image")


def _authors(node: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The names of the authors, each with whether it is said to be a person's."""
    for author in _list(node.get("author") or node.get("creator")):
        is_person = not (isinstance(author, dict) and "Organization" in str(author.get("@type")))
        for value in _list(author.get("name") if isinstance(author, dict) else author):
            for name in read_names(_text(value), stated=True):
                yield name, is_person


def _image(value: Any, base: str) -> Image | None:
    if isinstance(value, dict):
        src = resolve_url(_text(value.get("url") or value.get("contentUrl")), base)
        return (
            Image(src=src, caption=_text(value.get("caption")), credit=_text(value.get("creditText"))) if src else None
        )
    src = resolve_url(_text(value), base)
    return Image(src=src) if src else None


def _name(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """A string as a reader would see it: pages put HTML and entities into JSON."""
    if not isinstance(value, str):
        return ""
    value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # JSON may hold half an emoji
    text = parse_html(value).get_text(" ") if "<" in value or "&" in value else value
    return " ".join(text.split())
