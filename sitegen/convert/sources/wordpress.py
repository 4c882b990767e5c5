"""What WordPress puts into a story's HTML: paragraphs it leaves to blank lines, comments for its editor, shortcodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from sitegen.convert.metadata.instant import parse_instant
from sitegen.convert.sources.shortcodes import expand_shortcodes
from sitegen.document.html_tree import parse_html
from sitegen.document.read_html import read_html
from sitegen.model import AnyBlock

Gallery = Callable[[tuple[int, ...]], str]
"""The HTML of the pictures with these numbers, of all the post's where there are none."""

_BLOCK = "<!-- wp:"
_TOKENS = re.compile(r"(<[^<>]*>|\n\s*)")
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_ADDRESS_ALONE = re.compile(r"(?m)^(?:[ \t]*<p>)?[ \t]*(https?://[^\s<>\"'\[\]]{4,2000}+)[ \t]*(?:</p>[ \t]*)?$")
_BLOCK_LEVEL = frozenset(
    """
    address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr iframe img li main nav ol p pre section summary table tbody td tfoot th thead tr
    ul video
    """.split()  # noqa: SIM905 (a list would take a page)
)
_NEVER = "0000"
"""How WordPress writes the date of what is not yet published."""
_FARTHEST_ZONE = timedelta(hours=14)


def read_wordpress(html: str, base: str = "", gallery: Gallery | None = None) -> tuple[AnyBlock, ...]:
    """The blocks of a story as WordPress stores it."""
    has_blocks = _BLOCK in html
    html = expand_shortcodes(_drop_comments(html), gallery)
    html = _ADDRESS_ALONE.sub(_link, html)
    return _read(_add_breaks(html, single=not has_blocks), base)


def read_rendered(html: str, base: str = "") -> tuple[AnyBlock, ...]:
    """The blocks of a story as WordPress shows it; shortcodes of plugins that are gone stand in it all the same."""
    return _read(expand_shortcodes(html, None), base)


def parse_post_date(local: str, gmt: str) -> str | None:
    """The instant of a post, in the zone of its newsroom, which the two dates tell apart."""
    here = parse_instant(local) if not local.startswith(_NEVER) else None
    there = parse_instant(gmt) if not gmt.startswith(_NEVER) else None
    if not there or len(there) <= 10:
        return here
    moment = datetime.fromisoformat(there.replace("Z", "")).replace(tzinfo=None)
    utc = moment.isoformat() + "Z"
    if not here or len(here) <= 10:
        return utc
    wall = datetime.fromisoformat(here.replace("Z", "")).replace(tzinfo=None)
    offset = wall - moment
    if offset % timedelta(minutes=15) or abs(offset) > _FARTHEST_ZONE:
        return utc
    return wall.replace(tzinfo=timezone(offset)).isoformat() if offset else utc


def _read(html: str, base: str) -> tuple[AnyBlock, ...]:
    tree = parse_html(html)
    for box in tree.find_all(class_="wp-caption"):
        words = box.find(class_="wp-caption-text")
        if words:  # themes before HTML5 write div and p
            box.name, words.name = "figure", "figcaption"
    return tuple(piece.block for piece in read_html(tree, base))


def _drop_comments(html: str) -> str:
    """Without the editor's comments. One that does not end loses nothing but its mark."""
    kept = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join((*kept, html[start:].replace("<!--", "")))
        at = end + 3
    return "".join((*kept, html[at:]))


def _link(hit: re.Match[str]) -> str:
    """An address alone on its line, which WordPress shows as what is there."""
    return f'<p><a href="{hit[1]}">{hit[1]}</a></p>'


def _add_breaks(html: str, *, single: bool) -> str:
    """Line ends as WordPress shows them: a blank line parts paragraphs, a line end without one is a break.

    Blocks of the newer editor have their paragraphs marked; between them only blank lines count."""
    tokens = _TOKENS.split(html)
    preformatted = False
    for i, token in enumerate(tokens):
        if token[:4].lower() == "<pre" or token[:5].lower() == "</pre":
            preformatted = token[1] != "/"
        elif token[:1] == "\n" and i % 2 and not preformatted:
            if token.count("\n") > 1:
                tokens[i] = "\n<br><br>\n"
            elif single and not _at_block(tokens, i):
                tokens[i] = "\n<br>"
    return "".join(tokens)


def _at_block(tokens: list[str], i: int) -> bool:
    """Whether the line end is before or after a block, where it means nothing."""
    before = tokens[i - 1] or (tokens[i - 2] if i > 1 else "")
    after = tokens[i + 1] or (tokens[i + 2] if i + 2 < len(tokens) else "")
    names = (_NAME.match(before), _NAME.match(after))
    return not before or not after or any(name and name[1].lower() in _BLOCK_LEVEL for name in names)
