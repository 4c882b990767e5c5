"""Bytes that came with a label of their encoding, right or wrong, to text."""

from __future__ import annotations

import codecs

from sitegen.convert.sources.detect import BOMS, NO_TEXT, WEB, clean_characters, declared_encoding, is_mostly_utf8

_SIGNS = {"utf-16": b"\x00", "utf-32": b"\x00", "iso2022": b"\x1b", "utf-7": b"+", "hz": b"~{"}
"""Encodings whose bytes may pass for ASCII and mean something else, and what is in a text that is in one of them."""
_ON_THE_WEB = {
    "ascii": WEB,
    "iso8859-1": WEB,
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "shift-jis": "cp932",
}
"""What is meant by names of smaller encodings (WHATWG Encoding)."""
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"WARC/")


def decode_labelled(data: bytes, label: str | None = None) -> str:
    """The text of `data`, clean to read. UTF-8 where the bytes are that, whatever the label says; else the label, or
    what the text declares of itself, or the web's default. Total: what is no character becomes the sign for that."""
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)][:1]
    label = _name_of(label)
    if _is_borne_out(data, label):
        encodings.append(label)
    encodings += ["utf-8", label, declared_encoding(data), WEB]
    for encoding in filter(None, encodings):
        try:
            return clean_characters(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue  # a wrong label, or one nobody knows
    return clean_characters(data.decode(WEB, "replace"))


def to_utf8(data: bytes, label: str) -> bytes:
    """What a server sent as text in the encoding it names, in UTF-8; as it is where the bytes are no text, are UTF-8
    already, or tell of their encoding better than the label does. Total."""
    label = _name_of(label)
    if not label or data.startswith((*_BINARY, *(bom for bom, _ in BOMS))):
        return data
    if not _is_borne_out(data, label) and is_mostly_utf8(data):
        return data
    for encoding, errors in ((label, "strict"), (declared_encoding(data), "strict"), (label, "replace")):
        try:
            return data.decode(encoding, errors).encode("utf-8", "replace")
        except (UnicodeDecodeError, LookupError):
            continue
    return data


def _name_of(label: str | None) -> str:
    """Python's name of an encoding; empty of one that nobody knows or that is none for texts."""
    try:
        name = codecs.lookup((label or "").strip().lower()).name.replace("_", "-")
    except (LookupError, ValueError):
        return ""
    return "" if name in NO_TEXT else _ON_THE_WEB.get(name, name)


def _is_borne_out(data: bytes, label: str) -> bool:
    """Whether an encoding whose bytes look like others is told by what is in them."""
    return any(label.startswith(name) and sign in data for name, sign in _SIGNS.items())
