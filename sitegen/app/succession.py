"""Versions of a story that came under another id, told by a mark at the headline: which is later, and its dates."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from sitegen.app.holdings import Holdings, Known
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar
from sitegen.convert.metadata.version_mark import CORRECTION
from sitegen.document.write_markdown import format_markdown
from sitegen.model import Article, Attribution, FrontMatter, Party

_SHORTEST_TITLE = 8
"""Characters: what is headed with less may be a column of every day."""
_LIFETIME = timedelta(days=7)
"""Agencies take a story up again within hours; a headline comes again after a year."""


def revision_of(article: Article) -> str | None:
    """What the mark at an article's headline says: `update` or `correction`."""
    return next((str(found.value) for found in article.evidence if found.field == "revision"), None)


def find_predecessor(article: Article, holdings: Holdings) -> Known | None:
    """The story of which an article is another version though their ids differ: one of them is marked so, and they have
    their headline, sender and text in common."""
    title = fold_text(article.metadata.title)
    known = holdings.find("title", title) if len(title) >= _SHORTEST_TITLE else None
    if not known or known.status == "withdrawn" or fold_text(known.title) != title:
        return None
    if not (revision_of(article) or known.origin.revision):
        return None
    file = holdings.read(known)
    if not (known.origin.seed == article.source or _share_sender(article, known, file.front)):
        return None
    if not _is_near(article.metadata.published, file.front.date):
        return None
    url = article.metadata.canonical_url or article.attribution.original_url
    is_same = url is not None and url == known.url
    return known if is_same or is_similar(file.body, format_markdown(article.blocks)) else None


def is_older(article: Article, known: Known, holdings: Holdings) -> bool:
    """Whether what is here is a later version than what came."""
    before, version = known.origin.version, article.lifecycle.version
    revision = revision_of(article)
    is_item = article.item == known.origin.item and (article.item or article.source == known.origin.seed)
    if is_item or not (revision or known.origin.revision):
        return before is not None and version is not None and version < before
    if revision and before is not None and version is not None and version != before:
        return version < before
    front = holdings.read(known).front
    came = _moment(article.metadata.modified or article.metadata.published)
    was = _moment(front.updated or front.date)
    if came and was and came != was:
        return came < was
    if not revision:
        return True
    return version is not None and version == before and revision != CORRECTION


def with_dates_of(article: Article, known: Known | None, holdings: Holdings) -> Article:
    """A later version of a story under another id: the story came out when its first version did, and changed when
    this one did."""
    if not known or not revision_of(article):
        return article
    first, this = holdings.read(known).front.date, article.metadata.published
    if not first or (this and not _is_later(this, first)):
        return article
    modified = article.metadata.modified or (this if this != first else None)
    return replace(article, metadata=replace(article.metadata, published=first, modified=modified))


def version_after(article: Article, known: Known | None) -> tuple[int | None, str | None]:
    """The version and revision to remember: they never go back."""
    version, revision = article.lifecycle.version, revision_of(article)
    before = known.origin if known else None
    if not before or not (revision or before.revision):
        return version, revision
    return max(filter(None, (version, before.version)), default=None), revision or before.revision


def keep_notation(article: Article, front: FrontMatter) -> Article:
    """An article whose dates that are moments we know are written as we wrote them: another zone is no change."""
    meta, life, window = article.metadata, article.lifecycle, front.publish
    return replace(
        article,
        metadata=replace(
            meta, published=_as_written(meta.published, front.date), modified=_as_written(meta.modified, front.updated)
        ),
        lifecycle=replace(
            life,
            from_=_as_written(life.from_, window.from_ if window else None),
            until=_as_written(life.until, window.until if window else None),
        ),
    )


def _as_written(new: str | None, old: str | None) -> str | None:
    moment = _moment(new)
    return old if moment and moment == _moment(old) else new


def _is_later(this: str, first: str) -> bool:
    one, other = _moment(first), _moment(this)
    return other > one if one and other else this[:10] >= first[:10]


def _moment(value: str | None) -> datetime | None:
    """The moment of a date that says its time and zone."""
    moment = datetime.fromisoformat(value) if value and len(value) > 10 else None
    return moment if moment and moment.tzinfo else None


def _is_near(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    days = (datetime.fromisoformat(value[:10]) for value in (one, other))
    return abs(next(days) - next(days)) <= _LIFETIME


def _share_sender(article: Article, known: Known, front: FrontMatter) -> bool:
    """Whether the same outlet sent both, or the same agency where no outlet is named; pastes may name nobody."""
    mine, theirs = article.attribution, front.attribution or Attribution()
    for role in ("publisher", "agency"):
        one, other = _names(mine.chain, role), _names(theirs.chain, role)
        if one and other:
            return one == other
    return article.item is None and known.origin.item is None


def _names(chain: tuple[Party, ...], role: str) -> set[str]:
    return {fold_text(party.name) for party in chain if party.role == role}
