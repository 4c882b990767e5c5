from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sitegen.publish import sitemap
from sitegen.publish.render import render
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, press_of, site_of, tiny_theme

BASE = "https://user.example/repo/"
CHAIN = "{chain: [{role: publisher, name: The Ford}], original_url: 'https://ford.example/1'}"
PAGES = {
    "ferry.md": article("Ferry & tide", date="2026-05-02T10:00:00+03:00"),
    "mill.md": article("Mill", date="2026-05-01", attribution=CHAIN),
    "draft.md": article("Draft", draft="true"),
}
NEWS = {
    "now.md": article("'Tide <turns>'", date="2026-06-01T10:00:00Z", language="fi"),
    "just.md": article("Just", date="2026-05-30T12:00:00Z"),
    "late.md": article("Late", date="2026-05-30T11:59:00Z"),
    "copy.md": article("Copy", date="2026-06-01T09:00:00Z", attribution=CHAIN),
}
_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def files(pages: dict[str, str]) -> dict[str, str]:
    site = site_of(pages, config_of("", BASE), drafts=True)
    press = press_of(site, tiny_theme())
    return {path: render(each, press).decode() for path, each in outputs_of(site).items() if each.form == "crawlers"}


def find(text: str, path: str) -> list[str | None]:
    return [each.text for each in ElementTree.fromstring(text).findall(path, _NAMES)]  # noqa: S314 (our own)


def test_the_sitemap_leaves_out_drafts_and_copies() -> None:
    text = files(PAGES)["sitemap.xml"]
    assert find(text, "s:url/s:loc")[:2] == [BASE, f"{BASE}ferry/"]
    assert "<lastmod>2026-05-02</lastmod>" in text
    assert "/mill/" not in text
    assert "/draft/" not in text


def test_more_addresses_than_one_sitemap_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    pages = {f"p{n}.md": article(f"P{n}") for n in range(4)}
    found = files(pages)
    assert find(found["sitemap.xml"], "s:sitemap/s:loc") == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    parts = [find(found[f"sitemap-{n}.xml"], "s:url/s:loc") for n in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert len({address for part in parts for address in part}) == 5
    assert sitemap.MOST_ADDRESSES == 2


def test_news_are_our_own_stories_of_two_days() -> None:
    text = files(NEWS)["sitemap-news.xml"]
    assert find(text, "s:url/s:loc") == [f"{BASE}now/", f"{BASE}just/"]
    assert find(text, "s:url/n:news/n:title") == ["Tide <turns>", "Just"]
    assert find(text, "s:url/n:news/n:publication/n:language") == ["fi", "en"]
    assert find(text, "s:url/n:news/n:publication_date")[0] == "2026-06-01T10:00:00Z"
    assert "keywords" not in text


def test_no_more_news_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_NEWS", 1)
    assert len(find(files(NEWS)["sitemap-news.xml"], "s:url")) == 1


def test_robots_names_the_sitemaps_there_are() -> None:
    assert f"Sitemap: {BASE}sitemap.xml\nSitemap: {BASE}sitemap-news.xml\n" in files(NEWS)["robots.txt"]
    assert "sitemap-news" not in files(PAGES)["robots.txt"]
    assert "sitemap-news.xml" not in files(PAGES)
