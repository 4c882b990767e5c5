"""What becomes of a block, and the ledger all fates add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.link_notes import Cut
from sitegen.document.blocks import all_blocks, text_of
from sitegen.model import AnyBlock, Candidate, Figure, Moved, Notice, Record, Removal


class Fate(NamedTuple):
    """`keep` is what stays of a block; else its text goes to the metadata `field`; else it is removed."""

    keep: AnyBlock | None = None
    field: str = ""
    moved: str = ""
    category: str = ""
    rule: str = ""
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    cuts: tuple[Cut, ...] = ()
    """What was taken out of `keep`."""


class Cleaned(Record, frozen=True, kw_only=True):
    """What became of a draft: each of its words is in one of `blocks`, `moved` and `removed`."""

    blocks: tuple[AnyBlock, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Removal, ...]
    candidates: tuple[Candidate, ...]
    notices: tuple[Notice, ...]
    cuts: tuple[Removal, ...] = ()
    """Those of `removed` that stood between two of `blocks`."""


def settle(fates: Iterable[tuple[Line, Fate]], notices: tuple[Notice, ...]) -> Cleaned:
    """The fates, sorted into body, metadata and ledger."""
    blocks: list[AnyBlock] = []
    moved: list[Moved] = []
    removed: list[Removal] = []
    candidates: list[Candidate] = []
    before: list[int] = []
    """How many blocks stand before each removal."""
    for line, fate in fates:
        first, last = line.block.line, line.block.end_line or line.block.line
        candidates += fate.candidates
        text = _visible_text(line.block)
        if fate.keep is not None:
            blocks.append(fate.keep)
            for cut in fate.cuts:
                before.append(0)  # a cut in a block, and not between two
                number = f"r{len(removed) + 1}"
                removed.append(Removal(number, cut.text, cut.category, cut.rule, first, last))
        elif fate.field:
            whole = text if fate.moved == line.text else fate.moved
            moved.append(Moved(field=fate.field, text=whole, rule=fate.rule, line=first, end_line=last))
        elif text:
            number = f"r{len(removed) + 1}"
            before.append(len(blocks))
            removed.append(
                Removal(
                    id=number,
                    text=text,
                    category=fate.category,
                    rule=fate.rule,
                    line=first,
                    end_line=last,
                    why=fate.why,
                )
            )
    return Cleaned(
        blocks=tuple(blocks),
        moved=tuple(moved),
        removed=tuple(removed),
        candidates=tuple(candidates),
        notices=notices,
        cuts=tuple(cut for cut, kept in zip(removed, before, strict=True) if 0 < kept < len(blocks)),
    )


def _visible_text(block: AnyBlock) -> str:
    """The text of a block with the captions of the figures in it."""
    figures = [each for each in all_blocks([block]) if isinstance(each, Figure)]
    return " ".join(filter(None, [text_of(block), *(part for each in figures for part in (each.caption, each.credit))]))
