"""Which line of an input is its headline."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.ruleset import Ruleset
from sitegen.convert.extract.headline import HeadlineModel, find_options, rows_of_options
from sitegen.model import Draft


def find_headline(draft: Draft, lines: Sequence[Line], rules: Ruleset, model: HeadlineModel) -> int | None:
    """The index of the headline: the block that says one of the titles a draft knows, or else the one that `model`
    takes for it, which a paste of little else than a story always has; a feed says what its headlines are."""
    known = {fold_text(str(c.value)) for c in draft.candidates if c.field == "title"}
    if known:
        return _find_said(lines, known)
    if draft.source.kind == "feed":
        return None
    options = find_options(lines, rules)
    chosen = model.choose(rows_of_options(draft, lines, options), always=all(line.state is None for line in lines))
    return None if chosen is None else options[chosen]


def _find_said(lines: Sequence[Line], known: set[str]) -> int | None:
    """The last line before the story that says a title, or else the first anywhere."""
    begin = next((i for i, line in enumerate(lines) if line.state == "story"), None)
    said = [i for i, line in enumerate(lines) if line.text and fold_text(line.text) in known]
    if begin is not None:
        return max((i for i in said if i <= begin), default=next(iter(said), None))
    told = next((i for i, line in enumerate(lines) if line.story and i > 0 and lines[i - 1].story), len(lines))
    return next((i for i in said if i <= told), None)
