"""A finished check, as JSON and as a page."""

from __future__ import annotations

from collections import Counter

import msgspec
from jinja2 import Environment, StrictUndefined

from sitegen.model import Record
from sitegen.publish.check.finding import Finding
from sitegen.publish.check.rules import RULES, Severity


class CheckReport(Record, frozen=True, kw_only=True):
    """`files` were read, `pages` of them are of stories; `asked` addresses of others were tried; `written` is what the
    build before it wrote, None where there was none."""

    site: str
    output: str
    checked: str
    """When, as an ISO 8601 instant."""
    files: int
    pages: int
    asked: int = 0
    written: int | None = None
    findings: tuple[Finding, ...] = ()
    failures: tuple[str, ...] = ()
    """What the build before it could not do, a line each."""
    seconds: float = 0.0

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def is_passed(self) -> bool:
        """Whether there is no error."""
        return not self.failures and not self.count("error")

    @property
    def summary(self) -> str:
        counts = [(self.count("error"), "error"), (self.count("warning"), "warning"), (self.count("note"), "note")]
        found = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in counts)
        asked = f", {self.asked} addresses of others" if self.asked else ""
        built = "as it is" if self.written is None else f"built now, {self.written} files written"
        return f"{found} in {self.files} files{asked} of {self.output}, {built} ({self.seconds:.2f} s)"


def report_to_json(report: CheckReport) -> str:
    """One object: the report's fields but for its duration, with `errors`, `warnings`, `notes` and `passed`."""
    values = msgspec.to_builtins(report)
    del values["seconds"]
    counts = {f"{name}s": report.count(name) for name in ("error", "warning", "note")}
    data = {**values, **counts, "passed": report.is_passed}
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def render_report(template: str, report: CheckReport) -> str:
    """The report as a page that needs nothing else."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    groups = [
        (name, [each for each in report.findings if each.severity == name]) for name in ("error", "warning", "note")
    ]
    by_rule = sorted(Counter(finding.rule for finding in report.findings).items(), key=lambda each: (-each[1], each[0]))
    asks = {rule: RULES[rule].asks for rule, _ in by_rule}
    return environment.from_string(template).render(report=report, groups=groups, by_rule=by_rule, asks=asks)
