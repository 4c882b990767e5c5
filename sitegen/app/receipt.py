"""`sitegen receipt`: what arrived, what became of it, and what was built, for a licensor who asks."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from sitegen.app.convert import convert_seed
from sitegen.app.knowledge import load_knowledge
from sitegen.app.profiles import load_profiles
from sitegen.app.site import find_content, load_config
from sitegen.app.versions import list_seed_versions, read_seed_version
from sitegen.convert.ledger import Entry, list_entries, summarize
from sitegen.digest import digest_bytes, digest_text
from sitegen.document.write_markdown import format_markdown
from sitegen.errors import ContentError
from sitegen.frontmatter import split_content, without_origin
from sitegen.model import Article, Attribution, FrontMatter, Origin, Record
from sitegen.model.profile import Profile
from sitegen.publish.config import SiteConfig
from sitegen.publish.index import Clock, is_published
from sitegen.publish.page import Page, parse_page
from sitegen.publish.rights import find_profile
from sitegen.shell.files import read_bytes, read_text
from sitegen.shell.package import version

_WITHDRAWN = "it is withdrawn"
_LONGEST = 72
"""Characters of a piece of text that a line of the receipt shows."""


class File(Record, frozen=True):
    """A file as it is now: its bytes counted and their SHA-256 (FIPS 180-4), which `sha256sum` prints too."""

    path: str
    size: int
    sha256: str


class Piece(Record, frozen=True):
    """A piece of the input that is not in the body: where it stood, what it is, which rule said so, its text."""

    line: int
    end_line: int
    what: str
    rule: str
    text: str


class Arrived(Record, frozen=True):
    """The seed a story came in, when it first came, and the sender's id and version of it. `is_same` is false where the
    seed changed since and the version of then is not kept; `lines` are those that the story takes of a seed of its
    own."""

    seed: File | None
    first: str
    item: str | None = None
    version: int | None = None
    is_same: bool = False
    lines: tuple[int, int] | None = None


class Terms(Record, frozen=True):
    parties: tuple[str, ...] = ()
    original: str | None = None
    license: str | None = None
    profile: str | None = None


class Words(Record, frozen=True):
    """Words of the seed by what became of them, as the ledger of its conversion counts them."""

    kept: int = 0
    moved: int = 0
    removed: int = 0


class Receipt(Record, frozen=True, kw_only=True):
    """`words` are None where what arrived can no longer be read. `is_edited` says whether the file is another than
    import wrote, `added` and `taken` how many lines of the body are other than the seed gives today; `built` is None
    where the story is in no output, and `why_not` says why."""

    program: str
    arrived: Arrived
    terms: Terms
    words: Words | None = None
    moved: tuple[Piece, ...] = ()
    removed: tuple[Piece, ...] = ()
    content: File
    is_edited: bool = False
    added: int = 0
    taken: int = 0
    address: str
    built: File | None
    why_not: str


def make_receipt(site: Path, path: Path, output: Path | None = None, now: datetime | None = None) -> Receipt:
    """The receipt of the content file at `path`.

    Raises ContentError for one that no import wrote, SourceError where its seed cannot be read."""
    config = load_config(site)
    shown = f"content/{find_content(site, path)}"
    text = read_text(site / shown, shown)
    page = parse_page(shown.removeprefix("content/"), text)
    origin = page.front.origin
    if origin is None:
        raise ContentError("was written by hand: nothing arrived", shown, hint="a receipt is of what was imported")
    data = _find_seed(site, origin)
    article = _convert_again(site, config, origin, data) if data is not None else None
    profile = find_profile(page, load_profiles(site))
    why_not = _why_not_shown(config, page, profile, now or datetime.now(UTC))
    built = (output or site / "public") / page.url / "index.html"
    if not why_not and not built.is_file():
        why_not = "the site was not built since it came"
    receipt = Receipt(
        program=f"sitegen {version()}",
        arrived=_tell_arrival(origin, data, article),
        terms=_tell_terms(page.front, profile),
        content=_file(shown, text.encode()),
        is_edited=page.front.status != "withdrawn" and digest_text(without_origin(text)) != origin.written,
        address=config.base_url.rstrip("/") + "/" + page.url,
        built=None if why_not else _file(f"{page.url}index.html", built.read_bytes()),
        why_not=why_not,
    )
    return _with_ledger(receipt, article, split_content(text)[1]) if article else receipt


def _tell_arrival(origin: Origin, data: bytes | None, article: Article | None) -> Arrived:
    entries = list_entries(article) if article and article.item is None else ()
    lines = [(entry.line, entry.end_line) for entry in entries if entry.line]
    return Arrived(
        seed=_file(origin.seed, data) if data is not None else None,
        first=origin.imported,
        item=origin.item,
        version=origin.version,
        is_same=data is not None and digest_bytes(data) == origin.digest,
        lines=(min(first for first, _ in lines), max(last for _, last in lines)) if lines else None,
    )


def _tell_terms(front: FrontMatter, profile: Profile | None) -> Terms:
    attribution = front.attribution or Attribution()
    return Terms(
        parties=tuple(f"{party.name} ({party.role})" for party in attribution.chain),
        original=attribution.original_url,
        license=attribution.license,
        profile=profile.id if profile else None,
    )


def _with_ledger(receipt: Receipt, article: Article, body: str) -> Receipt:
    words = summarize(article)
    entries = list_entries(article)
    before, after = (_lines(text) for text in (format_markdown(article.blocks), body))
    changes = [line[:1] for line in difflib.ndiff(before, after)]
    return replace(
        receipt,
        words=Words(words.kept, words.moved, sum(words.removed.values())),
        moved=tuple(_piece(entry) for entry in entries if entry.fate == "moved"),
        removed=tuple(_piece(entry) for entry in entries if entry.fate == "removed"),
        added=changes.count("+"),
        taken=changes.count("-"),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _find_seed(site: Path, origin: Origin) -> bytes | None:
    """The seed as it was when the story was written from it, else as it is; None where it is gone."""
    path = site / origin.seed
    data = read_bytes(path, origin.seed) if path.is_file() else None
    if data is not None and digest_bytes(data) == origin.digest:
        return data
    for each in list_seed_versions(site, origin.seed):
        if origin.digest.startswith(each.digest):
            return read_seed_version(each)
    return data


def _convert_again(site: Path, config: SiteConfig, origin: Origin, data: bytes) -> Article | None:
    """The article as the seed gives it today; None where the seed no longer holds it."""
    articles = convert_seed(config, origin.seed, data, load_knowledge(site))
    return next((article for article in articles if article.item == origin.item), None)


def _why_not_shown(config: SiteConfig, page: Page, profile: Profile | None, now: datetime) -> str:
    """Why a build of now does not show the page; empty where it does."""
    if page.front.draft:
        return "it is a draft"
    if page.front.status != "published":
        return f"it is {page.front.status}"
    clock = Clock(now, drafts=False, future=False)
    is_due = is_published(page, clock, ZoneInfo(config.timezone), profile)
    return "" if is_due else "its time has not come, or is over"


def _file(path: str, data: bytes) -> File:
    return File(path, len(data), hashlib.sha256(data).hexdigest())


def _piece(entry: Entry) -> Piece:
    return Piece(entry.line, entry.end_line, entry.where, entry.rule, entry.text)


def receipt_to_json(receipt: Receipt) -> bytes:
    """The receipt as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(receipt), indent=2) + b"\n"


def format_receipt(receipt: Receipt) -> Iterator[str]:
    """The receipt for people, a line each."""
    arrived, terms, words = receipt.arrived, receipt.terms, receipt.words
    yield f"{receipt.content.path}, by {receipt.program}"
    yield f"arrived   {arrived.first}"
    yield from _format_seed(arrived)
    yield f"from      {', '.join(terms.parties) or 'nobody is named'}"
    yield f"          original {terms.original or 'unknown'}"
    yield f"terms     {terms.license or 'no licence is named'}; profile {terms.profile or 'unknown'}"
    if words:
        total = words.kept + words.moved + words.removed
        yield f"words     {total} arrived = {words.kept} kept + {words.moved} moved + {words.removed} removed"
    else:
        yield f"words     not known: {'its seed holds it no more' if arrived.seed else 'its seed is gone'}"
    for title, pieces in (("moved", receipt.moved), ("removed", receipt.removed)):
        for number, piece in enumerate(pieces):
            lines = f"{piece.line}-{piece.end_line}" if piece.end_line > piece.line else str(piece.line)
            label = "" if number else title
            yield f"{label:<9} {lines:>7}  {piece.what} ({piece.rule}): {_shorten(piece.text)}"
    yield f"story     {_show(receipt.content)}; {_tell_edits(receipt)}"
    yield f"built     {_show(receipt.built) if receipt.built else f'not: {receipt.why_not}'}"
    yield f"          {receipt.address}"


def _tell_edits(receipt: Receipt) -> str:
    if receipt.why_not == _WITHDRAWN:
        return "its text was taken back"
    lines = f"{receipt.added} lines added and {receipt.taken} taken out"
    changed = bool(receipt.added or receipt.taken)
    if receipt.is_edited:
        where = f"{lines} here" if changed else "none of its text" if receipt.words else "what cannot be told any more"
        return where if changed else f"changed here: {where}"
    return f"as it came; by today's rules it has {lines}" if changed else "as it came"


def _format_seed(arrived: Arrived) -> Iterator[str]:
    if not arrived.seed:
        yield "          its seed is no longer here"
        return
    yield f"          {_show(arrived.seed)}"
    if arrived.lines:
        yield f"          lines {arrived.lines[0]} to {arrived.lines[1]}"
    if not arrived.is_same:
        yield "          the seed changed since, and that version is not kept: what follows is of this one"
    if arrived.item:
        number = f", version {arrived.version}" if arrived.version is not None else ""
        yield f"          item {arrived.item}{number}"


def _show(file: File) -> str:
    return f"{file.path}, {file.size} bytes, sha256 {file.sha256}"


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
