"""A withdrawn story taken out of what holds its words: its seed, which others may share, and the versions of seeds."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.app.versions import list_seed_versions, read_seed_version, seeds_with_versions
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.formats import read_drafts
from sitegen.convert.sources.site_rules import SiteRules
from sitegen.document.blocks import text_of_all
from sitegen.errors import SitegenError
from sitegen.model import Draft
from sitegen.shell.files import delete_file, find_files, read_bytes, write_atomically

_CODED = (".eml", ".mht", ".mhtml", ".docx", ".pdf", ".warc", ".gz")
"""Files whose words cannot be seen in their bytes."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_WORD = re.compile(r"(?<!\w)[a-z]{5,20}(?!\w)")
_MOST_WORDS = 3
_FEWEST_WORDS = 2
_ITEM = re.compile(r"<(item|entry|newsItem)(?=[\s>])")
_BETWEEN = re.compile(r"""[\s<>"']+""")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ENCODING = re.compile(r"""(<\?xml[^<>]{0,100}encoding=)(["'])[^"'<>]{1,40}\2""")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_SHORTEST_SENTENCE = 30
"""Characters of a sentence that is a story's own."""


class Gone(NamedTuple):
    """A withdrawn story: its ids, and its text in each version that is known of."""

    items: frozenset[str]
    texts: tuple[str, ...]

    def is_told_in(self, text: str) -> bool:
        """Whether a text is a version of it."""
        return any(is_similar(text, mine) for mine in self.texts) if text.strip() else False

    def is_quoted_in(self, text: str) -> bool:
        """Whether a text holds a sentence of it."""
        said = fold_text(" ".join(text.split()))
        parts = (fold_text(part) for mine in self.texts for part in _SENTENCE.split(mine))
        return any(len(part) >= _SHORTEST_SENTENCE and part in said for part in parts)


Keeps = Callable[[str, str | None], bool]
"""Whether a seed's item is another story that is here to stay."""


def excise(site: Path, gone: Gone, seeds: set[str], keeps: Keeps) -> None:
    """Take a story out of seeds and of all versions that are kept of any. What else is in a seed stays; of a version
    that held it nothing does."""
    for seed in sorted(seeds):
        if (site / seed).is_file() and not (site / seed).is_symlink():
            data = read_bytes(site / seed, seed)
            rest = cut_out(seed, data, gone, keeps)
            if rest is None:
                delete_file(site, seed)
            elif rest != data:
                write_atomically(site / seed, rest, durable=True)
    for seed in seeds_with_versions(site):
        for version in list_seed_versions(site, seed):
            try:
                data = read_seed_version(version)
            except SitegenError:  # nobody can tell what was in it
                version.file.unlink(missing_ok=True)
                continue
            if cut_out(seed, data, gone, keeps) != data:
                version.file.unlink(missing_ok=True)


def seeds_of(site: Path, folder: str) -> set[str]:
    """The names of all seeds."""
    return {f"{folder}/{path}" for path in find_files(site / folder)} if folder else set()


def cut_out(name: str, data: bytes, gone: Gone, keeps: Keeps) -> bytes | None:
    """A seed without a story: its bytes where it has none of it, None where nothing else is in it, or where what is in
    it cannot be parted."""
    if not _may_hold(name, data, gone):
        return data
    drafts = _read(name, data)
    hits = [draft for draft in drafts if not keeps(name, draft.item) and _is_of(draft, gone)]
    if not hits:
        is_lost = not drafts and gone.is_quoted_in(data.decode("utf-8", "replace"))
        return None if is_lost else data
    rest = Counter(draft.item for draft in drafts if draft not in hits)
    text = detect(name, data).text if rest else ""
    cut = _Cut(gone, frozenset(draft.item for draft in hits if draft.item), frozenset(filter(None, rest)))
    parted = (cut.out_of_json(text) if text.lstrip()[:1] in ("{", "[") else cut.out_of_xml(text)) if rest else None
    if parted is None:
        return None
    left = _read(name, parted.encode())
    is_clean = not any(_is_of(draft, gone) for draft in left if not keeps(name, draft.item))
    return parted.encode() if is_clean and Counter(draft.item for draft in left) == rest else None


def _read(name: str, data: bytes) -> list[Draft]:
    try:
        return list(read_drafts(detect(name, data), SiteRules()))
    except SitegenError:
        return []


def _is_of(draft: Draft, gone: Gone) -> bool:
    """Whether a draft is a version of the story; a notice that says no word of it is none."""
    text = text_of_all(draft.blocks)
    if _may_say(text.encode("utf-8", "replace"), gone) and (gone.is_told_in(text) or gone.is_quoted_in(text)):
        return True
    is_notice = any(found.field == "status" and found.value == "canceled" for found in draft.candidates)
    return draft.item in gone.items and bool(text) and not is_notice


def _may_hold(name: str, data: bytes, gone: Gone) -> bool:
    """Whether the words of a story may be in a file: a look at its bytes, for archives are large."""
    if name.lower().endswith(_CODED) or data.startswith(_WIDE):
        return True
    return any(item.encode() in data for item in gone.items) or _may_say(data, gone)


def _may_say(data: bytes, gone: Gone) -> bool:
    """Whether the longest words of some sentence of a story are all there, or it has none to look for."""
    lower = data.lower()
    keys = _keys_of(gone.texts)
    return not keys or any(all(word in lower for word in key) for key in keys)


@lru_cache(maxsize=8)
def _keys_of(texts: tuple[str, ...]) -> tuple[tuple[bytes, ...], ...]:
    """The longest words of each sentence; none where some sentence has too few that any encoding leaves alone."""
    keys = set()
    for sentence in (part for text in texts for part in _SENTENCE.split(text) if len(part) >= _SHORTEST_SENTENCE):
        words = sorted(set(_WORD.findall(sentence.casefold())), key=lambda word: (-len(word), word))[:_MOST_WORDS]
        if len(words) < _FEWEST_WORDS:
            return ()
        keys.add(tuple(word.encode() for word in words))
    return tuple(sorted(keys))


class _Cut(NamedTuple):
    """What is to be cut out of a stream: the story, the ids of its items there, and those of the others."""

    gone: Gone
    ids: frozenset[str]
    others: frozenset[str]

    def out_of_xml(self, text: str) -> str:
        """The text without the elements that are items and hold the story."""
        parts, end, stop = [], 0, 0
        for begin in _ITEM.finditer(text):
            if begin.start() < stop:
                continue
            close = f"</{begin[1]}>"
            found = text.find(close, begin.end())
            if found < 0:  # it never ends
                break
            stop = found + len(close)
            if self._takes(text[begin.start() : stop]):
                parts.append(text[end : begin.start()])
                end = stop
        return _ENCODING.sub(r"\1\2utf-8\2", "".join((*parts, text[end:])), count=1)

    def out_of_json(self, text: str) -> str | None:
        """The text without the items that hold the story: those of the outermost list that has others too."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return None
        for found in list(_lists_in(data)):
            kept = [each for each in found if not self._takes(" ".join(_strings_in(each)))]
            if 0 < len(kept) < len(found):
                found[:] = kept
                return json.dumps(data, ensure_ascii=False, indent=1)
        return None

    def _takes(self, item: str) -> bool:
        """Whether an item is the story's: by its id, or else by what it says."""
        names = set(_BETWEEN.split(html.unescape(item)))
        is_its, is_others = not names.isdisjoint(self.ids), not names.isdisjoint(self.others)
        text = _bare(item)
        return is_its if is_its != is_others else self.gone.is_told_in(text) or self.gone.is_quoted_in(text)


def _lists_in(data: Any) -> Iterator[list[Any]]:
    """The lists in JSON data, the outermost first."""
    level = [data]
    while level:
        yield from (each for each in level if isinstance(each, list))
        level = [inner for each in level for inner in _parts_of(each)]


def _strings_in(data: Any) -> Iterator[str]:
    stack = [data]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            yield each
        stack += reversed(_parts_of(each))


def _parts_of(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def _bare(text: str) -> str:
    """The words of markup, which may be escaped twice in feeds."""
    for _ in range(2):
        text = html.unescape(_TAG.sub(" ", text.replace("<![CDATA[", " ")))
    return text
