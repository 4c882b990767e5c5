"""The tags that a page shows its reader: the links of a box that is called so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from sitegen.convert.metadata.outline import Outline, Spot, is_author_link, is_page_footer, nearest, short_text, squash
from sitegen.model import Candidate

_RANK = 25
"""Behind what the head of a page states, before what a line of its text says."""
_LONGEST_BOX = 900
_LONGEST_TAG = 60
_LONGEST_LABEL = 25
"""Characters: of all the text in a box, of one tag, of what is no link."""
_MOST = 25
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|teasers?|cards?|trending|popular|carousel|comments?|cloud)(?![a-z])",
    re.IGNORECASE,
)
"""Names of what stands about other stories."""
_NO_TAGS = frozenset(["category", "author", "bookmark"])
_MARKS = " \n\t:：,;|/·•#、，.-–—"


def find_tags(page: Outline, headline: Spot | None) -> Iterator[Candidate]:
    """The tags in the first box of them that is the article's."""
    seen: set[int] = set()
    for spot in page.tag_boxes:
        box = _box_of(spot.tag)
        if id(box) in seen or not _is_of_article(box, spot.at, headline):
            continue
        seen.add(id(box))
        names = _names_in(box)
        if len(names) >= _fewest(spot.tag):
            for name in names:
                yield Candidate(field="tags", value=name, origin="html:tags", rank=_RANK, line=box.sourceline or 0)
            return


def _box_of(tag: Tag) -> Tag:
    """The element that holds all the tags, where each is called one."""
    box = tag
    if box.name == "a" and box.parent is not None:
        box = box.parent
        if (box.name == "li" or len(box.find_all("a", limit=2)) == 1) and box.parent is not None:
            box = box.parent
    return box


def _fewest(tag: Tag) -> int:
    """One link alone may name the section, unless it is said to be a tag."""
    return 1 if tag.name != "a" or "tag" in _relations(tag) else 2


def _is_of_article(box: Tag, at: int, headline: Spot | None) -> bool:
    """Whether a box stands in the headline's article; where that is no element, below the headline."""
    article = nearest(headline.tag, "article") if headline else None
    inside = nearest(box, "article")
    if inside is not article or (article is None and (headline is None or at < headline.at)):
        return False
    if nearest(box, "nav") or nearest(box, "aside") or any(is_page_footer(each) for each in box.parents):
        return False
    around = (each for each in (box, *box.parents) if each is not article and each.name not in ("body", "html"))
    return not any(_ELSEWHERE.search(" ".join(each.attrs.get("class") or ())) for each in around)


def _names_in(box: Tag) -> list[str]:
    """The texts of the links of a box that holds nothing else but a label; of those that say so, where some do."""
    whole = short_text(box, _LONGEST_BOX)
    links = box.find_all("a", limit=_MOST + 1)
    rest = len(whole) - sum(len(squash(link.get_text(" "))) for link in links)
    if not whole or len(links) > _MOST or rest - 2 * len(links) > _LONGEST_LABEL:
        return []
    likely = [link for link in links if _may_be_tag(link)]
    said = [link for link in likely if "tag" in _relations(link)]
    names = [name for link in said or likely if (name := squash(link.get_text(" ")).strip(_MARKS))]
    return names if all(len(name) <= _LONGEST_TAG for name in names) else []


def _may_be_tag(link: Tag) -> bool:
    """Not a section, an author, the story's own date or its comments."""
    if not _NO_TAGS.isdisjoint(_relations(link)) or is_author_link(link) or link.find("time"):
        return False
    return "#" not in str(link.attrs.get("href") or "")


def _relations(link: Tag) -> frozenset[str]:
    return frozenset(link.attrs.get("rel") or ())
