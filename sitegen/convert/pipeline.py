"""Raw article in, clean article out: the one place where the stages of `convert` follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.convert.attribution import attribute
from sitegen.convert.clean.fate import Cleaned
from sitegen.convert.clean.remove import remove_boilerplate
from sitegen.convert.clean.ruleset import Rules, Ruleset
from sitegen.convert.extract.models import Models
from sitegen.convert.instruction import find_instruction, lines_of
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.language import find_language, primary_language
from sitegen.convert.metadata.lifecycle import resolve_lifecycle
from sitegen.convert.metadata.resolve import best, resolve_metadata
from sitegen.convert.metadata.version_mark import Marked, move_marks, read_marks, version_of
from sitegen.convert.profile_terms import check_terms, find_terms
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.formats import read_drafts
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.convert.stub import check_stub
from sitegen.document.blocks import all_blocks, text_of, text_of_all
from sitegen.model import Article, Attribution, Candidate, Draft, Metadata, Notice, Record
from sitegen.rights.binding import NO_PROFILES, Profiles


class Knowledge(Record, frozen=True, kw_only=True):
    """What converting knows of the world: rules, agencies and the trained models, read by the shell."""

    rules: Rules
    agencies: Agencies
    sites: SiteRules = SiteRules()
    profiles: Profiles = NO_PROFILES
    models: Models


def convert(
    name: str, data: bytes, knowledge: Knowledge, url: str = "", given: tuple[Candidate, ...] = ()
) -> list[Article]:
    """The articles of an input, in its order: one, or one for each entry of a feed.

    `name` is the input's name as the user gave it, `url` where it came from when known, `given` what
    else is known of its articles. Raises SourceError when the
    input cannot be read at all; poor input is no error but a warning in the article.
    """
    return list(convert_each(name, data, knowledge, url, given))


def convert_each(
    name: str, data: bytes, knowledge: Knowledge, url: str = "", given: tuple[Candidate, ...] = ()
) -> Iterator[Article]:
    """The same, each article as it is reached: a feed of ten thousand is never in memory as a whole."""
    drafts = read_drafts(detect(name, data, url), knowledge.sites)
    return (convert_draft(replace(draft, candidates=(*draft.candidates, *given)), knowledge) for draft in drafts)


def convert_draft(draft: Draft, knowledge: Knowledge) -> Article:
    """Clean, resolve and attribute one draft. Total."""
    language = _find_language(draft)
    code = _code_of(language)
    rules = knowledge.rules.for_language(code)
    cleaned = remove_boilerplate(draft, rules, knowledge.agencies, code, knowledge.models)
    given = (Candidate(field="canonical_url", value=draft.source.url, origin="option:url", rank=0),)
    mentions = () if draft.trusted else _find_mentions(cleaned, knowledge.agencies)
    candidates = (
        *(given if draft.source.url else ()),
        *draft.candidates,
        *((language,) if language and language not in draft.candidates else ()),
        *cleaned.candidates,
        *mentions,
    )
    if not draft.trusted:
        candidates = (*candidates, *find_terms(draft, cleaned.candidates, knowledge.profiles))
    metadata = resolve_metadata(candidates)
    told = () if draft.trusted else _find_instruction(draft, cleaned, metadata.title, rules)
    marked = read_marks(metadata.title, rules) if not draft.trusted else Marked(metadata.title)
    metadata = replace(metadata, title=marked.title)
    candidates = (*candidates, *told, *version_of(marked))
    stub = () if draft.trusted else check_stub(cleaned.blocks, cleaned.removed, metadata.title, rules)
    kept = draft.front.attribution if draft.front else None
    attribution = (kept or Attribution()) if draft.trusted else attribute(candidates, knowledge.agencies)
    terms = () if draft.trusted else check_terms(attribution, cleaned, knowledge.profiles)
    found = (*draft.notices, *cleaned.notices, *stub, *terms, *_check_metadata(metadata, attribution))
    return Article(
        source=draft.source.name,
        item=draft.item,
        metadata=metadata,
        attribution=attribution,
        blocks=cleaned.blocks,
        moved=move_marks(cleaned.moved, marked),
        removed=cleaned.removed,
        warnings=_each_once(found),
        evidence=tuple(each for each in candidates if each.field != "ednote"),
        lifecycle=resolve_lifecycle(candidates),
        front=draft.front,
    )


def _find_instruction(draft: Draft, cleaned: Cleaned, title: str, rules: Ruleset) -> tuple[Candidate, ...]:
    """What the text tells its editors to do. Of a page only the story is asked: what is around it is not about it."""
    lines = lines_of(cleaned.blocks if draft.source.kind == "html" else draft.blocks)
    notes = [str(found.value) for found in draft.candidates if found.field == "ednote"]
    return find_instruction(title, lines, notes, rules)


def find_language_code(draft: Draft) -> str | None:
    """The language whose rules a draft is cleaned by."""
    return _code_of(_find_language(draft))


def _code_of(language: Candidate | None) -> str | None:
    return primary_language(str(language.value)) if language else None


def _find_language(draft: Draft) -> Candidate | None:
    known = best(draft.candidates, "language")
    if known and primary_language(str(known.value)):
        return known
    text = max((text_of_all(draft.blocks), ""), key=len)
    found = find_language(text)
    return Candidate(field="language", value=found, origin="text:language", rank=50) if found else None


def _find_mentions(cleaned: Cleaned, agencies: Agencies) -> tuple[Candidate, ...]:
    """The first sentence that shows whose copy the story is: "told AFP" stays in the body and is evidence too."""
    for block in all_blocks(cleaned.blocks):
        name = agencies.find_mention(text_of(block))
        if name:
            return (Candidate(field="agency", value=name, origin="text:mention", rank=40, line=block.line),)
    return ()


def _each_once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The first notice of each code."""
    return tuple({notice.code: notice for notice in reversed(notices)}.values())[::-1]


def _check_metadata(metadata: Metadata, attribution: Attribution) -> tuple[Notice, ...]:
    found = []
    if not metadata.title:
        found.append(Notice(code="no-title", message="no headline was found"))
    if not metadata.published:
        found.append(Notice(code="no-date", message="the input does not say when the story was published"))
    if not metadata.canonical_url:
        found.append(Notice(code="no-canonical-url", message="the input does not give the original's address"))
    if attribution.copyright and not attribution.license:
        found.append(Notice(code="rights-reserved", message="the input reserves its rights: ask before you publish it"))
    return tuple(found)
