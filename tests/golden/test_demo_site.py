"""The repository's own site, built from its seeds: every link leads somewhere, every machine can read it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup

from sitegen.app.imports import import_sources
from tests.sites import build_site, read_tree

ROOT = Path(__file__).parents[2]
BASES = ("https://user.example/repo/", "https://paper.example/")


@pytest.fixture(scope="module", params=BASES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The base address and the output of a build of a copy of the site."""
    base: str = request.param
    site = tmp_path_factory.mktemp("demo")
    shutil.copy(ROOT / "site.toml", site)
    for folder in ("seeds", "content", "static", "templates", "themes"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, site / folder)
    report = build_site(site, base_url=base, future=True)
    assert report.imported is None or report.imported.errors == ()
    return base, site / "public"


@cache
def parse(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "html.parser")


def pages(output: Path) -> dict[str, BeautifulSoup]:
    """Every page by its path, redirects included."""
    return {path.relative_to(output).as_posix(): parse(path) for path in sorted(output.rglob("*.html"))}


def address_of(base: str, path: str) -> str:
    return urljoin(base, path.removesuffix("index.html"))


def addresses_in(soup: BeautifulSoup) -> set[str]:
    found = {str(tag[key]) for tag in soup(True) for key in ("href", "src") if tag.has_attr(key)}
    sets = [str(tag["srcset"]) for tag in soup(True) if tag.has_attr("srcset")]
    return found | {part.split()[0] for each in sets for part in each.split(",") if part.strip()}


def test_there_is_a_site(built: tuple[str, Path]) -> None:
    _, output = built
    assert {"index.html", "404.html", "feed.xml", "atom.xml", "sitemap.xml", "robots.txt"} <= read_tree(output).keys()
    assert len(pages(output)) > 20


def test_every_address_inside_leads_to_a_file(built: tuple[str, Path]) -> None:
    base, output = built
    origin, root = base.split("/", 3)[:3], urlsplit(base).path
    tree = read_tree(output).keys()
    broken = []
    for path, soup in pages(output).items():
        for address in addresses_in(soup):
            parts = urlsplit(urljoin(address_of(base, path), address))
            if parts.scheme not in ("http", "https") or parts.netloc != origin[2]:
                continue
            inside = unquote(parts.path).removeprefix(root)
            target = f"{inside}index.html" if inside in ("",) or inside.endswith("/") else inside
            if not parts.path.startswith(root) or target not in tree:
                broken.append((path, address))
            elif parts.fragment and target.endswith(".html"):
                ids = {str(tag["id"]) for tag in parse(output / target).find_all(id=True)}
                if unquote(parts.fragment) not in ids:
                    broken.append((path, address))
    assert broken == []


def test_the_page_not_found_works_at_any_depth(built: tuple[str, Path]) -> None:
    base, output = built
    for address in addresses_in(parse(output / "404.html")):
        assert address.startswith(("/", "#", "https:", "http:", "mailto:", "data:")), address
    assert urlsplit(base).path in " ".join(addresses_in(parse(output / "404.html")))


def test_one_canonical_one_title_one_headline(built: tuple[str, Path]) -> None:
    _, output = built
    for path, soup in pages(output).items():
        canonicals = soup.find_all("link", rel="canonical")
        assert len(canonicals) == (0 if path == "404.html" else 1), path
        assert all(str(tag["href"]).startswith("https://") for tag in canonicals), path
        head = soup.head
        assert head is not None, path
        assert len(head.find_all("title")) == 1, path
        if not soup.find("meta", attrs={"http-equiv": "refresh"}):
            assert len(soup.find_all("h1")) == 1, path


def test_identifiers_are_unique(built: tuple[str, Path]) -> None:
    _, output = built
    for path, soup in pages(output).items():
        counts = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
        assert [name for name, count in counts.items() if count > 1] == [], path


def test_what_pages_say_to_machines_parses(built: tuple[str, Path]) -> None:
    base, output = built
    articles = 0
    for path, soup in pages(output).items():
        for script in soup.find_all("script", type="application/ld+json"):
            node = json.loads(script.text)
            assert node["@type"] == "NewsArticle", path
            assert node["url"] == address_of(base, path)
            articles += 1
    assert articles >= 14


def test_every_page_has_a_language_and_every_picture_a_text(built: tuple[str, Path]) -> None:
    _, output = built
    for path, soup in pages(output).items():
        assert soup.html is not None, path
        assert soup.html.get("lang"), path
        assert all(tag.has_attr("alt") for tag in soup.find_all("img")), path


def test_feeds_are_well_formed_and_inside(built: tuple[str, Path]) -> None:
    base, output = built
    feeds = [*sorted(output.rglob("feed.xml")), output / "atom.xml"]
    assert len(feeds) > 10
    for path in feeds:
        data = path.read_bytes()
        ElementTree.fromstring(data)  # noqa: S314 (our own feed)
        feed = feedparser.parse(data)
        assert not feed.bozo, path
        assert feed.entries, path
        for entry in feed.entries:
            assert entry.link.startswith(base)
            assert (output / entry.link.removeprefix(base) / "index.html").is_file(), entry.link


def test_the_sitemap_lists_pages_that_are_there(built: tuple[str, Path]) -> None:
    base, output = built
    root = ElementTree.fromstring((output / "sitemap.xml").read_bytes())  # noqa: S314 (our own sitemap)
    found = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
    assert len(found) == len(set(found))
    for address in found:
        assert address.startswith(base)
        assert (output / address.removeprefix(base) / "index.html").is_file(), address


def test_nothing_of_a_seed_runs(built: tuple[str, Path]) -> None:
    _, output = built
    for path, soup in pages(output).items():
        for tag in soup(True):
            assert not [key for key in tag.attrs if key.lower().startswith("on")], (path, tag.name)
        assert not [address for address in addresses_in(soup) if address.lower().startswith("javascript:")], path


def test_the_content_is_what_the_seeds_give(tmp_path: Path) -> None:
    """The committed content is up to date: a rule that changes it shows here, and `sitegen build` mends it."""
    for part in ("seeds", "content", "static"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "site.toml", tmp_path)
    report = import_sources(tmp_path, [str(tmp_path / "seeds")])
    assert report.errors == ()
    assert [article.path for article in report.articles if article.fate not in ("unchanged", "edited")] == []
