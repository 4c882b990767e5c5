"""A content file back to a draft. Its words have been cleaned once; they are not cleaned again."""

from __future__ import annotations

from sitegen.document.read_markdown import read_markdown
from sitegen.frontmatter import parse_content_file
from sitegen.model import Candidate, Draft, FrontMatter, Source

_FIELDS = {
    "title": "title",
    "date": "published",
    "updated": "modified",
    "language": "language",
    "section": "section",
    "summary": "summary",
}


def parse_markdown(source: Source) -> list[Draft]:
    """One draft. A file without front matter is somebody's paste in Markdown and is cleaned like any other."""
    if not source.text.startswith("---\n"):
        return [Draft(source=source, blocks=read_markdown(source.text))]
    file = parse_content_file(source.name, source.text)
    return [
        Draft(
            source=source,
            blocks=read_markdown(file.body, file.body_line),
            candidates=tuple(_candidates(file.front)),
            trusted=True,
            front=file.front,
        )
    ]


def _candidates(front: FrontMatter) -> list[Candidate]:
    found = [
        Candidate(field=field, value=value, origin="front-matter", rank=0)
        for key, field in _FIELDS.items()
        if (value := getattr(front, key)) is not None
    ]
    found += [Candidate(field="authors", value=name, origin="front-matter", rank=0) for name in front.authors]
    found += [Candidate(field="tags", value=tag, origin="front-matter", rank=0) for tag in front.tags]
    if front.image:
        found.append(Candidate(field="images", value=front.image, origin="front-matter", rank=0))
    if front.attribution and front.attribution.original_url:
        url = front.attribution.original_url
        found.append(Candidate(field="canonical_url", value=url, origin="front-matter", rank=0))
    return found
