"""Which page stands for its copies, and where the others are."""

from __future__ import annotations

import pytest

from sitegen.errors import ConfigError, ContentError
from sitegen.publish.article_view import article_view
from sitegen.publish.clusters import Claim, rank_claims
from sitegen.publish.config import Clusters
from sitegen.publish.feeds import FeedView
from sitegen.publish.index import Site
from sitegen.publish.sitemap import SitemapView
from sitegen.publish.views import ListView
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, site_of


def claim(path: str, source: str = "", *others: str, length: int = 3000, moment: float | None = None) -> Claim:
    return Claim(path, False, False, False, source, (source, *others), length, moment)


def first(*claims: Claim, **wishes: tuple[str, ...]) -> str:
    found = rank_claims(claims, Clusters(**wishes))
    assert found == rank_claims(reversed(claims), Clusters(**wishes))
    return found[0].path


def test_the_original_comes_before_its_copies() -> None:
    copies = [claim("a", "the ford", "nsp", length=9000), claim("b", "quay post", "nsp")]
    assert first(*copies, claim("c", "nsp")) == "c"
    assert first(*copies, claim("c", "nsp"), prefer=("longer",)) == "a"


def test_then_the_preferred_the_longer_the_earlier() -> None:
    one, two = claim("a", "one", moment=1.0), claim("b", "two", length=4000, moment=2.0)
    assert first(one, two) == "b"
    assert first(one, two, sources=("Zero", "ONE")) == "a"
    assert first(one, two, prefer=("earlier",)) == "a"
    assert first(claim("a", "one", length=3010, moment=2.0), claim("b", "two", length=3000, moment=1.0)) == "b"
    assert first(claim("a", "one"), claim("b", "two", moment=1.0)) == "b"


def test_of_one_source_s_versions_the_last_counts() -> None:
    versions = [claim("a", "nsp", length=4000, moment=1.0), claim("b", "nsp", length=3900, moment=2.0)]
    assert first(*versions) == "b"
    assert first(versions[0], claim("b", "nsp", length=900, moment=2.0)) == "a"


COPY = "{{seed: s.txt, copy_of: {}}}"
SHORE = "{{chain: [{{role: publisher, name: {}}}]}}"


def five(**main: str) -> dict[str, str]:
    """A story that three outlets carry, and another."""
    pages = {
        f"{name}.md": article(
            f"Story {name}",
            date="2026-05-01",
            section=f"Section {name}",
            tags="[boats]",
            attribution=SHORE.format(name.upper()),
            origin=COPY.format("a.md") if name != "a" else "{seed: s.txt}",
            **(main if name == "a" else {}),
        )
        for name in "abc"
    }
    return pages | {"other.md": article("Other", date="2026-05-02", tags="[boats]")}


def titles(site: Site, path: str) -> list[str]:
    view = outputs_of(site)[path].view
    assert isinstance(view, ListView)
    return [card.title for card in view.cards]


def test_lists_and_feeds_and_the_sitemap_have_one() -> None:
    site = site_of(five())
    assert titles(site, "index.html") == titles(site, "tags/boats/index.html") == ["Other", "Story a"]
    outputs = outputs_of(site)
    feed, sitemap = outputs["feed.xml"].view, outputs["sitemap.xml"].view
    assert isinstance(feed, FeedView)
    assert [entry.title for entry in feed.entries] == ["Other", "Story a"]
    assert isinstance(sitemap, SitemapView)
    stories = [address for address, _ in sitemap.urls if address.count("/") == 4]
    assert [address for address in stories if address[-3:] in ("/b/", "/c/")] == []
    assert {"a/index.html", "b/index.html", "c/index.html"} <= set(outputs)


def test_terms_of_a_copy_lead_to_the_story() -> None:
    site = site_of(five())
    assert titles(site, "sources/b/index.html") == titles(site, "section-c/index.html") == ["Story a"]
    assert [term.pages for term in site.terms["month"]] == [(0, 1)]


def test_the_page_says_who_else_carried_it() -> None:
    site = site_of(five())
    views = {page.path: article_view(site, page) for page in site.pages}
    assert [(link.title, link.url) for link in views["a.md"].carriers] == [("B", "/b/"), ("C", "/c/")]
    assert views["a.md"].main is None
    main = views["b.md"].main
    assert main
    assert (main.title, main.url, views["b.md"].carriers) == ("Story a", "/a/", ())


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "withdrawn"},
        {"status": "held"},
        {"draft": "true"},
        {"publish": "{from: 2031-01-01}"},
        {"publish": "{until: 2020-01-01}"},
    ],
    ids=["withdrawn", "held", "draft", "embargoed", "expired"],
)
def test_another_stands_in_for_a_main_page_that_is_not_shown(hidden: dict[str, str]) -> None:
    site = site_of(five(**hidden))
    assert titles(site, "index.html") == ["Other", "Story b"]
    assert [link.title for link in article_view(site, site.pages[site.listed[1]]).carriers] == ["C"]


def test_another_stands_in_for_a_main_page_that_was_deleted() -> None:
    pages = five()
    del pages["a.md"]
    assert titles(site_of(pages), "index.html") == ["Other", "Story b"]


def test_a_draft_is_never_the_main_page_of_what_is_published() -> None:
    assert titles(site_of(five(draft="true"), drafts=True), "index.html") == ["Other", "Story b"]


def test_an_editor_s_word_counts() -> None:
    pages = five() | {"b.md": article("Story b", date="2026-05-01", copy_of="false", origin=COPY.format("a.md"))}
    assert titles(site_of(pages), "index.html") == ["Other", "Story a", "Story b"]
    pages["other.md"] = article("Other", date="2026-05-02", copy_of="content/b.md")
    assert titles(site_of(pages), "index.html") == ["Story a", "Story b"]
    pages["a.md"] = article("Story a", date="2026-05-01", copy_of="''", origin="{seed: s.txt}")
    assert titles(site_of(pages), "index.html") == ["Story a", "Story b", "Story c"]


def test_pages_that_name_each_other_are_one_story() -> None:
    pages = {"a.md": article("A", copy_of="b.md"), "b.md": article("B", copy_of="a.md")}
    assert titles(site_of(pages), "index.html") == ["A"]


@pytest.mark.parametrize(
    ("target", "what"), [("gone.md", 'names no content file: "gone.md"'), ("a.md", "names its own")]
)
def test_a_wrong_word_is_told(target: str, what: str) -> None:
    with pytest.raises(ContentError) as caught:
        site_of({"a.md": article("A", copy_of=target)})
    assert str(caught.value).startswith('content/a.md: "copy_of"')
    assert what in str(caught.value)


def test_clusters_can_be_turned_off() -> None:
    site = site_of(five(), config_of("[clusters]\nenabled = false\n"))
    assert titles(site, "index.html") == ["Other", "Story a", "Story b", "Story c"]


def test_an_unknown_wish_is_told() -> None:
    with pytest.raises(ConfigError) as caught:
        config_of('[clusters]\nprefer = ["orignal"]\n')
    assert str(caught.value) == 'site.toml:5: unknown value "orignal" in "prefer" (did you mean "original"?)'
