from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.errors import ConfigError
from sitegen.publish.check.finding import Fault, Finding
from sitegen.publish.check.report import CheckReport
from sitegen.publish.check.rules import RULES
from sitegen.publish.check.settings import Check, Ignore, is_ignored, is_url_ignored, severity_of
from sitegen.publish.check.settle import Located, find_line, locate, settle
from tests.unit.publish.press import config_of


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            'severity = {"rights.unknwon" = "error"}',
            'site.toml:6: unknown rule "rights.unknwon" (did you mean "rights.unknown"?)',
        ),
        ('[check.severity]\n"lnk.*" = "off"', 'site.toml:7: unknown rule "lnk.*" (did you mean "link.*"?)'),
        ('severity = {"link.dead" = "fatal"}', "site.toml:6: "),
        ('ignore = [{rule = "link.ded"}]', 'site.toml:6: unknown rule "link.ded" (did you mean "link.dead"?)'),
        ("ignore = [{}]", "site.toml:6: an entry ignores everything"),
        ("severty = {}", 'site.toml:6: unknown key "severty" (did you mean "severity"?)'),
    ],
    ids=range(6),
)
def test_a_wrong_table_is_told_with_line_and_remedy(table: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        config_of(f"\n[check]\n{table}\n")
    assert str(error.value).startswith(message)


def test_how_grave_a_rule_is() -> None:
    check = config_of(
        '[check]\nseverity = {"link.*" = "note", "link.case" = "off", "rights.unknown" = "error"}\n'
    ).check
    assert severity_of("link.broken", check) == "note"
    assert severity_of("link.case", check) is None
    assert severity_of("rights.unknown", check) == "error"
    assert severity_of("html.id", check) == "error"
    unquoted = config_of('[check.severity]\nrights.unknown = "error"\n').check
    assert severity_of("rights.unknown", unquoted) == "error"


def finding(**keys: str) -> Finding:
    values = {
        "rule": "link.dead",
        "file": "content/a.md",
        "message": "m",
        "remedy": "",
        "url": "https://x.example/1",
    } | keys
    return Finding(severity="error", line=3, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ignore", "passes"),
    [
        (Ignore(rule="link.dead"), True),
        (Ignore(rule="link.*"), True),
        (Ignore(rule="link.moved"), False),
        (Ignore(file="content/*"), True),
        (Ignore(file="public/*"), False),
        (Ignore(rule="link.dead", url="https://x.example/*"), True),
        (Ignore(rule="link.dead", url="https://y.example/*"), False),
    ],
)
def test_what_is_let_pass(ignore: Ignore, passes: bool) -> None:
    assert is_ignored(finding(), Check(ignore=(ignore,))) is passes


def test_what_is_let_pass_need_not_be_asked_for() -> None:
    assert is_url_ignored("https://x.example/1", Check(ignore=(Ignore(url="https://x.example/*"),)))
    assert not is_url_ignored("https://x.example/1", Check(ignore=(Ignore(rule="link.dead"),)))
    assert not is_url_ignored(
        "https://x.example/1", Check(ignore=(Ignore(url="https://x.example/*", rule="link.moved"),))
    )


CONTENT = """\
---
title: Boats
attribution:
  chain:
  - {role: publisher, name: Wire}
  original_url: https://wire.example/boats
---

See [that](/world/fer/), [this](/world/ferry/) and ![the quay](/images/a.png "x").
"""


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault("r", 0, "m", "r", sought=("/world/",)), 0),
        (Fault("r", 0, "m", "r", sought=("/world/fer/",)), 9),
        (Fault("r", 0, "m", "r", sought=("/gone", "/images/a.png")), 9),
        (Fault("r", 0, "m", "r", sought=("/images/a",)), 0),
        (Fault("r", 0, "m", "r", keys=("attribution", "original_url")), 6),
        (Fault("r", 0, "m", "r", keys=("attribution", "tracker")), 3),
        (Fault("r", 0, "m", "r", keys=("draft",)), 0),
        (Fault("r", 0, "m", "r"), 0),
    ],
    ids=range(8),
)
def test_the_line_of_a_content_file(fault: Fault, line: int) -> None:
    assert find_line(CONTENT, fault) == line


def test_a_fault_is_told_where_it_is_to_be_mended() -> None:
    in_text = Fault("link.broken", 40, "m", "r", sought=("/world/fer/",))
    assert locate(in_text, "a/index.html", "public/a/index.html", "content/a.md", CONTENT)[1:3] == ("content/a.md", 9)
    in_template = Fault("link.broken", 40, "m", "r", sought=("/menu/",))
    assert locate(in_template, "a/index.html", "public/a/index.html", "content/a.md", CONTENT)[1:3] == (
        "public/a/index.html",
        40,
    )
    of_head = Fault("rights.unknown", 0, "m", "r", keys=("draft",))
    assert locate(of_head, "a/index.html", "public/a/index.html", "content/a.md", CONTENT)[1:3] == ("content/a.md", 1)


def test_what_a_template_prints_everywhere_is_told_once() -> None:
    fault = Fault("link.broken", 7, '"/x/" leads to nothing', "mend it")
    pages = [Located(fault, f"public/{name}/index.html", 7, f"{name}/index.html") for name in "abc"]
    content = [Located(fault, f"content/{name}.md", 9, f"{name}/index.html") for name in "ab"]
    note = Located(Fault("link.redirect", 1, "m", "r"), "public/a/index.html", 1, "a/index.html")
    found = settle([note, *pages, *content], Check())
    assert [str(each) for each in found] == [
        'content/a.md:9: error link.broken: "/x/" leads to nothing (mend it)',
        'content/b.md:9: error link.broken: "/x/" leads to nothing (mend it)',
        'public/a/index.html:7: error link.broken: "/x/" leads to nothing, and in 2 more files (mend it)',
        "public/a/index.html:1: note link.redirect: m (r)",
    ]


def test_a_line_holds_nothing_that_moves_the_terminal() -> None:
    assert str(finding(message="a\x1b[2J\nb\u202ec")) == "content/a.md:3: error link.dead: a[2J bc"


def test_a_report_is_passed_without_errors_and_failures() -> None:
    report = CheckReport(site="x", output="public", checked="", files=1, pages=1)
    assert report.is_passed
    assert report.summary.startswith("0 errors, 0 warnings, 0 notes in 1 files of public")
    assert not CheckReport(site="x", output="public", checked="", files=1, pages=1, findings=(finding(),)).is_passed
    assert not CheckReport(site="x", output="public", checked="", files=1, pages=1, failures=("x",)).is_passed


def test_every_rule_that_is_told_is_in_the_table_and_every_rule_of_the_table_is_told() -> None:
    package = Path(__file__).parents[4] / "sitegen"
    sources = [*(package / "publish/check").glob("*.py"), *(package / "app").glob("check*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources if path.name != "rules.py")
    told = set(re.findall(r'"((?:html|link|rights|image|index|jsonld|request|leak|file)\.[a-z-]+)"', text))
    assert told - {"index.html"} == set(RULES)
