from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from sitegen.publish.check.html_page import Ref
from sitegen.publish.check.index_rules import IndexFacts, check_canonical, check_news, check_robots, check_sitemap
from sitegen.publish.check.links import Ground
from tests.unit.publish.check.built import CONFIG, PROFILES, look, page_of, rules_in, story_of

ROOT = "https://lantern.example/paper/"
ORIGINAL = "https://wire.example/boats"
COPY = f"{{original_url: '{ORIGINAL}', rights: granted}}"
NOINDEX = '<meta name="robots" content="noindex,follow">'


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


def index_rules(head: str, index: str = "unstated", attribution: str = COPY) -> set[str]:
    profile = None if index == "unstated" else replace(PROFILES.by_id["grist"], index=index)
    found = rules_in(page_of(head=head), story=story_of(profile=profile, attribution=attribution))
    return {rule for rule in found if rule.startswith("index.")}


@pytest.mark.parametrize(
    ("index", "good", "bad", "rule"),
    [
        ("unstated", NOINDEX, "", "index.copy"),
        ("unstated", canonical(ORIGINAL), canonical(f"{ROOT}a/"), "index.copy"),
        ("noindex", NOINDEX, canonical(f"{ROOT}a/"), "index.profile"),
        ("canonical", canonical(ORIGINAL), NOINDEX, "index.profile"),
        ("canonical", canonical(ORIGINAL), NOINDEX + canonical(ORIGINAL), "index.profile"),
        ("both", NOINDEX + canonical(ORIGINAL), NOINDEX, "index.profile"),
        ("both", NOINDEX + canonical(ORIGINAL), canonical(ORIGINAL), "index.profile"),
        ("unstated", NOINDEX + canonical(ORIGINAL), canonical("https://else.example/"), "index.canonical-foreign"),
        ("both", NOINDEX + canonical(f"{ORIGINAL}/"), canonical("https://else.example/"), "index.canonical-foreign"),
    ],
)  # fmt: skip
def test_a_copy_tells_search_engines_what_its_licensor_asks(index: str, good: str, bad: str, rule: str) -> None:
    assert index_rules(good, index) == set()
    assert index_rules(bad, index) == {rule}


def test_a_story_of_our_own_may_be_found() -> None:
    assert index_rules(canonical(f"{ROOT}a/"), attribution="{rights: granted}") == set()


PAGES = {
    "index.html": IndexFacts(canonical=ROOT),
    "a/index.html": IndexFacts(canonical=f"{ROOT}a/", canonical_line=3),
    "copy/index.html": IndexFacts(canonical=ORIGINAL, noindex=True),
    "unlisted/index.html": IndexFacts(canonical=f"{ROOT}unlisted/", noindex=True),
    "found/index.html": IndexFacts(canonical=ORIGINAL),
    "old/index.html": IndexFacts(canonical=f"{ROOT}a/", noindex=True, is_redirect=True),
    "gone/index.html": IndexFacts(canonical=f"{ROOT}nowhere/"),
    "to-old/index.html": IndexFacts(canonical=f"{ROOT}old/"),
    "to-copy/index.html": IndexFacts(canonical=f"{ROOT}copy/"),
    "one/index.html": IndexFacts(canonical=f"{ROOT}two/"),
    "two/index.html": IndexFacts(canonical=f"{ROOT}one/"),
    "to-found/index.html": IndexFacts(canonical=f"{ROOT}found/"),
    "to-a/index.html": IndexFacts(canonical=f"{ROOT}a/index.html"),
}
GROUND = Ground(CONFIG, frozenset(PAGES), {}, {}, {})


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("index.html", []),
        ("a/index.html", []),
        ("copy/index.html", []),
        ("old/index.html", []),
        ("gone/index.html", ["index.canonical"]),
        ("to-old/index.html", ["index.canonical"]),
        ("to-copy/index.html", ["index.canonical"]),
        ("one/index.html", ["index.canonical"]),
        ("two/index.html", ["index.canonical"]),
        ("to-found/index.html", ["index.canonical"]),
        ("to-a/index.html", []),
    ],
)
def test_a_canonical_address_on_the_site_is_a_page_to_be_found(path: str, rules: list[str]) -> None:
    assert [fault.rule for fault in check_canonical(GROUND, path, ROOT, PAGES)] == rules


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        (ROOT, []),
        (f"{ROOT}a/", []),
        (f"{ROOT}copy/", ["index.sitemap"]),
        (f"{ROOT}unlisted/", ["index.sitemap"]),
        (f"{ROOT}old/", ["index.sitemap"]),
        (f"{ROOT}found/", ["index.sitemap"]),
        ("https://else.example/", ["index.sitemap"]),
        (f"{ROOT}nowhere/", []),
    ],
)
def test_a_sitemap_lists_pages_to_be_found(url: str, rules: list[str]) -> None:
    found = check_sitemap(GROUND, [Ref(url, 4, "sitemap")], 100, PAGES, is_news=False)
    assert [fault.rule for fault in found] == rules


def test_a_sitemap_has_an_end() -> None:
    refs = [Ref(ROOT, 1, "sitemap")] * 1001
    assert list(check_sitemap(GROUND, refs, 100, PAGES, is_news=False)) == []
    assert [f.rule for f in check_sitemap(GROUND, refs, 100, PAGES, is_news=True)] == ["index.sitemap-size"]
    assert [f.rule for f in check_sitemap(GROUND, refs[:1], 60 << 20, PAGES, is_news=False)] == ["index.sitemap-size"]


def test_news_is_new() -> None:
    now = datetime(2026, 6, 3, 12, tzinfo=UTC)
    found = check_news([("2026-06-02", 3), ("2026-06-01T11:00:00Z", 9), ("soon", 12)], now, ZoneInfo("UTC"))
    assert [(fault.rule, fault.line) for fault in found] == [("index.news", 9), ("index.news", 12)]


def test_what_a_sitemap_and_a_feed_hold_is_read() -> None:
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"<url><loc>{ROOT}a/</loc><n:news><n:publication_date>2026-06-01</n:publication_date></n:news></url></urlset>"
    )
    found = look(sitemap, "sitemap.xml")
    assert found.sitemap == (Ref(f"{ROOT}a/", 2, "sitemap"),)
    assert found.news == (("2026-06-01", 2),)
    item = '<item><guid isPermaLink="false">/x</guid><enclosure url="/e"/></item>'
    feed = f"<rss><channel><link>{ROOT}</link>{item}</channel></rss>"
    assert [ref.url for ref in look(feed, "feed.xml").refs] == [ROOT, "/e"]


def test_what_robots_are_kept_from_is_in_no_sitemap() -> None:
    entries = [("sitemap.xml", Ref(f"{ROOT}{name}/", line, "sitemap")) for line, name in enumerate("ab", 1)]
    found = list(check_robots("User-agent: *\nDisallow: /paper/b/\n", entries))
    assert [(path, fault.rule, fault.line) for path, fault in found] == [("sitemap.xml", "index.sitemap", 2)]
    for text in ("", "User-agent: *\nAllow: /\n", "User-agent: *\nDisallow:\n", "User-agent: X\nDisallow: /\n"):
        assert list(check_robots(text, entries)) == []


def test_robots_are_led_to_sitemaps() -> None:
    text = f"User-agent: *\nAllow: /\n\nSitemap: {ROOT}sitemap.xml\nsitemap:{ROOT}news.xml\n"
    assert [(ref.url, ref.line) for ref in look(text, "robots.txt").refs] == [
        (f"{ROOT}sitemap.xml", 4),
        (f"{ROOT}news.xml", 5),
    ]
    assert look(text, "notes.txt").refs == ()


@pytest.mark.parametrize(("name", "content"), [("googlebot", "noindex"), ("robots", "noindex nofollow")])
def test_a_page_that_one_robot_leaves_out_is_not_to_be_found(name: str, content: str) -> None:
    index = look(page_of(head=f'<meta name="{name}" content="{content}">')).index
    assert index is not None
    assert index.noindex
    assert not look(page_of(head='<meta name="googlebot-news" content="noindex">')).index.noindex  # type: ignore[union-attr]
