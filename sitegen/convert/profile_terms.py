"""What profiles make of a converted story: its licensor's counter and name, and whether its licence was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.convert.clean.fate import Cleaned
from sitegen.convert.clean.shape import is_prose
from sitegen.document.blocks import all_blocks, text_of
from sitegen.document.links import host_of
from sitegen.model import AnyBlock, Attribution, Candidate, Draft, Figure, Notice, Paragraph, Removal
from sitegen.model.profile import Profile
from sitegen.rights.binding import Profiles, bind
from sitegen.rights.demand import read_sentence
from sitegen.rights.name import fold_name, names_within
from sitegen.rights.tracker import find_counters

_RANK = 28
"""Before what other rules read from lines, after what a page says of itself."""
_INTERRUPTERS = frozenset(
    [
        *("ad_marker", "also_read", "app_promo", "audio_ui", "comments", "cookie_consent", "donation", "follow"),
        *("newsletter", "paywall", "read_more", "read_time", "related_tail", "share", "tags", "timestamp"),
        *("trending_tail", "views"),
    ]
)
"""What stands in a story and is none of it."""
_LEADS_TO_ORIGINAL = ("original", "read ", "article", "story")
_SHOWN = 60
_LONGEST_LABEL = 20
"""Words of a label or caption."""
_APART = re.compile(r"[^A-Za-z0-9]+")


def find_terms(draft: Draft, found: Sequence[Candidate], profiles: Profiles) -> tuple[Candidate, ...]:
    """What the profiles add to the evidence of a draft whose lines were read: a counter, the licensor that a demanded
    line names, and the original's address where that line leads to it."""
    return (*_find_counter(draft, profiles), *_name_licensors(draft, found, profiles))


def check_terms(attribution: Attribution, cleaned: Cleaned, profiles: Profiles) -> tuple[Notice, ...]:
    """What a converted story has against the terms it is under; one that has something is looked at before it is shown:
    a sentence cut out of a text that may not be cut, more of it than may be shown, or a mark of what may not be."""
    profile = bind(attribution, profiles).profile
    if profile is None:
        return ()
    cuts = _check_cuts(profile, attribution, cleaned.cuts)
    return (*cuts, *_check_length(profile, cleaned.blocks), *_check_marks(profile, cleaned))


def _check_cuts(profile: Profile, attribution: Attribution, cuts: Sequence[Removal]) -> Iterator[Notice]:
    if not _allows_no_cuts(profile, attribution):
        return
    for removal in cuts:
        if removal.category not in _INTERRUPTERS and is_prose(removal.text):
            message = f'{profile.name} allows no cuts, and "{_shorten(removal.text)}" was taken out by {removal.rule}'
            yield Notice(code="licence-cut", message=message, line=removal.line)


def _check_length(profile: Profile, blocks: Sequence[AnyBlock]) -> Iterator[Notice]:
    allowed = profile.grant.excerpt.paras if profile.grant.excerpt else None
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if allowed is not None and len(paragraphs) > allowed:
        message = f"{profile.name} lets {allowed} paragraphs be shown, and these are {len(paragraphs)}"
        yield Notice(code="excerpt-only", message=message, line=paragraphs[allowed].line)


def _check_marks(profile: Profile, cleaned: Cleaned) -> Iterator[Notice]:
    """Marks stand in labels and captions; the same words within a story's sentences are its own."""
    if not profile.exclude_markers:
        return
    lines = [(text_of(block), block.line) for block in cleaned.blocks]
    captions = [block for block in all_blocks(cleaned.blocks) if isinstance(block, Figure)]
    lines += [(f"{figure.caption} {figure.credit}", figure.line) for figure in captions]
    lines += [(moved.text, moved.line) for moved in cleaned.moved if moved.field != "title"]
    lines += [(removal.text, removal.line) for removal in cleaned.removed]
    for text, line in lines:
        if len(text.split()) > _LONGEST_LABEL:
            continue
        words = names_within(text)
        for mark in profile.exclude_markers:
            folded = fold_name(mark)
            if f" {folded} " in words if folded else mark in text:
                message = f'{profile.name} does not release what is marked "{mark}": "{_shorten(text)}"'
                yield Notice(code="not-released", message=message, line=line)


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _allows_no_cuts(profile: Profile, attribution: Attribution) -> bool:
    """By the profile, or by the licence that the story itself names."""
    own = attribution.license or ""
    return profile.licence.forbids_derivatives or profile.edit.body == "none" or "-nd/" in own or "-ND" in own


def _find_counter(draft: Draft, profiles: Profiles) -> Iterator[Candidate]:
    """The counter in what was read. A text that lists other stories may hold theirs too: a story's own is the one whose
    number stands in the story's address."""
    for profile in profiles.by_id.values():
        counters = find_counters(draft.source.text, profile.tracker) if profile.tracker else ()
        if counters:
            told = [str(c.value) for c in draft.candidates if c.field in ("canonical_url", "original_url")]
            parts = {part for text in told for part in _APART.split(text)}
            url = next((counter.url for counter in counters if counter.id in parts), counters[0].url)
            yield Candidate(field="tracker", value=url, origin=f"profile:{profile.id}", rank=_RANK)


def _name_licensors(draft: Draft, found: Sequence[Candidate], profiles: Profiles) -> Iterator[Candidate]:
    licensors = {
        c.origin: profiles.by_id[c.value] for c in found if c.field == "licensor" and c.value in profiles.by_id
    }
    for candidate in found:
        profile = licensors.get(candidate.origin)
        if profile and candidate.field == "licensor":
            yield _candidate("publisher", profile.name, profile, candidate.line)
            if not _is_publisher(profile, draft.candidates):  # a feed or page of somebody else passes it on
                yield _candidate("originator", profile.name, profile, candidate.line)
        elif profile and candidate.field == "required":
            for url in _find_original(str(candidate.value), profile):
                yield _candidate("original_url", url, profile, candidate.line)


def _is_publisher(profile: Profile, candidates: Sequence[Candidate]) -> bool:
    """Whether what was read says by itself that the licensor published it, or says nothing of who did."""
    names = {fold_name(str(c.value)) for c in candidates if c.field in ("publisher", "site_name")}
    hosts = {host_of(str(c.value)) for c in candidates if c.field == "publisher_url"}
    domains = profile.domains
    is_home = any(host == each or host.endswith(f".{each}") for host in hosts for each in domains)
    return not names or is_home or not names.isdisjoint(map(fold_name, (*profile.names, *domains)))


def _candidate(field: str, value: str, profile: Profile, line: int) -> Candidate:
    return Candidate(field=field, value=value, origin=f"profile:{profile.id}", rank=_RANK, line=line)


def _find_original(sentence: str, profile: Profile) -> Iterator[str]:
    """The links of a demanded sentence that lead to the story: on the licensor's site, below its front page, and with
    words that say so."""
    names = {fold_name(name) for name in profile.names}
    for run in read_sentence(sentence):
        host = host_of(run.url or "")
        ours = any(host == domain or host.endswith(f".{domain}") for domain in profile.domains)
        words = f"{fold_name(run.text)} "
        says = words.strip() in names or any(word in words for word in _LEADS_TO_ORIGINAL)
        if run.url and ours and says and run.url.rstrip("/").count("/") > 2 and "newsletter" not in run.url:
            yield run.url
