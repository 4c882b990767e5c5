"""What the sender says is to be done with a story, from the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sitegen.convert.metadata.resolve import all_best, best
from sitegen.model import Candidate, Lifecycle

Status = Literal["usable", "withheld", "canceled", "advisory"]
GRAVITY: tuple[Status, ...] = ("canceled", "withheld", "advisory")
"""Of several things said, the one that keeps more from being published counts."""


def resolve_lifecycle(candidates: Sequence[Candidate]) -> Lifecycle:
    """From candidates for `status`, `version` (whole number), `embargo`, `expires` (ISO 8601) and `aliases` (paths)."""

    def value(field: str) -> str | None:
        winner = best(candidates, field)
        return str(winner.value) if winner else None

    said = {c.value for c in candidates if c.field == "status"}
    version = value("version")
    return Lifecycle(
        status=next((status for status in GRAVITY if status in said), "usable"),
        version=int(version) if version and version.isdecimal() else None,
        from_=value("embargo"),
        until=value("expires"),
        aliases=all_best(candidates, "aliases"),
    )
