"""One place that weighs the evidence: for each field the candidate of the lowest rank wins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.metadata.language import written_language
from sitegen.convert.metadata.weigh import weigh_authors, weigh_published
from sitegen.model import Candidate, Image, Metadata


def best(candidates: Sequence[Candidate], field: str) -> Candidate | None:
    """The winning evidence for `field`: the lowest rank, and among equals the first."""
    return min((c for c in candidates if c.field == field), key=lambda c: c.rank, default=None)


def all_best(candidates: Sequence[Candidate], field: str) -> tuple[Any, ...]:
    """All values of the winning rank, each once: for fields that hold several."""
    winner = best(candidates, field)
    rank = winner.rank if winner else 0
    values = [c.value for c in candidates if c.field == field and c.rank == rank]
    return tuple({fold_text(v) if isinstance(v, str) else repr(v): v for v in reversed(values)}.values())[::-1]


def resolve_metadata(candidates: Sequence[Candidate]) -> Metadata:
    """The metadata that the evidence gives; what nobody said stays empty."""

    def value(field: str) -> Any:
        winner = best(candidates, field)
        return winner.value if winner else None

    language = value("language")
    published = weigh_published(candidates)
    return Metadata(
        title=value("title") or "",
        authors=weigh_authors(candidates),
        published=published,
        modified=_changed(value("modified"), published),
        language=written_language(language) if language else None,
        site_name=value("site_name") or _stated_site(candidates) or value("publisher"),
        canonical_url=value("canonical_url") or value("original_url"),
        section=value("section"),
        tags=all_best(candidates, "tags"),
        summary=value("summary"),
        images=_images(candidates),
    )


def _stated_site(candidates: Sequence[Candidate]) -> str | None:
    """What the site calls itself; its publisher may be a firm of another name. An address is no name."""
    names = (str(c.value) for c in candidates if c.origin == "meta:og:site_name")
    return next((name for name in names if " " in name or "." not in name), None)


def _changed(modified: str | None, published: str | None) -> str | None:
    """The date of the last change; none where it is the moment of publication said again, in another zone perhaps."""
    if modified and published and len(modified) > 10 and len(published) > 10:
        moments = datetime.fromisoformat(modified), datetime.fromisoformat(published)
        aware = {bool(moment.tzinfo) for moment in moments}
        return None if len(aware) == 1 and moments[0] == moments[1] else modified
    return None if modified == published else modified


def _images(candidates: Sequence[Candidate]) -> tuple[Image, ...]:
    """Each picture once, what is said of it in several places put together; the lead one first."""
    images: list[Image] = []
    for candidate in sorted((c for c in candidates if c.field == "images"), key=lambda c: c.rank):
        image = candidate.value
        known = next((i for i, seen in enumerate(images) if seen.src and seen.src == image.src), None)
        if known is None:
            images.append(image)
        else:
            seen = images[known]
            images[known] = replace(
                seen,
                alt=seen.alt or image.alt,
                caption=seen.caption or image.caption,
                credit=seen.credit or image.credit,
            )
    return tuple(image for image in images if not _is_repeated_credit(image, images))


def _is_repeated_credit(image: Image, images: Sequence[Image]) -> bool:
    """Whether all that is known of a picture is who took it, and another one says so too."""
    if image.src or image.caption:
        return False
    credit = fold_text(image.credit)
    return any(fold_text(other.credit) == credit for other in images if other.src or other.caption)
