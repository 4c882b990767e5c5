from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.digest import digest_bytes
from sitegen.publish.plan import Output
from sitegen.publish.trace import Key, Trace, digest_chrome, make_key, plan_work
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, press_of, site_of, tiny_theme

KEY = Key("engine", "site", "view", "template")
OUTPUT = outputs_of(site_of({"a.md": article("A")}))["a/index.html"]
TRACE = Trace(OUTPUT.path, KEY, "bytes")


def reason(trace: Trace | None, found: str | None = "bytes", output: Output = OUTPUT) -> str:
    traces = {trace.path: trace} if trace else {}
    on_disk = {output.path: found} if found else {}
    work = plan_work([(output, KEY)], traces, on_disk, frozenset())
    assert len(work.render) + len(work.keep) == 1
    return work.render[0].reason if work.render else ""


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("engine", "sitegen itself changed"),
        ("template", "its template changed"),
        ("site", "the site's configuration, menu or words changed"),
        ("view", "its content changed"),
    ],
)
def test_each_part_of_the_key_has_a_reason(part: str, expected: str) -> None:
    assert reason(replace(TRACE, key=replace(KEY, **{part: "before"}))) == expected


def test_what_is_on_disk_has_a_reason() -> None:
    assert reason(None) == "is new"
    assert reason(TRACE, None) == "its file is missing"
    assert reason(TRACE, "other") == "its file was altered"
    assert reason(TRACE) == ""


def test_the_program_is_named_first() -> None:
    assert reason(replace(TRACE, key=Key("a", "b", "c", "d")), None) == "sitegen itself changed"


def test_only_our_own_files_are_deleted() -> None:
    work = plan_work([(OUTPUT, KEY)], {}, {}, frozenset({"z.html", "old/index.html", OUTPUT.path}))
    assert work.delete == ["old/index.html", "z.html"]


def test_keys_hold_what_the_form_sees() -> None:
    site = site_of({"a.md": article("A")})
    outputs, templates = outputs_of(site), {name: f"t {name}" for name in tiny_theme().templates}
    page = make_key(outputs["a/index.html"], "e", "s", templates)
    feed = make_key(outputs["feed.xml"], "e", "s", templates)
    assert (page.engine, page.site, page.template) == ("e", "s", "t article.html")
    assert (feed.engine, feed.site, feed.template) == ("e", "", "")


def test_the_key_changes_with_the_view() -> None:
    def key(text: str) -> Key:
        return make_key(outputs_of(site_of({"a.md": text}))["a/index.html"], "", "", {"article.html": ""})

    assert key(article("A")) == key(article("A"))
    assert len({key(article("A")).view, key(article("B")).view, key(article("A", "Other.")).view}) == 3


def test_the_chrome_is_part_of_every_page() -> None:
    def chrome(extra: str) -> str:
        site = site_of({"a.md": article("A")}, config_of(extra))
        return digest_chrome(press_of(site, tiny_theme()).site, site.config)

    changes = ["", 'description = "x"\n', "[markdown]\nraw_html = true\n", '[images]\nremote = "show"\n']
    assert len({chrome(extra) for extra in changes}) == 4
    assert chrome("") == chrome("[serve]\nport = 9\n")


def test_digests_are_those_of_the_bytes() -> None:
    assert digest_bytes(b"") != digest_bytes(b"\0")
    assert len(digest_bytes(b"x")) == 32
