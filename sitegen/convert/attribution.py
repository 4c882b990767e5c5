"""Who must be credited: the chain a story came down, and the terms it came under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sitegen.convert.clean.fold import fold_text
from sitegen.convert.metadata.agency import Agencies
from sitegen.convert.metadata.resolve import all_best, best
from sitegen.document.links import host_of
from sitegen.model import Attribution, Candidate, Party


def attribute(candidates: Sequence[Candidate], agencies: Agencies) -> Attribution:
    """The attribution that the evidence gives. Nobody is credited whom the input does not name."""
    original = best(candidates, "original_url") or best(candidates, "canonical_url")
    return Attribution(
        chain=_chain(candidates, agencies),
        original_url=original.value if original else None,
        credit=_value(candidates, "credit"),
        credits=all_best(candidates, "credits"),
        dateline=_dateline(candidates),
        license=_value(candidates, "license"),
        copyright=_value(candidates, "copyright"),
        notices=all_best(candidates, "notices"),
        corrections=all_best(candidates, "corrections"),
        required=all_best(candidates, "required"),
        tracker=_value(candidates, "tracker"),
        profile=_value(candidates, "profile"),
    )


def _value(candidates: Sequence[Candidate], field: str) -> str | None:
    winner = best(candidates, field)
    return str(winner.value) if winner else None


def _dateline(candidates: Sequence[Candidate]) -> str | None:
    """The dateline without the outlet's own name, which some write beside the place."""
    dateline = _value(candidates, "dateline")
    outlets = [str(c.value) for c in candidates if c.field in ("publisher", "site_name")]
    place, comma, last = dateline.rpartition(", ") if dateline else ("", "", "")
    return place if comma and any(is_same_outlet(last, outlet) for outlet in outlets) else dateline


def _chain(candidates: Sequence[Candidate], agencies: Agencies) -> tuple[Party, ...]:
    """The parties in the order the story went, each once; an agency is known by all of its names."""

    def identity(name: str) -> str:
        return fold_text(agencies.find_name(name) or name)

    publisher = _publisher(candidates)
    parties = [
        _party("agency", _best_agency(candidates, publisher, agencies)),
        _party("originator", best(candidates, "originator")),
        publisher,
        _party("republisher", best(candidates, "republisher")),
    ]
    chain: list[Party] = []
    for party in parties:
        if party and all(identity(party.name) != identity(seen.name) for seen in chain):
            chain.append(party)
    return tuple(chain)


def _best_agency(candidates: Sequence[Candidate], publisher: Party | None, agencies: Agencies) -> Candidate | None:
    """An agency that is not the outlet in short: on a page of `The Reach Weekly` `Source: The Reach` names none."""
    outlet = set(fold_text(publisher.name).split()) if publisher else set()

    def is_other(name: str) -> bool:
        return agencies.find_name(name) is not None or not set(fold_text(name).split()) < outlet

    return best([c for c in candidates if c.field == "agency" and is_other(str(c.value))], "agency")


def _party(role: Literal["agency", "originator", "publisher", "republisher"], found: Candidate | None) -> Party | None:
    return Party(role=role, name=str(found.value), line=found.line or None) if found else None


def _publisher(candidates: Sequence[Candidate]) -> Party | None:
    """The publisher, with the name of its site when the origin credit gives one."""
    publisher, site = best(candidates, "publisher"), best(candidates, "site_name")
    found = publisher or site
    if not found:
        return None
    name = str(found.value)
    url = _value(candidates, "publisher_url")
    if site and publisher and not is_same_outlet(name, str(site.value)):
        site = None
    return Party(
        role="publisher",
        name=name,
        url=url if url and host_of(url) else None,
        site_name=str(site.value) if site else None,
        line=found.line or None,
    )


def is_same_outlet(name: str, site: str) -> bool:
    """Whether a site's name is that of an outlet: `Ndtv.com` is NDTV, `The Tide Watch` is tidewatch.example."""

    def core(text: str) -> str:
        folded = fold_text(text).removeprefix("www.").removeprefix("the ")
        return "".join(char for char in folded.split(".")[0] if char.isalnum())

    return core(name) == core(site)
