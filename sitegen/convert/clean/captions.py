"""Captions put together: with the picture above them on a page, with the credit below them in a paste."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.shape import is_prose
from sitegen.convert.metadata.caption import is_credit_alone
from sitegen.model import Figure, Paragraph, SourceKind

_LONGEST = 400
"""Characters."""


class Joined(NamedTuple):
    """The lines, each caption one with what belongs to it, and where the headline is now."""

    lines: list[Line]
    headline: int | None


def join_captions(lines: Sequence[Line], headline: int | None, kind: SourceKind) -> Joined:
    """Join what the layout had parted. It comes after the story is known, so that each part is judged by itself."""
    pasted = kind == "text"
    joined: list[Line] = []
    at: int | None = None
    for i, line in enumerate(lines):
        if i == headline:
            at = len(joined)
        above = joined[-1] if joined else None
        if above and line.context.caption and isinstance(above.block, Figure):
            joined[-1] = _add_words(above, above.block, line)
        elif pasted and above and at != len(joined) - 1 and _is_credit_below(lines, i, headline):
            figure = Figure(caption=f"{above.text}\n{line.text}", line=above.block.line, end_line=line.block.end_line)
            joined[-1] = line._replace(block=figure, text="", matches=above.matches, story=False)
        else:
            joined.append(line)
    return Joined(joined, at)


def _add_words(above: Line, figure: Figure, line: Line) -> Line:
    words = "\n".join(filter(None, (figure.caption, line.text)))
    return above._replace(block=replace(figure, caption=words, end_line=line.block.end_line or line.block.line))


def _is_credit_below(lines: Sequence[Line], i: int, headline: int | None) -> bool:
    """Whether line `i` of a paste only says who took the picture that the line above it describes.

    The two stand together, apart from what is above; or they are all there is below the headline, and no sentences.
    """
    credit, words = lines[i], lines[i - 1]
    if not isinstance(credit.block, Paragraph) or not isinstance(words.block, Paragraph):
        return False
    if words.matches or len(words.text) > _LONGEST or not is_credit_alone(credit.text, credit.matches):
        return False
    opens = i == 1 or i - 2 == headline
    if words.block.end_line + 1 == credit.block.line:
        return opens or lines[i - 2].block.end_line + 1 < words.block.line
    return opens and headline is not None and not is_prose(words.text)
