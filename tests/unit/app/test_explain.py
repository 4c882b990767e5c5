from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.app.explain import explain, shorten
from tests.sites import lay_files, lay_site
from tests.unit.app.test_rules import rule_file

PASTE = """\
Ferry late again

Share on facebook
By Ines Varga

PORT ELMA (NSP) - The ferry was late on Monday, and the lamp was out for the third night in a row, officials said.

Advertisement

Nobody at the pier was surprised, the pilot said.
"""
FEED = """\
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lantern</title>
<item><title>Ferry late</title><guid>f1</guid>
<content:encoded>&lt;p&gt;The ferry was late on Monday, officials said.&lt;/p&gt;</content:encoded></item>
<item><title>Mill opens</title><guid>f2</guid>
<content:encoded>&lt;p&gt;The mill opened on Tuesday, the miller said.&lt;/p&gt;</content:encoded></item>
</channel></rss>
"""


def lines_of(name: Path, **options: object) -> list[str]:
    return ["".join(span.text for span in row).rstrip() for row in explain(str(name), **options)]  # type: ignore[arg-type]


@pytest.fixture
def paste(tmp_path: Path) -> Path:
    return lay_files(tmp_path, {"ferry.txt": PASTE}) / "ferry.txt"


def test_each_line_with_number_fate_and_text(paste: Path) -> None:
    lines = lines_of(paste)
    assert re.match(r" 1  moved to title shape\.headline +Ferry late again$", lines[0])
    assert lines[1] == " 2  blank"
    assert re.match(r" 3  removed share en\.share\.network +Share on facebook$", lines[2])
    assert re.match(r" 6  kept +PORT ELMA \(NSP\) - The ferry", lines[5])
    numbers = [int(line[:2]) for line in lines[:10] if line[:2].strip()]
    assert numbers == list(range(1, 11))


def test_rules_are_said_where_they_are(paste: Path) -> None:
    text = "\n".join(lines_of(paste))
    assert re.search(r"1 ×  en\.share\.network +sitegen/rules/en/share\.toml:4\n", text)
    assert re.search(r"1 ×  shape\.headline +built in\n", text)


def test_it_ends_with_words_and_warnings(paste: Path) -> None:
    lines = lines_of(paste)
    at = next(i for i, line in enumerate(lines) if line.startswith("words"))
    assert lines[at] == "words  33 kept, 6 moved"
    assert lines[at + 1].strip() == "4 removed: share 3, ad_marker 1"
    assert lines[at + 2].startswith("warning: no-date: ")
    assert not [line for line in lines if "draft" in line]


def test_a_warning_that_makes_a_draft_says_so(tmp_path: Path) -> None:
    lay_files(
        tmp_path, {"a.txt": PASTE.rstrip() + "\n\nThe mayor, who was asked on Tuesday, began to explain that […]\n"}
    )
    (line,) = [line for line in lines_of(tmp_path / "a.txt") if line.startswith("warning: truncated")]
    assert line.endswith("(line 12): it would come in as a draft")


def test_texts_are_as_wide_as_the_terminal(paste: Path) -> None:
    whole, cut = lines_of(paste), lines_of(paste, width=100)
    assert max(map(len, whole)) > 120
    assert max(map(len, cut[:11])) == 100
    assert [line[:60] for line in cut[:11]] == [line[:60] for line in whole[:11]]


def test_shortening_counts_columns() -> None:
    assert shorten("a  b\nc", 0) == "a b c"
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert shorten("鐘が鳴った", 6) == "鐘が…"
    assert shorten("e\u0301" * 6, 6) == "e\u0301" * 6


def test_a_page_by_its_blocks(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>Ferry</title></head><body>\n<nav><a href=/>Home of the ferry</a></nav>\n"
        "<article><h1>Ferry late again</h1>\n<p>The ferry was late on Monday, officials said at the pier.</p>\n"
        "<p>Nobody was surprised by any of it, the pilot said.</p></article></body></html>\n"
    )
    lines = lines_of(lay_files(tmp_path, {"a.html": page}) / "a.html")
    listed = [line for line in lines[: lines.index("")] if line]
    assert [line.split()[-1] for line in listed] == ["ferry", "again", "pier.", "said."]
    assert [line.split()[0] for line in listed] == ["2", "3", "4", "5"]
    assert "removed" in listed[0]
    assert not [line for line in lines if "<p>" in line]


def test_a_feed_by_its_articles(tmp_path: Path) -> None:
    lines = lines_of(lay_files(tmp_path, {"a.xml": FEED}) / "a.xml")
    assert lines[:2] == ["Ferry late", "f1"]
    assert lines[lines.index("Mill opens") + 1] == "f2"
    assert sum(line.startswith("words") for line in lines) == 2


def test_the_rules_of_a_site_count(tmp_path: Path, paste: Path) -> None:
    own = rule_file("lamp", "und.lamp.own", "nobody at the pier was surprised, the pilot said", "guard = false\n")
    site = lay_site(tmp_path / "site", {"rules/und/lamp.toml": own})
    text = "\n".join(lines_of(paste, site=site))
    assert re.search(r"removed lamp und\.lamp\.own +Nobody at the pier", text)
    assert re.search(r"und\.lamp\.own +rules/und/lamp\.toml:4\n", text)


def run_on_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What the program writes on a terminal of 100 columns."""
    main, other = pty.openpty()
    command = [sys.executable, "-m", "sitegen", *arguments]
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": "100", **environment}
    if "NO_COLOR" not in environment:
        variables.pop("NO_COLOR", None)
    seen = b""
    with subprocess.Popen(command, cwd=folder, stdout=other, env=variables) as process:
        os.close(other)
        while select.select([main], [], [], 30)[0]:
            try:
                part = os.read(main, 65536)
            except OSError:  # the other side is closed: all is read
                break
            if not part:
                break
            seen += part
        assert process.wait(30) == 0
    os.close(main)
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_its_own_width(paste: Path) -> None:
    shown = run_on_terminal(paste.parent, "explain", "ferry.txt")
    assert "\x1b[31mremoved share en.share.network" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "…" in bare
    assert max(map(len, bare.split("\n")[:11])) == 100
    assert "officials said." in run_on_terminal(paste.parent, "explain", "ferry.txt", "--full")


def test_no_color_forbids_colours(paste: Path) -> None:
    shown = run_on_terminal(paste.parent, "explain", "ferry.txt", NO_COLOR="1")
    assert "\x1b" not in shown
    assert "removed share en.share.network" in shown
