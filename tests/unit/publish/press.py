"""A site as a value, for tests of what is made from it: no files are read."""

from __future__ import annotations

from sitegen.digest import digest_text
from sitegen.publish.config import SiteConfig, parse_config
from sitegen.publish.index import Clock, Site, build_site
from sitegen.publish.page import parse_page
from sitegen.publish.plan import CopyView, Output, plan_outputs, site_view
from sitegen.publish.render import Press, render
from sitegen.publish.theme import Template, Theme, closure_digests, parse_theme
from tests.sites import CONFIG, NOON, TINY


def tiny_theme(templates: dict[str, str] | None = None) -> Theme:
    """The tiny theme, some of its templates replaced or added."""
    folder = "themes/tiny/templates/"
    texts = {name.removeprefix(folder): text for name, text in TINY.items() if name.startswith(folder)}
    shown = {name: Template(text, folder + name) for name, text in {**texts, **(templates or {})}.items()}
    words = {"en": TINY["themes/tiny/i18n/en.toml"]}
    return parse_theme("themes/tiny/theme.toml", TINY["themes/tiny/theme.toml"], shown, words, {})


def config_of(extra: str = "", base_url: str | None = None) -> SiteConfig:
    return parse_config("site.toml", CONFIG + extra, base_url)


def site_of(pages: dict[str, str], config: SiteConfig | None = None, *, drafts: bool = False) -> Site:
    """The index over content files given by their path."""
    parsed = [parse_page(path, text) for path, text in pages.items()]
    return build_site(config or config_of(), parsed, Clock(NOON, drafts))


def outputs_of(site: Site, static: dict[str, CopyView] | None = None) -> dict[str, Output]:
    return {output.path: output for output in plan_outputs(site, tiny_theme(), static or {})}


def press_of(site: Site, theme: Theme) -> Press:
    texts = "\n".join(f"{name} {template.text}" for name, template in sorted(theme.templates.items()))
    return Press(
        config=site.config,
        site=site_view(site, theme, "sitegen"),
        templates=theme.templates,
        closures=closure_digests(theme),
        digest=digest_text(texts),
    )


def rendered(site: Site, path: str, theme: Theme | None = None, body: str = "") -> str:
    """One output of the site, as text."""
    return render(outputs_of(site)[path], press_of(site, theme or tiny_theme()), body).decode("utf-8")
