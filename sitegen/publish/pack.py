"""What a site offers to others of a page of its own: its view, and when there is one."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sitegen.document.links import web_link
from sitegen.errors import ThemeError
from sitegen.model import Attribution, Image, Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.head import absolute, is_own, rooted, terms_of, unlisted_head
from sitegen.publish.index import Site
from sitegen.publish.moment import format_utc
from sitegen.publish.own_terms import license_name, own_metas
from sitegen.publish.page import Page
from sitegen.publish.theme import Theme, strings_for
from sitegen.publish.views import HeadView
from sitegen.publish.words import date_view, direction_of
from sitegen.rights.demand import Run, fill_sentence
from sitegen.rights.name import fold_name

OFFER = "republish/"
MARKDOWN = "story.md"
NINJS = "story.json"
"""What lies beside a page that is offered."""
TEMPLATE = "republish.html"
_WORDS = ("republish", "republish_credit", "republish_usage", "byline", "list_separator", "license", "correction")


class PackView(Record, frozen=True, kw_only=True):
    """template republish.html, with `pack` (Pack). The files are made of the same: they see nothing else."""

    head: HeadView
    title: str
    url: str
    """The page of the story; `address` is the whole of it, `home` that of the site."""
    address: str
    site: str
    home: str
    markdown: str
    """The path of the story as a Markdown file, and below as ninjs."""
    ninjs: str
    language: str
    direction: str
    authors: tuple[str, ...]
    byline: str
    dateline: str | None
    summary: str | None
    tags: tuple[str, ...]
    date: str | None
    updated: str | None
    created: str | None
    """The instants of both, as ninjs has them."""
    changed: str | None
    until: str | None
    image: Image | None
    corrections: tuple[str, ...]
    credit: tuple[Run, ...]
    """What is to be carried with the story: pieces of text that lead to `url` if there is one."""
    license: tuple[Run, ...]
    license_url: str | None
    terms: str | None
    copyright: str | None
    holder: str | None
    usage: str
    """Credit, licence and terms in one plain line."""
    owners: tuple[str, ...]
    """Folded names under which a picture is the site's own."""
    raw_html: bool
    content: str
    """The content file, and below its digest: the worker that renders the page reads the body from it."""
    digest: str


def is_offered(site: Site, page: Page) -> bool:
    """Whether others may take the page: it is the site's own, it is out, and nobody said that it is to stay here."""
    front = page.front
    if not site.config.rights.republish or not front.republish or front.draft or front.status != "published":
        return False
    return is_own(site.config, page, site.profiles.get(page.path))


def pack_views(site: Site, theme: Theme) -> Iterator[tuple[Page, PackView]]:
    """Each page that is offered, with its view. Raises ThemeError where the theme cannot show one."""
    if not site.config.rights.republish:
        return
    _check_theme(theme, site.config)
    offer = strings_for(theme, site.config.language)["republish"]
    words: dict[str, dict[str, str]] = {}
    for page in site.pages:
        if is_offered(site, page):
            language = page.front.language or site.config.language
            if language not in words:
                words[language] = strings_for(theme, language)
            yield page, pack_view(site, page, words[language], offer)


def _check_theme(theme: Theme, config: SiteConfig) -> None:
    hint = "take it from the default theme, or turn republish off in [rights]"
    if TEMPLATE not in theme.templates:
        raise ThemeError(f'the theme "{config.theme}" has no template {TEMPLATE}', "site.toml", hint=hint)
    words = strings_for(theme, config.language)
    for word in _WORDS:
        if word not in words:
            raise ThemeError(f'the theme "{config.theme}" has no word "{word}"', "site.toml", hint=hint)


def pack_view(site: Site, page: Page, strings: dict[str, str], offer: str) -> PackView:
    """What is offered of a page, in the words of the language it is in; `offer` is in those of the site."""
    config, front = site.config, page.front
    attribution = front.attribution or Attribution()
    language = front.language or config.language
    timezone = ZoneInfo(config.timezone)
    terms = terms_of(config, page, None)
    license_ = _license(strings["license"], terms.license)
    credit = _credit(config, page, strings)
    return PackView(
        head=unlisted_head(config, f"{offer}: {front.title}", absolute(config, page.url), own_metas(config)),
        title=front.title,
        url=rooted(config, page.url),
        address=absolute(config, page.url),
        site=config.title,
        home=absolute(config, ""),
        markdown=rooted(config, page.url + MARKDOWN),
        ninjs=rooted(config, page.url + NINJS),
        language=language,
        direction=direction_of(language),
        authors=front.authors,
        byline=_byline(front.authors, strings),
        dateline=attribution.dateline,
        summary=front.summary,
        tags=front.tags,
        date=front.date,
        updated=front.updated,
        created=_instant(front.date, timezone),
        changed=_instant(front.updated or front.date, timezone),
        until=_instant(front.publish.until if front.publish else None, timezone),
        image=front.image,
        corrections=_corrections(attribution, strings["correction"], language, config.timezone),
        credit=credit,
        license=license_,
        license_url=web_link(terms.license),
        terms=terms.usage,
        copyright=terms.copyright,
        holder=terms.holder,
        usage=_usage(strings["republish_usage"], credit, [write_out(license_), terms.usage or ""]),
        owners=tuple(sorted({fold_name(name) for name in (config.title, config.author.name, *front.authors)} - {""})),
        raw_html=config.markdown.raw_html or config.markdown.unsafe_html,
        content=page.path,
        digest=page.digest,
    )


def _instant(value: str | None, timezone: ZoneInfo) -> str | None:
    return format_utc(value, timezone) if value else None


def _byline(authors: tuple[str, ...], strings: dict[str, str]) -> str:
    return strings["byline"].format(authors=strings["list_separator"].join(authors)) if authors else ""


def _credit(config: SiteConfig, page: Page, strings: dict[str, str]) -> tuple[Run, ...]:
    """The site's own sentence; the theme's where that asks for what is not known of the page."""
    values = {
        "title": page.front.title,
        "url": absolute(config, page.url),
        "site": config.title,
        "author": strings["list_separator"].join(page.front.authors),
    }
    own = fill_sentence(config.rights.credit, values) if config.rights.credit else ()
    return own or fill_sentence(strings["republish_credit"], values)


def _license(label: str, license_: str | None) -> tuple[Run, ...]:
    name = license_name(license_)
    return (Run(text=f"{label}: "), Run(text=name, url=web_link(license_))) if name else ()


def _usage(words: str, credit: tuple[Run, ...], others: list[str]) -> str:
    """One line for those who read no links."""
    return " ".join([words.format(credit=write_out(credit)), *filter(None, others)])


def write_out(runs: tuple[Run, ...]) -> str:
    """Runs as plain text, with the addresses they lead to."""
    return "".join(f"{run.text} ({run.url})" if run.url and run.url != run.text else run.text for run in runs)


def _corrections(attribution: Attribution, label: str, language: str, timezone: str) -> tuple[str, ...]:
    dates = [date_view(each.date, language, timezone).text if each.date else "" for each in attribution.corrections]
    heads = [f"{label} ({date}): " if date else f"{label}: " for date in dates]
    return tuple(head + each.text for head, each in zip(heads, attribution.corrections, strict=True))
