from __future__ import annotations

import pytest

from sitegen.errors import SitegenError
from sitegen.publish.plan import CopyView, site_view
from sitegen.publish.views import RedirectView
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, site_of, tiny_theme


def error_of(pages: dict[str, str], static: dict[str, CopyView] | None = None) -> str:
    with pytest.raises(SitegenError) as caught:
        outputs_of(site_of(pages), static)
    return str(caught.value)


def copy(path: str) -> dict[str, CopyView]:
    return {path: CopyView(f"site:{path}", "0")}


@pytest.mark.parametrize(
    ("pages", "both"),
    [
        ({"up/a.md": article("A"), "b.md": article("B", aliases="[/up/a/]")}, ("content/b.md", "content/up/a.md")),
        ({"boat.md": article("A"), "ferry.md": article("B", slug="Boat")}, ("content/boat.md", "content/ferry.md")),
        ({"a b.md": article("A"), "a-b.md": article("B")}, ("content/a b.md", "content/a-b.md")),
        ({"coast.md": article("A", section="Coast")}, ("content/coast.md", 'the section "Coast"')),
        ({"archive.md": article("A", date="2026-05-01")}, ("content/archive.md", "the archive")),
    ],
)
def test_one_path_for_two_names_both(pages: dict[str, str], both: tuple[str, str]) -> None:
    line = error_of(pages)
    assert all(name in line for name in both), line
    assert "\n" not in line


def test_static_files_collide_too_whatever_their_case() -> None:
    line = error_of({"a.md": article("A")}, copy("A/Index.html"))
    assert "content/a.md" in line
    assert "A/Index.html" in line


def test_a_file_where_a_folder_has_to_be() -> None:
    line = error_of({"a.md": article("A")}, copy("a"))
    assert "content/a.md" in line
    assert "site:a" in line


def test_all_collisions_are_listed() -> None:
    pages = {"a.md": article("A"), "b.md": article("B", slug="a"), "c.md": article("C", slug="a")}
    with pytest.raises(SitegenError) as caught:
        outputs_of(site_of(pages))
    assert len(str(caught.value).split("\n")) == 2


@pytest.mark.parametrize(
    "alias",
    ["/../up/", "/a//b/", "/", "https://a.example/x", "/.git/config", r"/a\b/", "/a\\nb/", "/a\\0b/", "/" + "x" * 300],
)
def test_aliases_stay_inside(alias: str) -> None:
    written = alias if alias == r"/a\b/" else None
    text = f"aliases: ['{written}']" if written else f'aliases: ["{alias}"]'
    key, value = text.split(": ", 1)
    assert error_of({"a.md": article("A", **{key: value})}).startswith("content/a.md: ")


def test_aliases_lead_to_the_article() -> None:
    pages = {"a.md": article("A", aliases="[/old/one/, old/two.html, /2019/]")}
    outputs = outputs_of(site_of(pages, config_of("", "https://user.example/repo/")))
    for path in ("old/one/index.html", "old/two.html", "2019/index.html"):
        view = outputs[path].view
        assert isinstance(view, RedirectView)
        assert (view.url, view.head.canonical, view.head.robots) == (
            "/repo/a/",
            "https://user.example/repo/a/",
            "noindex",
        )


def test_an_alias_that_is_the_address_again_is_no_second_page() -> None:
    outputs = outputs_of(site_of({"a.md": article("A", aliases="[/a/, a]")}))
    assert outputs["a/index.html"].template == "article.html"


def test_what_a_site_consists_of() -> None:
    chain = "{chain: [{role: publisher, name: The Ford}]}"
    page = article("A", date="2026-05-01", section="Coast", tags="[x]", authors="[Ines]", attribution=chain)
    assert sorted(outputs_of(site_of({"a.md": page}), copy("CNAME"))) == sorted(
        [
            "404.html", "CNAME", "a/index.html", "archive/2026/05/index.html", "archive/2026/index.html",
            "archive/index.html", "atom.xml", "authors/index.html", "authors/ines/feed.xml", "authors/ines/index.html",
            "coast/feed.xml", "coast/index.html", "feed.json", "feed.xml", "index.html", "robots.txt",
            "sections/index.html",
            "sitemap.xml", "sources/index.html", "sources/the-ford/feed.xml", "sources/the-ford/index.html",
            "tags/index.html", "tags/x/feed.xml", "tags/x/index.html",
        ]
    )  # fmt: skip


def test_an_empty_site_has_its_frame() -> None:
    assert sorted(outputs_of(site_of({}))) == [
        "404.html", "atom.xml", "feed.json", "feed.xml", "index.html", "robots.txt", "sitemap.xml",
    ]  # fmt: skip


def test_the_menu_is_the_largest_sections_or_the_one_that_is_given() -> None:
    pages = {f"p{i}.md": article(f"P{i}", section=f"S{i % 9}") for i in range(20)}
    menu = site_view(site_of(pages), tiny_theme(), "g").menu
    assert [link.title for link in menu] == ["S0", "S1", "S2", "S3", "S4", "S5", "S6"]
    given = config_of('[[menu.main]]\ntitle = "All"\nurl = "/tags/"\n', "https://user.example/repo/")
    assert [(link.title, link.url) for link in site_view(site_of(pages, given), tiny_theme(), "g").menu] == [
        ("All", "/repo/tags/")
    ]


def test_the_footer_has_only_what_there_is() -> None:
    view = site_view(site_of({"a.md": article("A", tags="[x]")}), tiny_theme(), "g")
    assert [link.url for link in view.footer] == ["/tags/"]
