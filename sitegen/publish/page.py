"""A content file as the site sees it."""

from __future__ import annotations

import re

from sitegen.digest import digest_text
from sitegen.document.inline import plain_text
from sitegen.document.markdown import markdown_parser
from sitegen.document.read_markdown import read_inline
from sitegen.frontmatter import parse_content_file
from sitegen.model import FrontMatter, Record
from sitegen.publish.urls import make_slug

_SUMMARY_LENGTH = 240
_NO_PARAGRAPH = re.compile(r"[#>|`~\-*+!_=]|\d+[.)]\s")
_LATIN_PACE = 230
_UNSPACED_PACE = 500
"""Words, or characters of scripts without word gaps, that are read in a minute."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


class Page(Record, frozen=True, kw_only=True):
    """Everything lists and heads need of an article, its body left in the file.

    `path` is relative to the content folder, `url` to the site's root with a slash at its end; `length` is the
    characters of the Markdown body, `digest` that of it.
    """

    path: str
    url: str
    front: FrontMatter
    summary: str
    minutes: int
    length: int
    digest: str


def parse_page(path: str, text: str) -> Page:
    """The page of a content file. Raises ContentError with the file's name under `content/`."""
    file = parse_content_file(f"content/{path}", text)
    parts = path.removesuffix(".md").split("/")
    name = file.front.slug or parts[-1]
    return Page(
        path=path,
        url="/".join([*map(make_slug, parts[:-1]), make_slug(name)]) + "/",
        front=file.front,
        summary=file.front.summary or find_summary(file.body),
        minutes=count_minutes(file.body),
        length=len(file.body),
        digest=digest_text(file.body),
    )


def find_summary(body: str) -> str:
    """The start of the first paragraph, at most 240 characters, cut at a word."""
    for chunk in body.split("\n\n", 8)[:8]:
        if chunk.strip() and not _NO_PARAGRAPH.match(chunk):
            tokens = markdown_parser().parseInline(" ".join(chunk.split("\n")))
            text = " ".join(plain_text(read_inline(tokens[0].children or [])).split())
            if text:
                return shorten(text, _SUMMARY_LENGTH)
    return ""


def shorten(text: str, length: int) -> str:
    """At most `length` characters, cut at a word and marked with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–—-") + "…"


def count_minutes(body: str) -> int:
    """Reading time in whole minutes, at least one."""
    unspaced = len(_UNSPACED.findall(body))
    words = len(body.split())
    return max(1, round(unspaced / _UNSPACED_PACE + (0 if unspaced > words else words) / _LATIN_PACE))
