"""A story as others take it: HTML and Markdown to paste, a Markdown file, and ninjs 3.0.

https://iptc.org/std/ninjs/ninjs-schema_3.0.json says what a ninjs item may hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from sitegen.document.blocks import text_of_all
from sitegen.document.markdown import Dialect
from sitegen.document.write_markdown import format_markdown
from sitegen.frontmatter import format_content_file
from sitegen.model import AnyBlock, Attribution, FrontMatter, Heading, Link, Paragraph, Party, Record, Text, Window
from sitegen.publish.markdown import FigureRenderer
from sitegen.publish.pack import PackView, write_out
from sitegen.publish.pack_body import Taken, take_body
from sitegen.rights.demand import Run

_STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}


class Pack(Record, frozen=True):
    """What the page has in its boxes, and how many pictures are not in them because they are not the site's own."""

    html: str
    markdown: str
    left_out: int


def read_pack(view: PackView, body: str) -> Pack:
    """The boxes of the page of a story whose Markdown is `body`."""
    taken = take_body(view, body)
    head: list[AnyBlock] = [Heading(level=1, content=(Text(text=view.title),))]
    head += [_paragraph(view.byline)] if view.byline else []
    markdown = format_markdown([*head, *_with_terms(view, taken)])
    return Pack(html=_to_html(markdown), markdown=markdown, left_out=taken.left_out)


def render_story_file(view: PackView, body: str) -> bytes:
    """The Markdown file: front matter that says where the story comes from, and what the box has but its head."""
    attribution = Attribution(
        chain=(Party(role="publisher", name=view.site, url=view.home),),
        original_url=view.address,
        license=view.license_url or (view.license[-1].text if view.license else None),
        copyright=view.copyright,
    )
    front = FrontMatter(
        title=view.title,
        date=view.date,
        updated=view.updated,
        language=view.language,
        authors=view.authors,
        tags=view.tags,
        summary=view.summary,
        publish=Window(until=view.until) if view.until else None,
        attribution=attribution,
    )
    text = format_content_file(front, format_markdown(_with_terms(view, take_body(view, body))))
    return text.encode("utf-8", "replace")


def render_ninjs(view: PackView, body: str) -> bytes:
    """The item of news agencies."""
    taken = take_body(view, body)
    blocks = _with_terms(view, taken)
    item: dict[str, Any] = {
        "standard": _STANDARD,
        "uri": view.address,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": view.created,
        "versionCreated": view.changed,
        "expires": view.until,
        "language": view.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": view.title}],
        "by": ", ".join(view.authors),
        "located": view.dateline,
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": view.summary}]
        if view.summary
        else [],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": _to_html(format_markdown(blocks))},
            {"role": "plain", "contentType": "text/plain", "value": _to_text(view, taken)},
        ],
        "subjects": [{"name": tag} for tag in view.tags],
        "copyrightHolder": view.holder,
        "copyrightNotice": view.copyright,
        "usageTerms": view.usage,
        "rightsInfo": {"linkedRights": view.license_url or view.terms} if view.license_url or view.terms else None,
        "renditions": [{"name": "web", "href": view.address, "contentType": "text/html"}],
        "edNote": f"Pictures left out because they are not ours to pass on: {taken.left_out}" if taken.left_out else "",
    }
    known = {key: value for key, value in item.items() if value not in (None, "", [])}
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


STORY_FILES: dict[str, Callable[[PackView, str], bytes]] = {"markdown": render_story_file, "ninjs": render_ninjs}
"""By their forms."""


def _with_terms(view: PackView, taken: Taken) -> list[AnyBlock]:
    """The story, what was put right in it, and what is to be carried with it."""
    notes = [_paragraph(each) for each in view.corrections]
    terms = [_sentence(runs) for runs in (view.credit, view.license) if runs]
    copyright_ = [_paragraph(view.copyright)] if view.copyright else []
    return [*taken.blocks, *notes, *terms, *copyright_]


def _to_text(view: PackView, taken: Taken) -> str:
    """The same as plain text, in which links are written out where terms depend on them."""
    terms = [write_out(runs) for runs in (view.credit, view.license) if runs]
    return "\n\n".join([text_of_all(taken.blocks), *view.corrections, *terms, *filter(None, [view.copyright])])


def _paragraph(text: str) -> Paragraph:
    return Paragraph(content=(Text(text=text),))


def _sentence(runs: Sequence[Run]) -> Paragraph:
    content = [Link(href=run.url, content=(Text(text=run.text),)) if run.url else Text(text=run.text) for run in runs]
    return Paragraph(content=tuple(content))


def _to_html(markdown: str) -> str:
    html: str = _printer().render(markdown)
    return html


@cache
def _printer() -> MarkdownIt:
    return Dialect("commonmark", {"html": False}, renderer_cls=FigureRenderer).enable("table")
