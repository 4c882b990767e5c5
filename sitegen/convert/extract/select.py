"""Which blocks of an input are the story: the line model asked about a draft."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.ruleset import Match
from sitegen.convert.extract.features import Row, Unit, features_of
from sitegen.convert.extract.model import LineModel, State
from sitegen.model import Draft, Figure, ListBlock


def select_story(draft: Draft, lines: Sequence[Line], model: LineModel) -> list[Line]:
    """The lines with their states, and for those left out the features that decided."""
    asked = [i for i, line in enumerate(lines) if line.context.is_story is not False]
    rows = features_of(units_of(draft, [lines[i] for i in asked]))
    states = model.choose(rows, [lines[i].context.is_story for i in asked])
    chosen: dict[int, Line] = {}
    for i, row, state in zip(asked, rows, states, strict=True):
        why = "" if state == "story" else _explain(model, row, state)
        chosen[i] = lines[i]._replace(state=state, why=why)
    return [chosen.get(i) or line for i, line in enumerate(lines)]


def units_of(draft: Draft, lines: Sequence[Line]) -> list[Unit]:
    """The lines as the model sees them."""
    titles = {fold_text(str(c.value)) for c in draft.candidates if c.field == "title"}
    units: list[Unit] = []
    end = 0
    for line in lines:
        block = line.block
        text = line.text or (block.caption if isinstance(block, Figure) else "")
        units.append(
            Unit(
                text=text.replace("\n", " "),
                categories=tuple(sorted({_category(match) for match in line.matches})),
                gap=block.line != end + 1,
                items=len(block.items) if isinstance(block, ListBlock) else 0,
                kind=str(block.__struct_config__.tag),
                weight=line.context.weight,
                is_title=bool(titles) and fold_text(text) in titles,
                hints=line.context.hints,
            )
        )
        end = block.end_line or block.line
    return units


def _category(match: Match) -> str:
    """The category of a match, with a `-` where it would take the line out."""
    return f"-{match.category}" if match.rule.action == "remove" else match.category


def _explain(model: LineModel, row: Row, state: State) -> str:
    """What spoke loudest against a line, and how loud."""
    return ", ".join(f"{reason.feature} {reason.weight / 100:+.1f}" for reason in model.reasons(row, state))
