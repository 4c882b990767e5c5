"""The same articles in the layouts of sitegen and Hugo: made-up words, the real shape, always the same."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vel", "dor", "pan", "sil", "mar", "ob", "et", "un", "ra")
SECTIONS = ("World", "Coast", "Science", "Culture", "Money")
TAGS = [f"Topic {number}" for number in range(40)]
SOURCES = [f"Outlet {number}" for number in range(25)]


def write_pages(count: int) -> dict[str, dict[str, str]]:
    """Articles by slug: their front matter values and body."""
    pages = {}
    for number in range(count):
        dice = random.Random(number)
        words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(600)]
        paragraphs = [" ".join(words[i : i + 50]).capitalize() + "." for i in range(0, 600, 50)]
        paragraphs[3] = "## " + " ".join(words[150:155]).capitalize()
        pages[f"story-{number:06d}"] = {
            "title": " ".join(words[:7]).capitalize(),
            "date": f"{2015 + number % 10}-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00Z",
            "section": dice.choice(SECTIONS),
            "tag": dice.choice(TAGS),
            "source": dice.choice(SOURCES),
            "author": " ".join(words[7:9]).title(),
            "body": "\n\n".join(paragraphs) + "\n",
        }
    return pages


def lay_sitegen(site: Path, pages: Mapping[str, Mapping[str, str]]) -> Path:
    """A site with the default theme, whose base template it has a copy of, to be edited."""
    content = site / "content"
    content.mkdir(parents=True)
    (site / "site.toml").write_text('title = "Bench"\nbase_url = "https://bench.example/"\n', encoding="utf-8")
    theme = Path(__file__).parents[2] / "themes/default/templates/base.html"
    (site / "templates").mkdir()
    (site / "templates/base.html").write_text(theme.read_text("utf-8"), encoding="utf-8")
    for slug, page in pages.items():
        head = (
            f"title: {page['title']}\ndate: {page['date']}\nsection: {page['section']}\ntags: [{page['tag']}]\n"
            f"authors: [{page['author']}]\nattribution:\n  chain:\n  - {{role: publisher, name: {page['source']}}}\n"
        )
        (content / f"{slug}.md").write_text(f"---\n{head}---\n\n{page['body']}", encoding="utf-8")
    return site


def lay_hugo(site: Path, pages: Mapping[str, Mapping[str, str]]) -> Path:
    """The same lists and pages through a few small Hugo templates."""
    for folder in ("content", "layouts/_default"):
        (site / folder).mkdir(parents=True)
    config = (
        'title = "Bench"\nbaseURL = "https://bench.example/"\n[pagination]\npagerSize = 20\n'
        '[taxonomies]\nsection_ = "sections_"\ntag = "tags"\nsource = "sources"\nauthor = "authors"\n'
    )
    (site / "hugo.toml").write_text(config, encoding="utf-8")
    base = (
        '<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head>'
        '<body>{{ block "main" . }}{{ end }}</body></html>'
    )
    listing = (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}'
        '<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary }}</p></article>{{ end }}'
        '{{ template "_internal/pagination.html" . }}{{ end }}'
    )
    single = '{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ .Content }}</article>{{ end }}'
    (site / "layouts/baseof.html").write_text(base, encoding="utf-8")
    (site / "layouts/_default/baseof.html").write_text(base, encoding="utf-8")
    (site / "layouts/_default/list.html").write_text(listing, encoding="utf-8")
    (site / "layouts/_default/single.html").write_text(single, encoding="utf-8")
    for slug, page in pages.items():
        head = (
            f"title: {page['title']}\ndate: {page['date']}\nsections_: [{page['section']}]\ntags: [{page['tag']}]\n"
            f"sources: [{page['source']}]\nauthors: [{page['author']}]\n"
        )
        (site / f"content/{slug}.md").write_text(f"---\n{head}---\n\n{page['body']}", encoding="utf-8")
    return site
