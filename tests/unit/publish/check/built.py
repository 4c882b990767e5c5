"""Built pages and the stories on them, for tests of rules: no files are read."""

from __future__ import annotations

from sitegen.app.profiles import load_profiles
from sitegen.model.profile import Profile
from sitegen.publish.check.inspect import Inspected, inspect_file
from sitegen.publish.check.leaks import Secrets
from sitegen.publish.check.story import Story
from sitegen.publish.config import SiteConfig
from sitegen.publish.page import parse_page
from sitegen.rights.binding import bind
from tests.sites import article
from tests.unit.publish.press import config_of

PROFILES = load_profiles()
CONFIG = config_of(base_url="https://lantern.example/paper/")


def page_of(body: str = "", head: str = "") -> str:
    return f'<!doctype html>\n<html lang="en"><head><title>Boats</title>{head}</head>\n<body>{body}</body></html>\n'


def look(
    text: str, path: str = "a/index.html", story: Story | None = None, secrets: Secrets | None = None
) -> Inspected:
    return inspect_file(CONFIG, path, text.encode(), story, secrets or {})


def rules_in(
    text: str, path: str = "a/index.html", story: Story | None = None, config: SiteConfig = CONFIG
) -> set[str]:
    """The rules that one file breaks by itself."""
    return {fault.rule for fault in inspect_file(config, path, text.encode(), story, {}).faults}


def story_of(body: str = "Rain fell on the quay.", profile: Profile | None = None, **keys: str) -> Story:
    """A story, under the profile given or else the one it is bound to."""
    text = article("Boats", body, **keys)
    page = parse_page("a.md", text)
    return Story(page=page, profile=profile or bind(page.front.attribution, PROFILES).profile, body=f"{body}\n")
