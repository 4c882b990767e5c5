"""Bytes as the open file that libraries ask for; no file is touched."""

from __future__ import annotations

from io import BytesIO


def open_bytes(data: bytes) -> BytesIO:
    """A binary stream over `data`."""
    return BytesIO(data)
