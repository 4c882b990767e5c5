"""What a licensor wants to stand on a page, word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.document.links import host_of, web_link
from sitegen.model import Attribution
from sitegen.model.profile import Profile
from sitegen.publish.config import SiteConfig
from sitegen.publish.page import Page
from sitegen.publish.views import DemandsView, LogoView, TrackerView
from sitegen.rights.demand import Run, fill_sentence, find_slots, read_sentence, words_of
from sitegen.rights.name import fold_name
from sitegen.rights.tracker import is_tracker

Sentence = tuple[Run, ...]


def demands_view(config: SiteConfig, page: Page, profile: Profile | None) -> DemandsView | None:
    """The demands of the page's licensor, its own sentences as they came with the story before those of the profile. Of
    a licensor that no profile knows the sentences that came are shown all the same."""
    attribution = page.front.attribution or Attribution()
    came = [read_sentence(sentence) for sentence in attribution.required]
    if profile is None:
        return DemandsView(bottom=tuple(came)) if came else None
    values = _values(config, page, profile)
    taglines = [sentence for sentence in came if _is_tagline(sentence, profile)]
    credits_ = [sentence for sentence in came if sentence not in taglines]
    credits_ = credits_ or _fill(profile.credit.required_text, values)
    taglines = taglines or _fill([profile.credit.end_tagline] if profile.credit.end_tagline else [], values)
    place = profile.credit.placement
    return DemandsView(
        top=tuple(credits_) if place == "top" else (),
        byline=tuple(credits_) if place == "byline" else (),
        bottom=(*(credits_ if place == "bottom" else ()), *taglines),
        logo=LogoView(profile.credit.logo_src, profile.name, profile.home) if profile.credit.logo_src else None,
        says_changed=profile.credit.change_notice,
        tracker=None if page.front.draft else find_counter(attribution, profile),
    )


def find_counter(attribution: Attribution, profile: Profile) -> TrackerView | None:
    """The counter that the profile demands: as it came with the story, or as it is for all; nothing else is loaded."""
    tracker = profile.tracker
    if tracker is None:
        return None
    if attribution.tracker and is_tracker(attribution.tracker, tracker):
        return TrackerView(tracker.kind, attribution.tracker)
    same_for_all = tracker.required and "{" not in tracker.url_pattern
    return TrackerView(tracker.kind, tracker.url_pattern) if same_for_all else None


def find_original(attribution: Attribution, profile: Profile) -> str | None:
    """The address of the licensor's own publication; none where that which is known is of a copy that somebody else in
    the chain published."""
    url = web_link(attribution.original_url)
    host = host_of(url or "")
    names = set(map(fold_name, profile.names))
    others = {host_of(party.url or "") for party in attribution.chain if fold_name(party.name) not in names} - {""}
    is_home = any(host == domain or host.endswith(f".{domain}") for domain in profile.domains)
    return url if is_home or host not in others else None


def _values(config: SiteConfig, page: Page, profile: Profile) -> dict[str, str]:
    front = page.front
    attribution = front.attribution or Attribution()
    names = [party.name for party in attribution.chain if party.role == "publisher"]
    own = [name for name in names if fold_name(name) in map(fold_name, profile.names)]
    return {
        "title": front.title,
        "author": ", ".join(front.authors),
        "source": own[0] if own else profile.name,
        "site": config.title,
        "url": find_original(attribution, profile) or "",
        "home": profile.home,
    }


def _fill(sentences: Sequence[str], values: Mapping[str, str]) -> list[Sentence]:
    return [filled for sentence in sentences if (filled := fill_sentence(sentence, values))]


def _is_tagline(sentence: Sentence, profile: Profile) -> bool:
    words = f"{fold_name(''.join(run.text for run in sentence))} "
    own = words_of(profile.credit.end_tagline).split("{", 1)[0] if profile.credit.end_tagline else ""
    beginnings = [*profile.credit.taglines, *([own] if not find_slots(own) and own.strip() else [])]
    return any(words.startswith(f"{fold_name(phrase)} ") for phrase in beginnings)
