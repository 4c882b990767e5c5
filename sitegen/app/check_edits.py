"""Stories that may not be changed, held against what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.app.receipt import make_receipt
from sitegen.digest import digest_text
from sitegen.frontmatter import without_origin
from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.settle import Located
from sitegen.publish.page import Page
from sitegen.shell.files import read_text


def find_altered(site: Path, pages: Iterable[Page], profiles: Mapping[str, Profile]) -> Iterator[Located]:
    """What a person took out of stories, or wrote into them, whose licensors allow no changes. Of a story whose seed is
    gone nobody can tell."""
    for page in pages:
        profile = profiles.get(page.path)
        if profile and (profile.licence.forbids_derivatives or profile.edit.body == "none") and page.front.origin:
            fault = _find_change(site, page, page.front.origin.written, profile)
            if fault:
                yield Located(fault, f"content/{page.path}", 0, f"{page.url}index.html")


def _find_change(site: Path, page: Page, written: str, profile: Profile) -> Fault | None:
    path = f"content/{page.path}"
    if digest_text(without_origin(read_text(site / path, path))) == written:
        return None
    made = make_receipt(site, Path(path))
    if made.words is None or not (made.added or made.taken):
        return None
    if made.taken > made.added:
        message = f"{profile.name} allows no cuts, and {made.taken - made.added} lines of the story were taken out"
        shown = f": sitegen convert {made.arrived.seed.path} shows them" if made.arrived.seed else ""
        return Fault("rights.cut", 0, message, f"put them back{shown}")
    message = f"{profile.name} allows no changes, and {max(made.added, made.taken)} lines are other than they came"
    return Fault("rights.altered", 0, message, f"see that it is but style: sitegen receipt {path}")
