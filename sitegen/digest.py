"""The one digest that traces, origins, memories and addresses use: BLAKE2b (RFC 7693) in hexadecimal."""

from __future__ import annotations

import hashlib


def digest_bytes(data: bytes, size: int = 16) -> str:
    """The digest of `data`, `size` bytes long."""
    return hashlib.blake2b(data, digest_size=size).hexdigest()


def digest_text(text: str, size: int = 16) -> str:
    """The digest of a text's UTF-8, lone surrogates included."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"), size)
