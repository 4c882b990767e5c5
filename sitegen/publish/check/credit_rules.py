"""What a story's page must say of whom it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.document.links import host_of, web_link
from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.story import Shown, squeeze
from sitegen.publish.demands import Sentence, demands_view, find_counter, find_original
from sitegen.publish.head import is_copy, license_of
from sitegen.publish.page import find_summary
from sitegen.publish.views import DemandsView
from sitegen.rights.tracker import is_tracker

_SHOWN = 70
_TEMPLATE = "print it in templates/article.html"


def check_credit(shown: Shown) -> Iterator[Fault]:
    """Everyone is named, every sentence stands, every link leads, the counter counts."""
    yield from _check_shown(shown, "correction", [each.text for each in shown.story.attribution.corrections])
    if not is_copy(shown.config, shown.story.page, shown.story.profile):
        return
    yield from _check_said(shown)
    yield from _check_shown(shown, "notice", shown.story.attribution.notices)
    demands = demands_view(shown.config, shown.story.page, shown.story.profile)
    if demands:
        yield from _check_demands(shown, demands)
    if shown.story.profile:
        yield from _check_profile(shown, shown.story.profile)


def _check_said(shown: Shown) -> Iterator[Fault]:
    """What the story itself says of its origin is on its page, whatever the profile."""
    attribution = shown.story.attribution
    for party in attribution.chain:
        if party.role != "republisher" and not shown.says(party.name):
            yield Fault("rights.parties", 0, f"{party.role} {party.name} is not named on the page", _TEMPLATE)
    if attribution.credit and not shown.says(attribution.credit):
        yield Fault("rights.parties", 0, f'the credit "{_cut(attribution.credit)}" is not on the page', _TEMPLATE)


def _check_shown(shown: Shown, what: str, texts: Sequence[str]) -> Iterator[Fault]:
    for text in texts:
        if not shown.says(text):
            yield Fault("rights.notice", 0, f'the {what} "{_cut(text)}" is not on the page', _TEMPLATE)


def _check_demands(shown: Shown, demands: DemandsView) -> Iterator[Fault]:
    start = squeeze(find_summary(shown.story.body).rstrip("…"))[:60]
    first, last = (shown.words.find(start), shown.words.rfind(start)) if start else (-1, -1)
    for where, sentences in (("top", demands.top), ("byline", demands.byline), ("bottom", demands.bottom)):
        for sentence in sentences:
            text = "".join(run.text for run in sentence)
            found = [i for i in (shown.words.find(squeeze(text)), shown.words.rfind(squeeze(text))) if i >= 0]
            if not found:
                remedy = "print view.demands in templates/article.html"
                yield Fault("rights.credit", 0, f'the credit "{_cut(text)}" is not on the page', remedy)
                continue
            if first >= 0 and not any(i > first if where == "bottom" else i < last for i in found):
                message = f'the credit "{_cut(text)}" is not at the {where} of the story'
                yield Fault("rights.place", 0, message, "move it in templates/article.html")
            yield from _check_links_of(shown, sentence)
    if shown.story.profile is None:
        return
    if demands.logo and not any(picture.src.endswith(demands.logo.src) for picture in shown.html.pictures):
        yield Fault("rights.logo", 0, f"the logo of {demands.logo.name} is not shown", _TEMPLATE)


def _check_links_of(shown: Shown, sentence: Sentence) -> Iterator[Fault]:
    for run in sentence:
        if run.url and not shown.leads_to(run.url):
            message = f'"{_cut(run.text)}" in the credit does not lead to {run.url}'
            yield Fault("rights.credit-link", 0, message, _TEMPLATE, url=run.url)


def _check_profile(shown: Shown, profile: Profile) -> Iterator[Fault]:
    credit, attribution = profile.credit, shown.story.attribution
    name = profile.name
    if credit.required_text and not _has_credit(shown, profile):
        keys = ("attribution", "original_url")
        remedy = "give original_url and authors, or put the sentence into attribution.required"
        yield Fault("rights.credit", 0, f"the sentence {name} demands cannot be said", remedy, keys=keys)
    if credit.logo == "required" and not credit.logo_src:
        remedy = f"put it into static/ and name it in profiles/{profile.id}.toml: logo_src"
        yield Fault("rights.logo", 0, f"{name} wants its logo shown, and the site has none", remedy)
    if credit.authors:
        yield from _check_authors(shown, name)
    if credit.keep_copyright and attribution.copyright and not shown.says(attribution.copyright):
        yield Fault("rights.copyright", 0, f"the line {_cut(attribution.copyright)} is not on the page", _TEMPLATE)
    if credit.keep_dateline and attribution.dateline and not shown.says(attribution.dateline):
        yield Fault("rights.dateline", 0, f"the dateline {attribution.dateline} is not on the page", _TEMPLATE)
    if credit.licence_link:
        yield from _check_licence(shown, profile)
    yield from _check_link(shown, profile)
    yield from _check_tracker(shown, profile)


def _has_credit(shown: Shown, profile: Profile) -> bool:
    demands = demands_view(shown.config, shown.story.page, profile)
    if demands is None:
        return False
    return bool({"top": demands.top, "byline": demands.byline, "bottom": demands.bottom}[profile.credit.placement])


def _check_authors(shown: Shown, name: str) -> Iterator[Fault]:
    authors = shown.story.page.front.authors
    if not authors:
        remedy = "add authors, if the original names any"
        yield Fault("rights.byline", 0, f"{name} wants its authors named, and none is known", remedy, keys=("authors",))
    for author in authors:
        if not shown.says(author):
            yield Fault("rights.byline", 0, f"the author {author} is not named on the page", _TEMPLATE)


def _check_licence(shown: Shown, profile: Profile) -> Iterator[Fault]:
    url = web_link(license_of(shown.story.attribution, profile)) or profile.licence.url
    if not url:
        remedy = f"add attribution.license, or licence.url to profiles/{profile.id}.toml"
        yield Fault("rights.licence", 0, f"{profile.name} wants the licence linked, and none is known", remedy)
    elif not shown.leads_to(url):
        yield Fault("rights.licence", 0, f"the page does not link the licence {url}", _TEMPLATE, url=url)


def _check_link(shown: Shown, profile: Profile) -> Iterator[Fault]:
    target = profile.link.target
    known = web_link(shown.story.attribution.original_url)
    original = find_original(shown.story.attribution, profile)
    keys = ("attribution", "original_url")
    if target == "article" and known and not original:
        message = f"{profile.name} wants a link to the original, and {known} is a copy of somebody else's"
        yield Fault("rights.link", 0, message, "put the original's address into original_url", keys=keys, url=known)
    elif target == "article" and not original:
        message = f"{profile.name} wants a link to the original, whose address is not known"
        yield Fault("rights.link", 0, message, "add attribution.original_url", keys=keys)
    elif target == "article" and original and not shown.leads_to(original):
        yield Fault("rights.link", 0, f"the page does not lead to the original at {original}", _TEMPLATE, url=original)
    elif target in ("home", "either") and profile.domains and not _leads_home(shown, profile):
        message = f"the page does not lead to {profile.name}"
        yield Fault("rights.link", 0, message, f"link {original or profile.home}", url=profile.home)


def _leads_home(shown: Shown, profile: Profile) -> bool:
    hosts = {host_of(ref.url) for ref in shown.html.refs if ref.kind == "link"}
    return any(host == domain or host.endswith(f".{domain}") for host in hosts for domain in profile.domains)


def _check_tracker(shown: Shown, profile: Profile) -> Iterator[Fault]:
    tracker = profile.tracker
    if not tracker:
        return
    wanted = find_counter(shown.story.attribution, profile)
    loaded = [ref for ref in shown.html.refs if ref.is_loaded and is_tracker(ref.url, tracker)]
    if wanted is None:
        if tracker.required and not loaded:
            message = f"{profile.name} demands its counter, whose address did not come with the story"
            remedy = "take it from the licensor's republishing code: attribution.tracker"
            yield Fault("rights.tracker", 0, message, remedy, keys=("attribution", "tracker"))
        return
    if not any(ref.url == wanted.url and not ref.is_spare for ref in loaded):
        altered = any(ref.url != wanted.url for ref in loaded)
        how = "altered" if altered else "not loaded by every browser" if loaded else "missing"
        message = f"the counter of {profile.name} is {how}: {wanted.url}"
        yield Fault("rights.tracker", loaded[0].line if loaded else 0, message, _TEMPLATE, url=wanted.url)
    for picture in shown.html.pictures:
        if picture.src == wanted.url and picture.is_lazy:
            message = f"the counter of {profile.name} is loaded when it comes into view, not at once"
            yield Fault("rights.tracker", picture.line, message, 'take loading="lazy" away', url=wanted.url)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
