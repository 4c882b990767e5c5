"""Which part of a page is the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bs4 import BeautifulSoup, Tag

from sitegen.convert.clean.shape import count_words
from sitegen.document.read_html import Mark

_FURNITURE = {
    "nav": Mark("ui", "html.nav"),
    "aside": Mark("ui", "html.aside"),
    "footer": Mark("ui", "html.footer"),
    "form": Mark("ui", "html.form"),
    "button": Mark("ui", "html.button"),
    "dialog": Mark("ui", "html.dialog"),
}
_ROLES = {
    role: Mark("ui", f"html.role-{role}")
    for role in ("navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "toolbar")
}
_CLASS_WORDS: tuple[tuple[frozenset[str], Mark], ...] = (
    (
        frozenset(["share", "sharing", "social", "sharebar", "sharedaddy", "addtoany", "shares"]),
        Mark("share", "html.class-share"),
    ),
    (frozenset(["newsletter", "signup", "subscribe"]), Mark("newsletter", "html.class-newsletter")),
    (frozenset(["donate", "donation", "donations"]), Mark("donation", "html.class-donation")),
    (
        frozenset(["related", "recommended", "readmore", "alsoread", "trending"]),
        Mark("related_tail", "html.class-related"),
    ),
    (frozenset(["comments", "comment", "disqus"]), Mark("comments", "html.class-comments")),
    (frozenset(["advert", "advertisement", "ads", "banner", "sponsored"]), Mark("ad_marker", "html.class-advert")),
    (frozenset(["cookie", "consent", "gdpr"]), Mark("cookie_consent", "html.class-consent")),
    (frozenset(["breadcrumb", "breadcrumbs", "pagination"]), Mark("ui", "html.class-navigation")),
)
_BODY_CLASSES = re.compile(r"(?:article|story|entry|post)[-_]*(?:body|content|text)", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
OUTSIDE = Mark("outside", "html.outside-article")


def select_article(tree: BeautifulSoup) -> Tag:
    """The element that holds the article: the innermost likely one that has nearly all of the page's prose."""
    body = tree.body or tree
    mass = _prose_mass(body)
    likely = [body, *tree.find_all(["main", "article"]), *tree.find_all(_is_body_element)]
    largest = max((mass.get(id(tag), 0) for tag in likely if tag is not body), default=0)
    if not largest or largest < 0.4 * mass.get(id(body), 0):
        return body
    good = [tag for tag in likely if tag is not body and mass.get(id(tag), 0) >= 0.85 * largest]
    return min(good, key=lambda tag: (_size(tag), -_depth(tag)))


def judge_element(article: Tag) -> Callable[[Tag], Mark | None]:
    """A judge for `read_html`: furniture inside the article, and everything outside of it."""
    inside = {id(article), *(id(parent) for parent in article.parents)}

    def judge(tag: Tag) -> Mark | None:
        if id(tag) in inside:
            return None
        furniture = _furniture_of(tag)
        if furniture or any(parent is article for parent in tag.parents):
            return furniture
        return OUTSIDE

    return judge


def _furniture_of(tag: Tag) -> Mark | None:
    if tag.name in _FURNITURE:
        return _FURNITURE[tag.name]
    role = str(tag.get("role") or "")
    if role in _ROLES:
        return _ROLES[role]
    words = frozenset(_WORD.findall(" ".join([*(tag.get_attribute_list("class")), str(tag.get("id") or "")]).lower()))
    mark = next((mark for names, mark in _CLASS_WORDS if words & names), None)
    return mark if mark and not _holds_story(tag) else None


def _holds_story(tag: Tag) -> bool:
    """A wrapper may be named for the share bar in it: an element with several paragraphs of prose is no furniture."""
    return sum(count_words(p.get_text(" ")) >= 25 for p in tag.find_all("p")) >= 3


def _is_body_element(tag: Tag) -> bool:
    if tag.get("itemprop") == "articleBody":
        return True
    names: Iterable[object] = [*tag.get_attribute_list("class"), tag.get("id")]
    return tag.name in ("div", "section") and any(_BODY_CLASSES.search(str(name)) for name in names if name)


def _prose_mass(body: Tag) -> dict[int, int]:
    """For each element the words of the visible paragraphs in it that are long enough to be prose."""
    mass: dict[int, int] = {}
    for p in body.find_all(["p", "blockquote", "li", "pre"]):
        words = count_words(p.get_text(" "))
        if words < 8 or (p.name in ("li", "blockquote") and p.find("p")):
            continue
        for parent in (p, *p.parents):
            mass[id(parent)] = mass.get(id(parent), 0) + words
    return mass


def _size(tag: Tag) -> int:
    return sum(1 for _ in tag.descendants)


def _depth(tag: Tag) -> int:
    return sum(1 for _ in tag.parents)
