"""A saved page to a draft."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag
from msgspec.structs import replace

from sitegen.convert.clean.shape import is_prose
from sitegen.convert.extract.page_features import Surroundings, surroundings_of
from sitegen.convert.metadata.evidence import find_evidence
from sitegen.convert.sources.furniture import find_settled, judge_element, name_reason
from sitegen.convert.sources.page_captions import find_captions
from sitegen.convert.sources.site_findings import SiteFindings, apply_site_rule, find_site_rule, judge_by_site
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.document.html_piece import Mark, Piece, Place
from sitegen.document.html_tree import parse_html_page
from sitegen.document.read_html import read_html
from sitegen.model import Code, Context, Draft, Quote, Source, Table

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
_OUTSIDE = Mark("outside", "source.outside-body")
_UNKNOWN = Mark("outside", "")


def parse_page(source: Source, sites: SiteRules) -> list[Draft]:
    """One draft: every block of the page with what its place says, and what the page says of the article."""
    page = parse_html_page(source.text)
    base = source.url or _find_base(page.tree, source.text)
    candidates = find_evidence(page.tree, base)
    rule = find_site_rule(sites, base)
    findings = apply_site_rule(page, rule) if rule else SiteFindings()
    judge = judge_by_site(findings, _judge_by_bodies(findings.bodies)) if rule else judge_element
    pieces = [_settle(piece) for piece in read_html(page.tree.body or page.tree, base, judge)]
    around = iter(surroundings_of([piece for piece in pieces if piece.mark is None]))
    named = _story_elements(findings)
    contexts = [_read_context(piece, piece.mark or next(around), named) for piece in pieces]
    for i in find_captions(pieces):
        contexts[i] = replace(contexts[i], caption=True)
    return [
        Draft(
            source=source,
            blocks=tuple(piece.block for piece in pieces),
            contexts=tuple(contexts),
            candidates=(*findings.candidates, *candidates),
            notices=findings.notices,
        )
    ]


def _settle(piece: Piece) -> Piece:
    """The piece, marked where its place and shape together leave no doubt that it is furniture."""
    if piece.mark or isinstance(piece.block, Quote | Table | Code) or is_prose(piece.text):
        return piece
    return piece._replace(mark=find_settled(piece.place))


def _read_context(piece: Piece, found: Mark | Surroundings, named: frozenset[int]) -> Context:
    if isinstance(found, Mark):
        return Context(category=found.category, rule=found.rule, is_story=False)
    reason = name_reason(piece.place) or _UNKNOWN
    return Context(
        hints=found.hints,
        weight=found.weight,
        category=reason.category,
        rule=reason.rule,
        is_story=_is_named(piece.place, named) if named else None,
    )


def _judge_by_bodies(bodies: tuple[Tag, ...]) -> Callable[[Tag], Mark | None]:
    """Where a source's rule names the elements that hold the story, all else is outside."""
    roots = {id(body) for body in bodies}
    around = roots | {id(parent) for body in bodies for parent in body.parents}

    def judge(tag: Tag) -> Mark | None:
        if id(tag) in around:
            return None
        inside = not roots or any(id(parent) in roots for parent in tag.parents)
        return judge_element(tag) if inside else _OUTSIDE

    return judge


def _story_elements(findings: SiteFindings) -> frozenset[int]:
    """The elements a source's rule says are the story, each known by the one dictionary that holds its attributes."""
    kept = [tag for tag in findings.tags if id(tag) in findings.kept]
    return frozenset(id(tag.attrs) for tag in (*findings.bodies, *kept)) if findings.bodies else frozenset()


def _is_named(place: Place, named: frozenset[int]) -> bool:
    return any(id(each.attrs) in named for each in place.chain())


def _find_base(tree: BeautifulSoup, text: str) -> str:
    """Where the page came from: its own base or canonical link, or the note a browser left when it saved it."""
    saved = _SAVED_FROM.search(text[:2000])
    if saved:
        return saved[1] or saved[2]
    for tag in (tree.find("base", href=True), tree.find("link", rel="canonical"), tree.find("meta", property="og:url")):
        if isinstance(tag, Tag):
            return str(tag.get("href") or tag.get("content") or "")
    return ""
