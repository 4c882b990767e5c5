"""What a rule found, first as it is seen in an output, then as it is told."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model import Record
from sitegen.publish.check.rules import Severity


class Fault(NamedTuple):
    """A breach of a rule in an output. `line` is that of the output, `url` the address it is about.

    The remedy lies in the content file where `keys` name a key of its front matter, or where `sought` stands in it.
    """

    rule: str
    line: int
    message: str
    remedy: str
    url: str = ""
    sought: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class Finding(Record, frozen=True):
    """A breach as it is told: `file` and `line` (0 when unknown) are where to mend it, `output` is the file of the
    built site that shows it, and `more` is how many others show the same."""

    rule: str
    severity: Severity
    file: str
    line: int
    message: str
    remedy: str
    output: str = ""
    url: str = ""
    more: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        more = f", and in {self.more} more files" if self.more else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        line = f"{place}: {self.severity} {self.rule}: {self.message}{more}{remedy}"
        return "".join(char for char in " ".join(line.split()) if char.isprintable())
