"""JSON text to the items of a stream: one object, a list of them, a list within an object, or one object a line.

What is whole in a file that breaks off is read, and an item that is broken costs no other. The time is linear: the
module `json` counts the lines of the whole text for each error, so after the first one items are cut out before they
are decoded.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

_LISTS = frozenset(["items", "_items", "results", "posts", "docs", "documents"])
"""The names under which feeds and interfaces keep their items."""
_ENVELOPE = "data"
"""The name of an object around the list."""
_BLANKS = re.compile(r"[ \t\n\r,]*")
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{}\]]', re.DOTALL)
_NEXT = re.compile(r"[{\]]")
_SCALAR = re.compile(r"(?:null|true|false|-?\d[\d.eE+-]*+)(?=\s*+[,\]])")
_BETWEEN = re.compile(r"\s*+[,\]]")
_KEY = re.compile(r'\s*("(?:[^"\\]++|\\.)*+")\s*:\s*', re.DOTALL)
_DEEPEST = 500
"""Nesting past which an item is not looked for its end."""
_MOST_FAULTS = 50
"""Broken values beside the list after which the text is given up."""
_FAULTS = (ValueError, RecursionError)


class JsonItem(NamedTuple):
    """An object that may be a story, and the line it begins on."""

    data: dict[str, Any]
    line: int


class JsonStream(NamedTuple):
    """`head` is what stands beside the list of items, `broken` how many things in their place could not be read."""

    head: dict[str, Any]
    items: tuple[JsonItem, ...]
    broken: int


def read_stream(text: str) -> JsonStream:
    """The items of a JSON text, in its order. Total: of what cannot be read there is the number."""
    reader = _Reader(text)
    reader.read()
    return JsonStream(reader.head, tuple(reader.items), reader.broken)


class _Reader:
    """Walks the outermost levels itself, so that each item is known by its place; the rest is decoded as a whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.decoder = json.JSONDecoder(strict=False)
        self.head: dict[str, Any] = {}
        self.items: list[JsonItem] = []
        self.broken = 0
        self.faults = 0
        self.has_open = False
        self.at = 0
        self.counted = (0, 1)

    def read(self) -> None:
        while self.skip_blanks() in ("{", "["):
            if self.text[self.at] == "[":
                going_on = self.read_list()
            else:
                start, found = self.at, len(self.items)
                pairs, is_stream, going_on = self.read_object(0)
                if is_stream:
                    self.head |= pairs
                elif going_on:
                    self.items.insert(found, JsonItem(pairs, self.line_of(start)))
            if not going_on:
                self.broken += 1
                return

    def skip_blanks(self) -> str:
        blanks = _BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.text[self.at : self.at + 1]

    def line_of(self, at: int) -> int:
        """The line of a place that is not before the last one asked for."""
        before, line = self.counted
        self.counted = (at, line + self.text.count("\n", before, at))
        return self.counted[1]

    def read_object(self, depth: int) -> tuple[dict[str, Any], bool, bool]:
        """Its pairs, whether one of them was a list of items, and whether it could be read to its end."""
        pairs: dict[str, Any] = {}
        is_stream = False
        self.at += 1
        while self.skip_blanks() != "}":
            key = _KEY.match(self.text, self.at)
            if not key:
                return pairs, is_stream, False
            self.at = key.end()
            name, opening = key[1][1:-1], self.text[self.at : self.at + 1]
            if name in _LISTS and opening == "[":
                is_stream, going_on = True, self.read_list()
            elif name == _ENVELOPE and opening == "{" and depth == 0:
                inner, has_list, going_on = self.read_object(1)
                is_stream = is_stream or has_list
                pairs |= inner if has_list else {name: inner}
            else:
                going_on = self.read_value(pairs, name)
            if not going_on:
                return pairs, is_stream, False
        self.at += 1
        return pairs, is_stream, True

    def read_value(self, pairs: dict[str, Any], name: str) -> bool:
        try:
            pairs[name], self.at = self.decoder.raw_decode(self.text, self.at)
        except _FAULTS:
            self.faults += 1
            self.at = self.find_end()
            return self.at > 0 and self.faults < _MOST_FAULTS
        return True

    def read_list(self) -> bool:
        """Read the items of the list that begins here; whether its end was found."""
        self.at += 1
        while (opening := self.skip_blanks()) != "]":
            if opening != "{":
                self.broken += 1
                if not self.skip_value(opening):
                    return False
            elif not self.read_item():
                return False
        self.at += 1
        return True

    def skip_value(self, opening: str) -> bool:
        """Skip what is no item: a list or a string as a whole, for there may be brackets in it. Of what is no JSON all
        up to the next item; whether there is anything behind it."""
        scalar = _SCALAR.match(self.text, self.at)
        if scalar:
            self.at = scalar.end()
            return True
        end = self.find_end() if opening == '"' or (opening == "[" and not self.has_open) else 0
        self.has_open = self.has_open or (opening == "[" and not end)  # looked for its end once, for the time is linear
        place = _BETWEEN.match(self.text, end) if end else _NEXT.search(self.text, self.at)
        place = place or _NEXT.search(self.text, self.at)
        self.at = place.start() if place else self.at
        return place is not None

    def read_item(self) -> bool:
        start = self.at
        try:
            if self.broken:
                end = self.find_end()
                if not end:
                    return False
                self.at = end
                data = self.decoder.decode(self.text[start:end])
            else:
                data, self.at = self.decoder.raw_decode(self.text, start)
        except _FAULTS:
            self.broken += 1
            self.at = self.at if self.at > start else self.find_end()
            return self.at > 0
        self.items.append(JsonItem(data, self.line_of(start)))
        return True

    def find_end(self) -> int:
        """Where the brackets that open here are closed again; 0 when they are not."""
        depth = 0
        for token in _TOKEN.finditer(self.text, self.at):
            if token[0] in "{[":
                depth += 1
            elif token[0] in "}]":
                depth -= 1
            if depth <= 0:
                return token.end()
            if depth > _DEEPEST:
                return 0
        return 0
