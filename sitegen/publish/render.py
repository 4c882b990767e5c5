"""An output to bytes."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from sitegen.errors import ThemeError
from sitegen.model import Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.feeds import FeedView, render_atom, render_json_feed, render_rss
from sitegen.publish.markdown import render_markdown
from sitegen.publish.pack import PackView
from sitegen.publish.pack_forms import STORY_FILES, read_pack
from sitegen.publish.plan import Form, Output
from sitegen.publish.sitemap import CrawlerView, render_for_crawlers
from sitegen.publish.theme import Template
from sitegen.publish.views import SiteView

_FEEDS: dict[Form, Callable[[FeedView], bytes]] = {
    "rss": render_rss,
    "atom": render_atom,
    "json": render_json_feed,
}
_FAULTS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What an expression in a template can raise besides Jinja's own errors."""


class Press(Record, frozen=True, kw_only=True):
    """What every page of a build is printed with."""

    config: SiteConfig
    site: SiteView
    templates: dict[str, Template]
    closures: dict[str, str]
    digest: str
    """Of all templates, `closures` of each with what it includes: presses of equal digest share compiled templates."""


def render(output: Output, press: Press, body: str = "") -> bytes:
    """The bytes of an output; `body` is the Markdown of an article. Raises ThemeError for a template that fails."""
    view = output.view
    if isinstance(view, FeedView):
        return _FEEDS[output.form](view)
    if isinstance(view, CrawlerView):
        return render_for_crawlers(view)
    if output.form in STORY_FILES and isinstance(view, PackView):
        return STORY_FILES[output.form](view, body)
    try:
        template = _environment(press).get_template(output.template)
        given = {"pack": read_pack(view, body)} if isinstance(view, PackView) else {"body": _body_of(press, body)}
        return template.render(site=press.site, view=view, **given).encode("utf-8", "replace")
    except (TemplateError, *_FAULTS) as error:
        raise _theme_error(error, output, press.templates) from error


def _body_of(press: Press, body: str) -> Markup:
    return Markup(render_markdown(body, press.config)) if body else Markup()  # noqa: S704 (raw HTML is off or sanitised)


class _PressKey:
    """Hashes a press by its digest, so that the environment of a theme is made once a process."""

    def __init__(self, press: Press) -> None:
        self.press = press

    def __hash__(self) -> int:
        return hash(self.press.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _PressKey) and other.press.digest == self.press.digest


def _environment(press: Press) -> Environment:
    return _make_environment(_PressKey(press))


@lru_cache(maxsize=4)
def _make_environment(key: _PressKey) -> Environment:
    return Environment(
        loader=_Loader(key.press.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


class _Loader(BaseLoader):
    """Templates from a record, each under the name of its file, so that a traceback leads there."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self.templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        if template not in self.templates:
            raise TemplateNotFound(template, f'there is no template "{template}"')
        found = self.templates[template]
        return found.text, found.path, None


def _theme_error(error: Exception, output: Output, templates: Mapping[str, Template]) -> ThemeError:
    """Which file and line: a syntax error says so itself, another is where the traceback leaves the templates."""
    path, line = templates[output.template].path, 0
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    else:
        paths = {template.path for template in templates.values()}
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in paths]
        if frames:
            path, line = frames[-1].filename, frames[-1].lineno or 0
    return ThemeError(str(error) or type(error).__name__, path, line, f"while rendering {output.path}")
