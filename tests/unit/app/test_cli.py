from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from tests.sites import article, lay_files, lay_site, read_tree
from tests.unit.app.test_rules import rule_file

STORY = """\
Ferry late again

By Ines Varga

PORT ELMA (NSP) - The ferry was late on Monday, and the lamp was out.

Nobody at the pier was surprised.
"""


class Done(NamedTuple):
    returncode: int
    stdout: bytes
    stderr: bytes


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> Done:
    """The command line in this process, called in `folder`."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(main, arguments, stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Done(done.exit_code, done.stdout_bytes, done.stderr_bytes)


def run_program(folder: Path, *arguments: str, stdin: bytes = b"") -> Done:
    """The program in a process of its own, called in `folder`."""
    command = [sys.executable, "-m", "sitegen", *arguments]
    done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False, timeout=60)
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay_site(tmp_path / "site", {"content/a.md": article("A"), "seeds/ferry.txt": STORY})


def test_version(tmp_path: Path) -> None:
    done = run_program(tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split()[-1][0].isdigit()


COMMANDS = [
    (),
    *((name,) for name in ("init", "new", "convert", "explain", "import", "rules", "build", "serve")),
    ("rules", "suggest"),
    ("rules", "try"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(tmp_path, *command, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Usage:" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert",),
        ("explain",),
        ("explain", "a.txt", "b.txt"),
        ("new",),
        ("rules", "try"),
        ("rules", "what"),
        ("build", "--jobs", "0"),
        ("build", "--what"),
        ("what",),
    ],
)
def test_wrong_usage_is_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")


def test_convert_needs_no_site_and_writes_nothing(tmp_path: Path) -> None:
    lay_files(tmp_path, {"ferry.txt": STORY})
    done = run(tmp_path, "convert", "ferry.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"---\ntitle: Ferry late again\n")
    assert sorted(read_tree(tmp_path)) == ["ferry.txt"]


def test_json_lines_come_in_input_order_past_a_failure(tmp_path: Path) -> None:
    files = {f"{name}.txt": STORY.replace("Ferry", name) for name in ("Zeta", "Alpha", "Mu")}
    lay_files(tmp_path, files)
    (tmp_path / "broken.txt").write_bytes(b"%PDF-1.7 not text")
    done = run(tmp_path, "convert", "Zeta.txt", "Alpha.txt", "broken.txt", "gone.txt", "Mu.txt", "--json")
    assert done.returncode == 1
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["source"] for each in objects] == ["Zeta.txt", "Alpha.txt", "Mu.txt"]
    errors = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in errors] == ["broken.txt", "gone.txt"]


def test_convert_wants_a_folder_of_ftr_files_that_is_there(tmp_path: Path) -> None:
    lay_files(tmp_path, {"ferry.txt": STORY, "rules/harbour.example.txt": "title: //h1["})
    assert run(tmp_path, "convert", "ferry.txt", "--ftr", "rules").returncode == 0
    done = run(tmp_path, "convert", "ferry.txt", "--ftr", "gone")
    assert (done.returncode, done.stderr) == (1, b"gone: is no folder (check the path)\n")


def test_convert_reads_standard_input(tmp_path: Path) -> None:
    done = run(tmp_path, "convert", "-", "--json", stdin=STORY.encode())
    assert json.loads(done.stdout)["title"] == "Ferry late again"


def test_the_program_says_errors_on_stderr_without_a_traceback(tmp_path: Path) -> None:
    done = run_program(tmp_path, "convert", "gone.txt", "-", "--json", stdin=STORY.encode())
    assert done.returncode == 1
    assert json.loads(done.stdout)["title"] == "Ferry late again"
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(b"gone.txt: ")


def test_what_libraries_log_is_not_printed(tmp_path: Path) -> None:
    """pypdf would tell of each fault that it mends."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9999\n%%EOF\n")
    done = run_program(tmp_path, "convert", "a.pdf")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("a.pdf: is no PDF that can be read")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_error_to_speak_of(tmp_path: Path) -> None:
    lay_files(tmp_path, {"ferry.txt": STORY})
    command = [sys.executable, "-m", "sitegen", "convert", *["ferry.txt"] * 400, "--json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


def test_import_says_what_became_of_each(site: Path) -> None:
    lay_files(site, {"seeds/mill.txt": STORY.replace("Ferry", "Mill")})
    first = run(site, "import", "seeds", "gone.txt")
    assert first.returncode == 1
    assert first.stdout.decode().split("\n")[:2] == [
        "new       content/ferry-late-again.md",
        "new       content/mill-late-again.md",
    ]
    assert len(first.stderr.splitlines()) == 1
    assert first.stderr.startswith(b"gone.txt: ")
    again = run(site, "import", "seeds")
    assert again.returncode == 0
    assert {line.split()[0] for line in again.stdout.decode().splitlines()} == {"unchanged"}


def test_a_dry_run_imports_nothing(site: Path) -> None:
    before = read_tree(site)
    assert run(site, "import", "seeds", "--dry-run").stdout.startswith(b"new ")
    assert read_tree(site) == before


def test_build_imports_and_publishes(site: Path) -> None:
    done = run(site, "build")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"new       content/ferry-late-again.md" in done.stdout
    assert (site / "public/ferry-late-again/index.html").is_file()
    again = run(site, "build", "--explain", "--verify")
    assert again.returncode == 0
    assert b" 0 files rendered, 0 written" in again.stdout


def test_build_of_another_folder(site: Path, tmp_path: Path) -> None:
    arguments = ["--site", str(site), "--output", "out", "--base-url", "https://user.example/repo/"]
    assert run(tmp_path, "build", *arguments).returncode == 0
    assert b"https://user.example/repo/" in (tmp_path / "out/sitemap.xml").read_bytes()
    assert not (site / "public").exists()


def test_explain_names_each_file_and_why(site: Path) -> None:
    run(site, "build")
    lay_files(site, {"content/a.md": article("A", "Other words.")})
    assert b"a/index.html: its content changed\n" in run(site, "build", "--explain").stdout


def test_now_is_what_the_clock_says(site: Path) -> None:
    lay_files(site, {"content/later.md": article("Later", date="2031-01-01")})
    run(site, "build", "--now", "2030-12-31")
    assert not (site / "public/later").exists()
    run(site, "build", "--now", "2031-01-02")
    assert (site / "public/later").exists()


def test_errors_are_one_line_each_on_stderr(site: Path) -> None:
    lay_files(site, {"content/a.md": "---\ntitle: A\nathors: [x]\n---\n", "content/b.md": "x"})
    done = run(site, "build")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert lines[0] == 'content/a.md:3: unknown key "athors" (did you mean "authors"?)'
    assert len(lines) == 2


def test_a_seed_that_fails_does_not_stop_the_build(site: Path) -> None:
    (site / "seeds/broken.txt").write_bytes(b"%PDF-1.7 not text")
    done = run(site, "build")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert (site / "public/ferry-late-again/index.html").is_file()


OUTSIDE = [
    ("build",),
    ("import", "x.txt"),
    ("new", "Title"),
    ("serve", "--port", "0"),
    ("rules", "suggest"),
    ("convert", "x.txt", "--site", "."),
    ("explain", "x.txt", "--site", "."),
]


@pytest.mark.parametrize("command", OUTSIDE)
def test_outside_of_a_site(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(tmp_path, *command)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1
    assert b"sitegen init" in done.stderr


def test_init_then_build(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "paper")
    assert done.returncode == 0
    assert "paper/site.toml" in done.stdout.decode().splitlines()
    assert run(tmp_path / "paper", "build").returncode == 0
    assert run(tmp_path, "init", "paper").returncode == 1


def test_new_prints_the_path(site: Path) -> None:
    assert run(site, "new", "Boats & tides", "--section", "Coast").stdout == b"content/coast/boats-tides.md\n"
    assert run(site, "new", "Boats & tides", "--section", "Coast").returncode == 1


def test_an_output_that_cannot_be_written(site: Path) -> None:
    (site / "public").mkdir()
    (site / "public/index.html").mkdir()
    done = run(site, "build")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, redirect: str) -> None:
    paste = tmp_path / "a.txt"
    paste.write_text("Flood\n\nThe river rose on Monday night and it took the bridge, officials said.\n", "utf-8")
    command = f'"{sys.executable}" -m sitegen convert "{paste}" {redirect}'
    run = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("standard output")
    assert run.stderr.count("\n") == 1


def test_explain_needs_no_site_and_writes_nothing(tmp_path: Path) -> None:
    lay_files(tmp_path, {"ferry.txt": STORY})
    done = run(tmp_path, "explain", "ferry.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert " ".join(done.stdout.decode().splitlines()[0].split()) == "1 moved to title shape.headline Ferry late again"
    assert b"\x1b" not in done.stdout
    assert sorted(read_tree(tmp_path)) == ["ferry.txt"]
    assert run(tmp_path, "explain", "-", stdin=STORY.encode()).stdout == done.stdout


def test_explain_of_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7 not text")
    for name in ("gone.txt", "scan.txt"):
        done = run(tmp_path, "explain", name)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, b"", 1)
        assert done.stderr.startswith(f"{name}: ".encode())


OWN = rule_file("lamp", "en.lamp.own", "knock twice for the night desk")
KNOCK = "Knock twice for the night desk\n"


def test_the_rules_of_the_site_count_within_it_and_where_it_is_named(site: Path, tmp_path: Path) -> None:
    lay_files(site, {"rules/en/lamp.toml": OWN})
    lay_files(tmp_path, {"a.txt": f"{STORY}\n{KNOCK}"})
    paste = str(tmp_path / "a.txt")
    assert b"Knock" in run(tmp_path, "convert", paste).stdout
    assert b"Knock" not in run(site, "convert", paste).stdout
    assert b"Knock" not in run(tmp_path, "convert", paste, "--site", str(site)).stdout
    assert b"removed lamp en.lamp.own" in run(tmp_path, "explain", paste, "--site", str(site)).stdout


def test_changed_rules_import_seeds_again(site: Path) -> None:
    lay_files(site, {"seeds/ferry.txt": f"{STORY}\n{KNOCK}"})
    run(site, "build")
    assert b"Knock" in (site / "content/ferry-late-again.md").read_bytes()
    lay_files(site, {"rules/en/lamp.toml": OWN})
    assert b"updated   content/ferry-late-again.md" in run(site, "build").stdout
    assert b"Knock" not in (site / "content/ferry-late-again.md").read_bytes()
    assert b"content/" not in run(site, "build").stdout
    (site / "rules/en/lamp.toml").unlink()
    assert b"updated   content/ferry-late-again.md" in run(site, "build").stdout


@pytest.mark.parametrize("command", [("build",), ("import", "seeds"), ("convert", "seeds/ferry.txt"), ("explain", "-")])
def test_a_malformed_rule_is_one_line(site: Path, command: tuple[str, ...]) -> None:
    lay_files(site, {"rules/en/lamp.toml": OWN.replace("phrases", "frases"), "seeds/mill.txt": STORY})
    done = run(site, *command, stdin=STORY.encode())
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [
        "rules/en/lamp.toml:6: Object contains unknown field `frases` (see sitegen/rules/README.md)"
    ]


def test_rules_are_suggested_tried_and_kept(site: Path) -> None:
    stories = {
        f"seeds/{name}.txt": STORY.replace("ferry", name).replace("Ferry", name) + "\n" + KNOCK for name in "abc"
    }
    lay_files(
        site, {name: f"{text}\nThe {name[-5]} lamp stays out, said the pilot.\n" for name, text in stories.items()}
    )
    suggested = run(site, "rules", "suggest")
    assert (suggested.returncode, suggested.stderr) == (0, b"")
    lay_files(site, {"new.toml": suggested.stdout.decode()})
    tried = run(site, "rules", "try", "new.toml")
    assert (tried.returncode, tried.stderr) == (0, b"")
    assert b"-Knock twice for the night desk" in tried.stdout
    assert tried.stdout.decode().splitlines()[-1].startswith("4 of 4 articles differ; bodies lose ")
    assert not (site / "content/a-late-again.md").exists()


def test_nothing_to_suggest_is_said_beside_the_result(site: Path) -> None:
    done = run(site, "rules", "suggest")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"nothing repeats that no rule knows\n"


def test_a_malformed_rule_cannot_be_tried(site: Path) -> None:
    lay_files(site, {"new.toml": "category = lamp\n"})
    done = run(site, "rules", "try", "new.toml")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"new.toml:1: Invalid value (see sitegen/rules/README.md)\n"


def test_versions_are_listed_shown_and_compared(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", {"seeds/ferry.txt": STORY})
    assert run(site, "import", "seeds").returncode == 0
    lay_files(site, {"seeds/ferry.txt": STORY.replace("Monday", "Sunday")})
    assert run(site, "import", "seeds").returncode == 0
    page = "content/ferry-late-again.md"
    listed = run(site, "versions", page)
    assert (listed.returncode, listed.stdout.count(b"\n")) == (0, 2)
    assert run(site, "versions", "seeds/ferry.txt", "--show", "1").stdout == STORY.encode()
    diff = run(site, "versions", page, "--diff", "1", "2").stdout
    assert b"-PORT ELMA (NSP) - The ferry was late on Monday" in diff
    wrong = run(site, "versions", "content/nothing.md")
    assert (wrong.returncode, wrong.stderr.count(b"\n")) == (1, 1)


def test_a_build_names_what_is_under_embargo_in_a_repository(tmp_path: Path) -> None:
    item = {"uri": "urn:a", "type": "text", "headline": "Ferry sold", "embargoed": "2099-01-01T00:00:00Z"}
    site = lay_site(
        tmp_path / "site", {"seeds/a.json": json.dumps({**item, "body_text": STORY, "pubstatus": "usable"})}
    )
    lay_files(site, {".git/config": '[remote "origin"]\n\turl = https://code.example/site\n'})
    done = run(site, "build")
    assert done.returncode == 0
    assert b"content/ferry-sold.md: is under embargo until 2099-01-01T00:00:00Z" in done.stderr
