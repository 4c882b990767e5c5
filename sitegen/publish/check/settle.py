"""Faults as they are told: where the remedy lies, how grave they are here, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from sitegen.publish.check.finding import Fault, Finding
from sitegen.publish.check.settings import Check, is_ignored, severity_of

_WITHIN = "/-_%?=&#~"
"""What stands within an address, besides letters and digits."""
_ORDER = {"error": 0, "warning": 1, "note": 2}


class Located(NamedTuple):
    """A fault, and the file and line where it is to be mended; `output` is the built file that shows it."""

    fault: Fault
    file: str
    line: int
    output: str = ""


def locate(fault: Fault, output: str, shown: str, content: str, text: str) -> Located:
    """The place of a fault of the built file `output`, shown as `shown`: in its content file, if the remedy lies there,
    whose text is `text`."""
    line = find_line(text, fault) if content else 0
    if line or (content and fault.keys):
        return Located(fault, content, line or 1, output)
    return Located(fault, shown, fault.line, output)


def find_line(text: str, fault: Fault) -> int:
    """The line of a content file on which a fault lies; 0 where it is not in it."""
    for sought in fault.sought:
        at = _find_whole(text, sought)
        if at >= 0:
            return text.count("\n", 0, at) + 1
    lines = text.split("\n")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.startswith("---")), 0)
    at = 0
    for key in fault.keys:
        at = next((i for i in range(at + 1, end) if lines[i].strip(" -").startswith(f"{key}:")), at)
    return at + 1 if fault.keys and at else 0


def _find_whole(text: str, sought: str) -> int:
    """Where an address or a word stands that is not part of a longer one; -1 where it does not."""
    at = text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if not (_is_within(text[at - 1 : at]) or _is_within(text[end : end + 1]) or _goes_on(text[end : end + 2])):
            return at
        at = text.find(sought, at + 1)
    return -1


def _is_within(char: str) -> bool:
    return char.isalnum() or (char != "" and char in _WITHIN)


def _goes_on(after: str) -> bool:
    """Whether a dot is one within an address and ends no sentence."""
    return after[:1] == "." and after[1:].isalnum()


def settle(located: Iterable[Located], check: Check) -> list[Finding]:
    """The findings, gravest first, then by place. What a template prints on many pages is told once."""
    found: dict[tuple[str, ...], Finding] = {}
    for finding in _grade(located, check):
        is_output = finding.file.endswith(finding.output) and bool(finding.output)
        place = () if is_output else (finding.file, str(finding.line))
        key = (finding.rule, finding.message, *place)
        first = found.setdefault(key, finding)
        if first is not finding and is_output:
            found[key] = replace(first, more=first.more + 1)
    return sorted(
        found.values(), key=lambda each: (_ORDER[each.severity], each.file, each.line, each.rule, each.message)
    )


def _grade(located: Iterable[Located], check: Check) -> Iterator[Finding]:
    for fault, file, line, output in located:
        severity = severity_of(fault.rule, check)
        if severity is None:
            continue
        finding = Finding(
            rule=fault.rule,
            severity=severity,
            file=file,
            line=line,
            message=fault.message,
            remedy=fault.remedy,
            output=output,
            url=fault.url,
        )
        if not is_ignored(finding, check):
            yield finding
