"""The sentences a licensor demands: inline Markdown with slots, as words and as runs of text and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.document.inline import plain_text
from sitegen.document.links import web_link
from sitegen.document.markdown import markdown_parser
from sitegen.document.read_markdown import read_inline
from sitegen.model import Inline, Link, Record
from sitegen.model.profile import Profile

SLOTS = ("title", "author", "source", "site", "url", "home")
_SLOT = re.compile(r"\{(\w+)\}")


class Run(Record, frozen=True):
    """A piece of a sentence; `url` where it is a link."""

    text: str
    url: str | None = None


def sentences_of(profile: Profile) -> Iterator[tuple[str, str]]:
    """Every sentence the profile demands, with the key it stands under."""
    credit = profile.credit
    yield from (("required_text", sentence) for sentence in credit.required_text)
    if credit.end_tagline:
        yield "end_tagline", credit.end_tagline


def find_slots(sentence: str) -> list[str]:
    return _SLOT.findall(sentence)


def words_of(sentence: str) -> str:
    """A sentence as readers see it, slots and all."""
    return "".join(run.text for run in _parse(_hide(sentence)) if run.text).translate(_SHOWN)


def fill_sentence(sentence: str, values: Mapping[str, str]) -> tuple[Run, ...]:
    """The sentence with its slots filled. A link whose address is not known is plain text; a sentence that lacks a word
    cannot be said, and gives nothing."""
    filled: list[Run] = []
    for run in _parse(_hide(sentence)):
        text, url = _show(run.text), _show(run.url or "")
        if any(not values.get(slot) for slot in find_slots(text)):
            return ()
        known = url and all(values.get(slot) for slot in find_slots(url))
        address = web_link(_fill(url, values)) if known else None
        filled.append(Run(text=_fill(text, values), url=address))
    return tuple(filled)


def read_sentence(markdown: str) -> tuple[Run, ...]:
    """A sentence as it was found, with its links."""
    return tuple(Run(text=run.text, url=web_link(run.url)) for run in _parse(markdown))


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[slot[1]], text)


# Braces in an address are percent-encoded by a Markdown parser: slots pass it as characters of private use.
_HIDDEN = {"{": "\ue000", "}": "\ue001"}
_SHOWN = {ord(hidden): brace for brace, hidden in _HIDDEN.items()}
_ENCODED = {"%EE%80%80": "{", "%EE%80%81": "}"}


def _hide(sentence: str) -> str:
    return _SLOT.sub(lambda slot: f"{_HIDDEN['{']}{slot[1]}{_HIDDEN['}']}", sentence)


def _show(text: str) -> str:
    for encoded, brace in _ENCODED.items():
        text = text.replace(encoded, brace)
    return text.translate(_SHOWN)


def _parse(markdown: str) -> Iterator[Run]:
    tokens = markdown_parser().parseInline(" ".join(markdown.split()))
    yield from _runs(read_inline(tokens[0].children or []))


def _runs(content: tuple[Inline, ...]) -> Iterator[Run]:
    """Emphasis is left out: it is the words and where they lead that are demanded."""
    for node in content:
        if isinstance(node, Link):
            yield Run(text=plain_text(node.content), url=node.href)
        else:
            yield Run(text=plain_text((node,)))
