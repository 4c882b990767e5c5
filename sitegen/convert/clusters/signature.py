"""What is kept of an article to find those that may be its copies, and from which it cannot be read."""

from __future__ import annotations

from sitegen.model import Record


class Signature(Record, frozen=True):
    """`keys` are 32-bit numbers, one a band: who shares one is a candidate. `order` brings copies side by side among
    many that share one; `words` is the length."""

    keys: bytes
    order: int
    words: int
