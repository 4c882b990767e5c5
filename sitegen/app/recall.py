"""A notice that is one only because its story is here; and others that carry a story that was withdrawn."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from sitegen.app.holdings import Holdings, Known
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.instruction import MAYBE
from sitegen.convert.metadata.lifecycle import Status
from sitegen.model import Article

_SHORTEST_TITLE = 8
"""Characters of a headline that is a story's own."""
_LONGEST_LABEL = 4
"""Words that a label has."""


def as_recalled(article: Article, known: Known | None, holdings: Holdings) -> tuple[Article, Known | None]:
    """The article as the notice it is, and its story: where it comes under the headline of that with the label of a
    kill or hold, in capitals, and under its id, or as a paste that has none. All others as they are."""
    said = next((found for found in article.evidence if found.field == MAYBE), None)
    if not said or article.lifecycle.status != "usable" or (known and known.status == "withdrawn"):
        return article, known
    title = fold_text(article.metadata.title)
    candidates = (known,) if known else holdings if article.item is None else ()
    found = {each.path: each for each in candidates if _is_labelled(title, each)}
    if len(found) != 1:
        return article, known
    story = next(iter(found.values()))
    notice = replace(
        article,
        metadata=replace(article.metadata, title=story.title),
        lifecycle=replace(article.lifecycle, status=cast(Status, said.value)),
        evidence=(*article.evidence, replace(said, field="status")),
    )
    return notice, story


def find_carriers(known: Known, holdings: Holdings) -> tuple[str, ...]:
    """A line for each content file that was found to carry the same story: its sender did not withdraw that, and a
    person has to say whether it stays."""
    main = known.origin.copy_of or known.path
    others = (each for each in holdings if each.path != known.path and each.status != "withdrawn")
    advice = 'set "status: withdrawn" in it unless its own sender still stands by it'
    return tuple(
        f"content/{each.path}: carries the story that was withdrawn as content/{known.path} ({advice})"
        for each in others
        if main in (each.path, each.origin.copy_of)
    )


def _is_labelled(title: str, known: Known) -> bool:
    """Whether a headline is that of a story and a label."""
    story = fold_text(known.title)
    if known.status == "withdrawn" or len(story) < _SHORTEST_TITLE or title == story:
        return False
    rest = title.removesuffix(story) if title.endswith(story) else title.removeprefix(story)
    return rest != title and 1 <= len(rest.split()) <= _LONGEST_LABEL
