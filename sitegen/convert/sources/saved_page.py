"""A page that came packed, with its address: in a web archive, a newsletter, a word processor's file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.convert.sources.html import parse_page
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.document.blocks import map_figures
from sitegen.document.links import host_of, resolve_url
from sitegen.model import AnyBlock, Candidate, Context, Draft, Figure, Image, Source

PAGE_TYPES = ("text/html", "application/xhtml+xml")
"""The media types of pages."""
PACKED_PICTURE = "https://packed.invalid/"
"""Stands for a picture that is in the pack and has no address; no such host can be (RFC 2606)."""
_CID = re.compile(r"""(\ssrc[ \t]{0,4}=[ \t]{0,4}["']?)cid:""", re.IGNORECASE)
_WEAK = 30


def read_saved_page(source: Source, html: str, address: str, sites: SiteRules) -> Draft:
    """The draft of a page that was saved from `address`. What the page itself says of its address counts more; what
    the user said, in `source.url`, most."""
    text = _CID.sub(rf"\1{PACKED_PICTURE}", html)
    address = resolve_url(address) if address.startswith(("http://", "https://")) else ""
    page = replace(source, kind="html", text=text, url=source.url or address, data=b"")
    (draft,) = parse_page(page, sites)
    origin = Candidate(field="canonical_url", value=address, origin="pack:address", rank=_WEAK)
    draft = replace(
        draft,
        source=replace(page, url=source.url),
        candidates=(*_without_packed(draft.candidates), *((origin,) if host_of(address) else ())),
    )
    return leave_pictures(draft)


def leave_pictures(draft: Draft) -> Draft:
    """The draft with its packed pictures left without an address, for their captions; others are left out."""
    blocks = map_figures(draft.blocks, _without_address)
    contexts = draft.contexts or (Context(),) * len(blocks)
    told = (*(context.caption for context in contexts[1:]), False)
    kept = [i for i, block in enumerate(blocks) if not _is_blank(block) or told[i]]
    return replace(
        draft,
        blocks=tuple(blocks[i] for i in kept),
        contexts=tuple(contexts[i] for i in kept) if draft.contexts else (),
    )


def _without_address(figure: Figure) -> Figure:
    return replace(figure, src="") if figure.src.startswith(PACKED_PICTURE) else figure


def _is_blank(block: AnyBlock) -> bool:
    return isinstance(block, Figure) and not (block.src or block.caption or block.credit)


def _without_packed(candidates: tuple[Candidate, ...]) -> Iterator[Candidate]:
    for candidate in candidates:
        value = candidate.value
        if not (isinstance(value, Image) and (value.src or "").startswith(PACKED_PICTURE)):
            yield candidate
