"""A page's Markdown to the HTML of its body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from sitegen.document.links import host_of
from sitegen.document.markdown import Dialect
from sitegen.publish.config import SiteConfig


class FigureRenderer(RendererHTML):
    """A picture that stands alone becomes a figure with its caption."""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children or [], options, env)
        return f'<img src="{escapeHtml(str(token.attrGet("src") or ""))}" alt="{escapeHtml(alt)}">'

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "<figure>" if _is_figure(tokens, idx) else self.renderToken(tokens, idx, options, env)

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        if not _is_figure(tokens, idx - 2):
            return self.renderToken(tokens, idx, options, env)
        title = str((tokens[idx - 1].children or [])[0].attrGet("title") or "")
        caption, bar, credit = title.rpartition(" | ") if " | " in title else (title, "", "")
        note = f' <span class="credit">{escapeHtml(credit)}</span>' if bar and credit else ""
        return (f"<figcaption>{escapeHtml(caption)}{note}</figcaption>" if title else "") + "</figure>\n"


class _Renderer(FigureRenderer):
    """Root-relative addresses get the site's root; tables can scroll and be focused.

    `env` holds `root` and `show_remote`.
    """

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        token.attrSet("href", _rooted(str(token.attrGet("href") or ""), env["root"]))
        return self.renderToken(tokens, idx, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        src = _rooted(str(token.attrGet("src") or ""), env["root"])
        alt = self.renderInlineAsText(token.children or [], options, env)
        if host_of(src) and not env["show_remote"]:
            return f'<a class="picture" href="{escapeHtml(src)}" rel="nofollow">{escapeHtml(alt or src)}</a>'
        return f'<img src="{escapeHtml(src)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="table" role="group" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.renderToken(tokens, idx, options, env).rstrip("\n") + "</div>\n"


def render_markdown(text: str, config: SiteConfig) -> str:
    """The body's HTML: without raw HTML, unless the site lets it through a sanitiser or untouched."""
    options = config.markdown
    env = {"root": config.root, "show_remote": config.images.remote == "show"}
    html = str(_publisher(options.raw_html or options.unsafe_html).render(text, env))
    if options.raw_html and not options.unsafe_html:
        import nh3  # only sites that turn raw HTML on need it

        return nh3.clean(html, attributes=_sanitized_attributes(nh3.ALLOWED_ATTRIBUTES))
    return html


def _sanitized_attributes(allowed: dict[str, set[str]]) -> dict[str, set[str]]:
    """The sanitiser's own list and what our figures, tables and pictures carry."""
    ours = {"div": {"class", "role", "tabindex"}, "span": {"class"}, "a": {"class"}, "img": {"loading", "decoding"}}
    return {tag: allowed.get(tag, set()) | ours.get(tag, set()) for tag in allowed.keys() | ours.keys()}


@cache
def _publisher(raw_html: bool) -> MarkdownIt:
    return Dialect("commonmark", {"html": raw_html}, renderer_cls=_Renderer).enable("table")


def _rooted(url: str, root: str) -> str:
    return root + url[1:] if url.startswith("/") and not url.startswith("//") else url


def _is_figure(tokens: Sequence[Token], idx: int) -> bool:
    """Whether the paragraph that opens at `idx` holds one picture and nothing else."""
    children = tokens[idx + 1].children or [] if idx + 1 < len(tokens) else []
    return tokens[idx].type == "paragraph_open" and len(children) == 1 and children[0].type == "image"
