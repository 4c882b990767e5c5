"""JSON to drafts: which of the formats it is, the keys of its items tell."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.convert.sources.json_feed import is_json_feed, parse_json_feed
from sitegen.convert.sources.json_items import JsonItem, JsonStream, read_stream
from sitegen.convert.sources.ninjs import is_ninjs, read_ninjs_item, unwrap
from sitegen.convert.sources.stated import Stated, count_notice, to_candidates
from sitegen.convert.sources.wp_rest import is_wp_post, read_wp_post
from sitegen.errors import SourceError
from sitegen.model import Draft, Source

_REMEDY = "give a JSON Feed, posts of the WordPress REST API, or ninjs"


def parse_json(source: Source) -> Iterator[Draft]:
    """A draft for each story. Raises SourceError when there is none to read."""
    stream = read_stream(source.text)
    source = replace(source, text="")  # the items have it
    story = replace(source, kind="feed", url="")  # the address of a stream is that of none of its stories
    if is_json_feed(stream):
        known = stream.items
        drafts = parse_json_feed(story, stream)
    else:
        known = tuple(item for each in stream.items if _is_known(item := JsonItem(unwrap(each.data), each.line)))
        drafts = (draft for item in known if (draft := _read(story, item)))
    last, count = None, 0
    for draft in drafts:
        if last:
            yield last
        last, count = draft, count + 1
    if not last:
        raise _refuse(source, stream, len(known))
    lost = stream.broken + len(stream.items) - len(known)
    notices = (
        *count_notice("left-out", len(known) - count, "items left out because they are private or no stories"),
        *count_notice("broken", lost, "items of the file that could not be read"),
    )
    yield _with_address(replace(last, notices=(*last.notices, *notices)), source, count)


def _is_known(item: JsonItem) -> bool:
    return is_wp_post(item.data) or is_ninjs(item.data)


def _read(story: Source, item: JsonItem) -> Draft | None:
    return read_wp_post(story, item) if is_wp_post(item.data) else read_ninjs_item(story, item)


def _with_address(draft: Draft, source: Source, drafts: int) -> Draft:
    """The address that the user gave is that of a story that is alone and names none."""
    if not source.url or drafts > 1 or any(each.field == "canonical_url" for each in draft.candidates):
        return draft
    given = to_candidates("option", 0, [Stated("canonical_url", source.url, "url")])
    return replace(draft, candidates=(*draft.candidates, *given))


def _refuse(source: Source, stream: JsonStream, known: int) -> SourceError:
    if known:
        return SourceError("holds no story that may be published", source.name, hint="its items are private or no text")
    if stream.broken and not stream.items:
        return SourceError("is no whole JSON: it breaks off or is broken", source.name, hint="save or fetch it again")
    if not stream.items:
        return SourceError("is JSON without a story", source.name, hint=_REMEDY)
    return SourceError("is JSON of no kind that is known", source.name, hint=_REMEDY)
