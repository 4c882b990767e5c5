"""The furniture of a page: what is plainly no story, and what the names of elements say about the rest."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import Tag

from sitegen.convert.clean.shape import count_words
from sitegen.convert.extract.page_features import categories_around
from sitegen.document.html_piece import Mark, Place

_ELEMENTS = {
    "nav": Mark("ui", "html.nav"),
    "footer": Mark("ui", "html.footer"),
    "button": Mark("ui", "html.button"),
    "dialog": Mark("ui", "html.dialog"),
}
_ROLES = {
    role: Mark("ui", f"html.role-{role}")
    for role in ("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar")
}
_NAMED = {
    "share": Mark("share", "html.class-share"),
    "newsletter": Mark("newsletter", "html.class-newsletter"),
    "comment": Mark("comments", "html.class-comments"),
    "related": Mark("related_tail", "html.class-related"),
    "ad": Mark("ad_marker", "html.class-advert"),
    "modal": Mark("cookie_consent", "html.class-overlay"),
    "nav": Mark("ui", "html.class-navigation"),
    "side": Mark("ui", "html.class-sidebar"),
    "foot": Mark("ui", "html.class-footer"),
}
_LOGO = Mark("ui", "html.logo")
_LOGO_NAME = re.compile(r"(?<![a-z])logo(?![a-z])", re.IGNORECASE)
_NEAR = 4
"""Elements around a picture that may be called its site's logo."""
_SETTLED = frozenset(
    [
        "html.aside",
        "html.class-share",
        "html.class-newsletter",
        "html.class-comments",
        "html.class-related",
        "html.class-advert",
        "html.class-navigation",
    ]
)
_FEWEST_WORDS = 25
_FEWEST_PARAGRAPHS = 3


def judge_element(tag: Tag) -> Mark | None:
    """Why an element and all in it is no story, where its name or role settles that."""
    mark = _ELEMENTS.get(tag.name)
    if mark is None and tag.attrs:
        mark = _ROLES.get(str(tag.attrs.get("role") or ""))
    return mark if mark and not _holds_story(tag) else None


def name_reason(place: Place) -> Mark | None:
    """What a block is by the names around it, if it is none of the story: a reason, not a verdict."""
    if any(map(_is_logo, islice(place.chain(), _NEAR))):
        return _LOGO
    if any(each.name == "aside" for each in place.chain()):
        return Mark("ui", "html.aside")
    found = categories_around(place)
    return next((mark for name, mark in _NAMED.items() if name in found), None)


def find_settled(place: Place) -> Mark | None:
    """Why a block that is no prose is no story: of those beside share bars and in lists of related stories hardly one
    in a hundred is. Prose is found under any name, and is for the line model to judge."""
    mark = name_reason(place)
    return mark if mark and mark.rule in _SETTLED else None


def _is_logo(place: Place) -> bool:
    """Whether an element is called a logo, or is a link to the site's front page."""
    attrs = place.attrs
    if place.name == "a" and attrs.get("href") == "/":
        return True
    return any(_LOGO_NAME.search(name) for name in (*(attrs.get("class") or ()), str(attrs.get("id") or "")))


def _holds_story(tag: Tag) -> bool:
    """Pages put anything anywhere: an element with several paragraphs of prose is no furniture."""
    long = 0
    for paragraph in tag.find_all("p"):
        long += count_words(paragraph.get_text(" ")) >= _FEWEST_WORDS
        if long >= _FEWEST_PARAGRAPHS:
            return True
    return False
