"""Whole small sites, built and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from sitegen.app.build import BuildOptions, build
from sitegen.app.check import CheckOptions, CheckReport, check_site, write_report
from sitegen.app.check_links import ask_others
from sitegen.convert.identity import sketch_of
from sitegen.errors import OutputError
from sitegen.publish.check.rules import RULES
from tests.sites import NOON, article, lay_files, read_stamps
from tests.unit.app.test_cli import run
from tests.web import Answer, Web, serve_web

CONFIG = 'title = "The Lantern"\nbase_url = "https://lantern.example/paper/"\n'
OWN = article(
    "Rain on the quay",
    "Rain fell on the quay for the whole of a long night.\n\nSee [the ferry](/world/ferry/#main).",
    date="2026-05-04",
    section="World",
    tags="[Rain]",
    authors="[Ines Varga]",
)
FERRY = article(
    "The ferry is late",
    "## Times\n\nIt comes when it comes.\n\n![The pier](/images/pier.svg)",
    date="2026-05-03",
    attribution="{chain: [{role: agency, name: Sound Agency}], rights: granted}",
    image="{src: /images/pier.svg, alt: The pier, credit: A. Quill}",
)
COUNTER = "https://counter.theconversation.com/content/71/count.gif"
CONVERSATION = article(
    "Why tides turn",
    "Tides turn twice a day, which has surprised nobody on this coast since the first harbour was built.",
    date="2026-05-05",
    authors="[Odile Brandt]",
    attribution=(
        "{chain: [{role: publisher, name: The Conversation, url: 'https://theconversation.com/'}], "
        "original_url: 'https://theconversation.com/tides-71', "
        f"license: 'https://creativecommons.org/licenses/by-nd/4.0/', tracker: '{COUNTER}'}}"
    ),
)
PIER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>\n'
SITE = {
    "site.toml": CONFIG,
    "content/rain.md": OWN,
    "content/world/ferry.md": FERRY.replace(
        "[The pier](/images/pier.svg)", '[The pier](/images/pier.svg "Pier | A. Quill")'
    ),
    "content/tides.md": CONVERSATION,
    "static/images/pier.svg": PIER,
}


def lay(folder: Path, **files: str) -> Path:
    """The clean site, with files over it; `content__a` stands for content/a.md."""
    return lay_files(
        folder / "site", {**SITE, **{name.replace("__", "/") + ".md": text for name, text in files.items()}}
    )


def check(site: Path, **options: Any) -> CheckReport:
    return check_site(site, CheckOptions(**{"now": NOON, "jobs": 1, **options}))


def told(report: CheckReport) -> list[tuple[str, str, int]]:
    return [(each.rule, each.file, each.line) for each in report.findings]


def test_a_sound_site_is_clean(tmp_path: Path) -> None:
    report = check(lay(tmp_path))
    assert [str(each) for each in report.findings] == []
    assert report.is_passed
    assert report.pages == 3
    assert report.files > 20


def test_the_starter_is_clean(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "new").returncode == 0
    done = run(tmp_path / "new", "check")
    assert (done.returncode, done.stdout) == (0, b"")


def test_faults_are_told_in_the_content_file_where_they_are_to_be_mended(tmp_path: Path) -> None:
    broken = article("Fog", "Thick fog.\n\n[There](/world/gone/) and [here](#nowhere) and ![](/images/fog.png).")
    report = check(lay(tmp_path, content__fog=broken))
    assert ("link.broken", "content/fog.md", 7) in told(report)
    assert ("link.anchor", "content/fog.md", 7) in told(report)
    assert ("html.alt-empty", "content/fog.md", 7) in told(report)
    assert {each.file for each in report.findings} == {"content/fog.md"}
    assert {each.output for each in report.findings} == {"fog/index.html"}


def test_a_fault_of_the_menu_is_told_once_for_all_pages(tmp_path: Path) -> None:
    site = lay(tmp_path)
    (site / "site.toml").write_text(CONFIG + '[menu]\nmain = [{title = "Gone", url = "/gone/"}]\n', encoding="utf-8")
    [finding] = [each for each in check(site).findings if each.rule == "link.broken"]
    assert finding.file.startswith("public/")
    assert finding.more > 5


def test_case_17_the_counter_survives_and_its_loss_is_told(tmp_path: Path) -> None:
    site = lay(tmp_path)
    assert check(site).is_passed
    page = site / "public/tides/index.html"
    assert f'src="{COUNTER}"' in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace(COUNTER, "data:,"), encoding="utf-8")
    report = check(site, build=False)
    assert not report.is_passed
    assert "rights.tracker" in {each.rule for each in report.findings}
    lost = lay(tmp_path / "lost", content__tides=CONVERSATION.replace(f", tracker: '{COUNTER}'", ""))
    [finding] = [each for each in check(lost).findings if each.severity == "error"]
    assert (finding.rule, finding.file, finding.line) == ("rights.tracker", "content/tides.md", 5)


@pytest.mark.parametrize(("day", "is_kept"), [("2026-05-03", True), ("2026-05-01", False)])
def test_case_24_a_text_past_its_retention_is_dropped_and_told(tmp_path: Path, day: str, is_kept: bool) -> None:
    wire = article(
        "A strike ends",
        "The crane drivers went back to work on Monday after eleven days on the quay and two in court.",
        date=day,
        authors="[Ana Quill]",
        attribution="{chain: [{role: agency, name: The Associated Press}], dateline: PORT ELMA, rights: granted}",
        origin=f"{{seed: seeds/a.txt, imported: '{day}T09:00:00Z'}}",
    )
    site = lay(tmp_path, content__strike=wire)
    report = check(site)
    assert (site / "public/strike/index.html").exists() is is_kept
    errors = [(each.rule, each.file) for each in report.findings if each.severity == "error"]
    assert errors == ([] if is_kept else [("rights.retention", "content/strike.md")])
    assert report.is_passed is is_kept


PLAN = "The harbour master will sell both of the pilot boats before the summer ends."


@pytest.mark.parametrize(
    "key", ["draft: true", "status: held", "publish: {from: 2026-07-01}", "publish: {until: 2026-05-01}"]
)
@pytest.mark.parametrize("name", ["notes.txt", "data.json", "old.html", "old.xml"])
def test_words_of_hidden_stories_are_found_in_any_file(tmp_path: Path, key: str, name: str) -> None:
    name_, _, value = key.partition(": ")
    site = lay(tmp_path, content__sale=article("A sale", PLAN, **{name_: value}))
    lay_files(site, {f"static/{name}": f'"{PLAN}"' if name.endswith("json") else f"<p>\n{PLAN}</p>"})
    leaks = [each for each in check(site).findings if each.rule == "leak.text"]
    assert [(each.output, each.severity) for each in leaks] == [(name, "error")]
    (site / "content/sale.md").write_text(article("A sale", PLAN), encoding="utf-8")
    assert [each for each in check(site).findings if each.rule == "leak.text"] == []


def test_words_that_a_published_story_has_too_are_no_leak(tmp_path: Path) -> None:
    site = lay(tmp_path, content__draft=OWN.replace("title: Rain", "draft: true\ntitle: More rain"))
    assert [each for each in check(site).findings if each.rule.startswith("leak")] == []


def test_a_draft_that_was_built_is_told(tmp_path: Path) -> None:
    site = lay(tmp_path, content__sale=article("A sale", PLAN, draft="true"))
    build(site, BuildOptions(drafts=True, now=NOON, jobs=1))
    rules = {each.rule for each in check(site, build=False).findings}
    assert {"leak.output", "leak.text"} <= rules
    assert check(site).is_passed


def test_a_story_that_was_withdrawn_is_known_under_another_name(tmp_path: Path) -> None:
    body = f"{PLAN} Nobody was asked, and everybody minds. The boats are older than the pier.\n"
    gone = article(
        "Withdrawn", "", status="withdrawn", origin=f"{{seed: s.txt, sketch: {json.dumps(sketch_of(body))}}}"
    )
    site = lay(tmp_path, content__gone=gone, content__again=article("Boats for sale", body))
    [finding] = [each for each in check(site).findings if each.rule == "leak.withdrawn"]
    assert (finding.file, finding.line, finding.severity) == ("content/again.md", 2, "error")


def test_what_is_there_is_checked_as_it_is(tmp_path: Path) -> None:
    site = lay(tmp_path)
    with pytest.raises(OutputError):
        check(site, build=False)
    check(site)
    before = read_stamps(site / "public")
    (site / "content/rain.md").unlink()
    assert check(site, build=False).pages == 2
    assert read_stamps(site / "public") == before


def test_processes_find_the_same(tmp_path: Path) -> None:
    many = {f"content__p{number}": article(f"P {number}", f"[x](/gone/{number}/)") for number in range(150)}
    site = lay(tmp_path, **many)
    one = check(site)
    assert len([each for each in one.findings if each.rule == "link.broken"]) == 150
    assert check(site, jobs=2).findings == one.findings


def test_the_command_line(tmp_path: Path) -> None:
    site = lay(tmp_path)
    done = run(site, "check", "--now", "2026-06-01T12:00:00+0000")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"0 errors, 0 warnings, 0 notes in ")
    (site / "content/fog.md").write_text(article("Fog", "[There](/gone/)"), encoding="utf-8")
    done = run(site, "check", "--html", "report.html")
    assert done.returncode == 1
    assert done.stdout.decode() == (
        'content/fog.md:5: error link.broken: "/paper/gone/" leads to nothing'
        " (mend the address, or take the link out)\n"
    )
    assert "/paper/gone/" in (site / "report.html").read_text("utf-8")
    answer = json.loads(run(site, "check", "--json").stdout)
    assert (answer["errors"], answer["warnings"], answer["notes"], answer["passed"]) == (1, 0, 0, False)
    [finding] = answer["findings"]
    assert (finding["rule"], finding["severity"]) == ("link.broken", "error")
    assert (finding["file"], finding["line"]) == ("content/fog.md", 5)
    assert (finding["output"], finding["url"]) == ("fog/index.html", "/paper/gone/")
    assert run(site, "check", "--nonsense").returncode == 2


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('severity = {"link.broken" = "warning"}', 0),
        ('severity = {"link.*" = "off"}', 0),
        ('ignore = [{rule = "link.broken", file = "content/f*.md"}]', 0),
        ('ignore = [{rule = "link.broken", file = "content/g*.md"}]', 1),
        ('severity = {"link.case" = "off"}', 1),
    ],
)
def test_the_site_says_how_grave_a_rule_is(tmp_path: Path, table: str, code: int) -> None:
    site = lay(tmp_path, content__fog=article("Fog", "[There](/gone/)"))
    (site / "site.toml").write_text(f"{CONFIG}[check]\n{table}\n", encoding="utf-8")
    assert run(site, "check").returncode == code


def test_unknown_rights_are_a_warning_and_an_error_where_the_site_says_so(tmp_path: Path) -> None:
    site = lay(tmp_path, content__fog=article("Fog", attribution="{chain: [{role: publisher, name: Fog Weekly}]}"))
    [finding] = check(site).findings
    assert (finding.rule, finding.severity, finding.line) == ("rights.unknown", "warning", 3)
    (site / "site.toml").write_text(f'{CONFIG}[check]\nseverity = {{"rights.unknown" = "error"}}\n', encoding="utf-8")
    assert not check(site).is_passed


def test_the_report_says_everything_and_asks_for_nothing(tmp_path: Path) -> None:
    site = lay(tmp_path, content__fog=article('"<script>"', "[There](/gone/?<script>alert(1)</script>)"))
    report = check(site)
    write_report(tmp_path / "report.html", report)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page.replace("https://lantern.example", "")
    for finding in report.findings:
        assert RULES[finding.rule].asks.split('"')[0] in page.replace("&#39;", "'").replace("&lt;", "<")


@pytest.fixture
def web() -> Iterator[Web]:
    with serve_web() as server:
        yield server


def external(site: Path) -> CheckReport:
    return check(site, external=True, allow_private=True)


def test_other_sites_are_asked_once_a_day(tmp_path: Path, web: Web) -> None:
    web.page("/there", "here")
    web.pages["/gone"] = Answer(b"", status=410)
    web.pages["/moved"] = Answer(b"", status=301, headers=(("Location", "/there"),))
    web.pages["/away"] = Answer(b"", status=302, headers=(("Location", "/there"),))
    web.pages["/shut"] = Answer(b"", status=403)
    names = ("there", "there#part", "gone", "moved", "away", "shut", "nowhere")
    lines = [f"[{name}]({web.root.replace('127.0.0.1', 'localhost')}/{name})" for name in names]
    site = lay(tmp_path, content__fog=article("Fog", "\n".join(lines)))
    # links to one's own machine are faults of their own: here they stand for other sites
    (site / "site.toml").write_text(f'{CONFIG}[check]\nseverity = {{"link.local" = "off"}}\n', encoding="utf-8")
    urls = [f"{web.root}/{name}" for name in ("there", "gone", "moved", "away", "shut", "nowhere")]
    known = ask_others(site, urls, None, allow_private=True)
    assert {url.rpartition("/")[2]: each.rule for url, each in known.items()} == {
        "there": "",
        "gone": "link.dead",
        "moved": "link.moved",
        "away": "",
        "shut": "link.unasked",
        "nowhere": "link.dead",
    }
    assert f"write {web.root}/there" in known[f"{web.root}/moved"].remedy
    asked = len(web.asked)
    assert ask_others(site, urls, None, allow_private=True) == known
    assert len(web.asked) == asked


def test_where_the_head_is_given_nothing_more_is_asked(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads: list[str] = []

    def answer_head(handler: BaseHTTPRequestHandler) -> None:
        heads.append(handler.path)
        handler.send_response(404 if handler.path == "/only-whole" else 200)
        handler.send_header("Content-Encoding", "br")
        handler.send_header("Content-Length", "99999999")
        handler.end_headers()

    monkeypatch.setattr(web.RequestHandlerClass, "do_HEAD", answer_head, raising=False)
    web.page("/only-whole", "x" * 1_000_000)
    known = ask_others(tmp_path, [f"{web.root}/a", f"{web.root}/only-whole"], None, allow_private=True)
    assert {each.rule for each in known.values()} == {""}
    assert heads == ["/a", "/only-whole"]
    assert web.asked == ["/robots.txt", "/only-whole"]


def test_robots_are_obeyed_and_private_addresses_are_not_asked(tmp_path: Path, web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    site = lay(tmp_path)
    [known] = ask_others(site, [f"{web.root}/a"], None, allow_private=True).values()
    assert known.rule == "link.unasked"
    assert web.asked == ["/robots.txt"]
    [known] = ask_others(site, [f"{web.root}/b"], None, allow_private=False).values()
    assert known.rule == "link.unasked"
    assert web.asked == ["/robots.txt"]


def test_a_dead_link_is_told_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sitegen.app import check as module
    from sitegen.app.check_links import Known

    site = lay(
        tmp_path, content__fog=article("Fog", "Thick.\n\n[x](https://gone.example/a#b) [y](https://quiet.example/)")
    )
    (site / "site.toml").write_text(
        f'{CONFIG}[check]\nignore = [{{url = "https://quiet.example/*"}}]\n', encoding="utf-8"
    )
    asked: list[str] = []

    def answer(_: Path, urls: list[str], *__: object, **___: object) -> dict[str, Known]:
        asked.extend(urls)
        return {
            url: Known(when="", rule="link.dead" if "gone." in url else "", message=f"{url} answers 404")
            for url in urls
        }

    monkeypatch.setattr(module, "ask_others", answer)
    report = check(site, external=True)
    assert "https://gone.example/a" in asked
    assert "https://quiet.example/" not in asked
    assert COUNTER not in asked
    assert [str(each) for each in report.findings] == [
        "content/fog.md:7: warning link.dead: https://gone.example/a answers 404"
    ]
    assert report.asked == len(asked)


def test_a_report_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = check(lay(tmp_path, content__fog=article("Fog")))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(Path(), report)


BELLS = [
    "The bells of the harbour are tuned a little flat, and nobody in the town can say who had them cast that way.",
    "Sailors say that a flat bell carries further over water in fog, and measurements do not contradict them at all.",
    "The keeper has promised to leave them as they are for as long as she has the keys to the tower by the quay.",
]


@pytest.mark.parametrize(
    ("profile", "old", "new", "rules"),
    [
        ("mongabay", "", "", set()),
        ("mongabay", BELLS[1], "", {"rights.cut"}),
        ("mongabay", "a little flat", "a bit flat", {"rights.altered"}),
        ("mongabay", "title: Bells", "title: Flat bells", set()),
        ("360info", BELLS[1], "", set()),
    ],
    ids=["as-it-came", "cut", "style", "headline", "licence-allows"],
)
def test_a_licence_without_derivatives_forbids_cuts(
    tmp_path: Path, profile: str, old: str, new: str, rules: set[str]
) -> None:
    body = "".join(f"<p>{text}</p>" for text in BELLS)
    seed = f"<html lang=en><head><title>Bells</title></head><body><article><h1>Bells</h1>{body}</article></body></html>"
    site = lay(tmp_path)
    lay_files(site, {"seeds/bells.html": seed})
    build(site, BuildOptions(now=NOON, jobs=1))
    path = site / "content/bells.md"
    text = path.read_text("utf-8").replace(
        "title: Bells\n", f"title: Bells\nattribution: {{profile: {profile}, rights: granted}}\n"
    )
    path.write_text(text.replace(old, new) if old else text, "utf-8")
    found = {finding.rule for finding in check(site).findings}
    assert found & {"rights.cut", "rights.altered"} == rules
