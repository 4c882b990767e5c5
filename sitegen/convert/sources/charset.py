"""Bytes that came with a label of their encoding, right or wrong, to text."""

from __future__ import annotations

from sitegen.convert.sources.detect import BOMS, WEB, clean_characters, declared_encoding

_NOT_BY_BYTES = ("utf-16", "utf16", "utf-32", "utf32", "utf-7", "utf7", "iso-2022", "iso2022", "hz")
"""Encodings whose bytes may pass for ASCII and mean something else."""


def decode_labelled(data: bytes, label: str | None = None) -> str:
    """The text of `data`, clean to read. UTF-8 where the bytes are that, whatever the label says; else the label, or
    what the text declares of itself, or the web's default. Total: what is no character becomes the sign for that."""
    encodings = [encoding for bom, encoding in BOMS if data.startswith(bom)][:1]
    label = (label or "").strip().lower()
    if label.startswith(_NOT_BY_BYTES):
        encodings.append(label)
    encodings += ["utf-8", label, declared_encoding(data), WEB]
    for encoding in filter(None, encodings):
        try:
            return clean_characters(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue  # a wrong label, or one nobody knows
    return clean_characters(data.decode(WEB, "replace"))
