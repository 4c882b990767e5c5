from __future__ import annotations

import pytest

from sitegen.publish.check.html_page import Ref
from sitegen.publish.check.links import Ground, address_of, check_refs, find_target, spellings
from tests.unit.publish.check.built import CONFIG

FILES = ("index.html", "a/index.html", "b.html", "World/index.html", "pic one.png", "feed.xml", "é/index.html")
GROUND = Ground(
    CONFIG,
    frozenset(FILES),
    {path.casefold(): path for path in FILES},
    {"a/index.html": frozenset({"part", "ü", "a%20b"})},
    {},
)

LINKS = {
    "/paper/": "",
    "/paper": "",
    "https://lantern.example/paper/a/": "",
    "http://LANTERN.example/paper/a/": "",
    "../a/": "",
    "": "",
    "#part": "",
    "#": "",
    "#top": "",
    "#:~:text=rain": "",
    "?page=2": "",
    "/paper/a/#part": "",
    "/paper/a/#gone": "link.anchor",
    "#Part": "link.anchor",
    "#ü": "",
    "#%C3%BC": "",
    "#a%20b": "",
    "#a b": "link.malformed",
    "/paper/b": "",
    "/paper/b.html": "",
    "/paper/pic%20one.png": "",
    "/paper/%C3%A9/": "",
    "/paper/é/": "",
    "/paper/feed.xml#x": "",
    "/paper/a": "link.redirect",
    "/paper/gone/": "link.broken",
    "gone": "link.broken",
    "/paper/world/": "link.case",
    "/paper/B.html": "link.case",
    "/a/": "link.outside",
    "/": "link.outside",
    "/paper/pic one.png": "link.malformed",
    "https://": "link.malformed",
    "http://[::1": "link.malformed",
    "javascript:alert(1)": "link.unsafe",
    " java\tscript:alert(1)": "link.unsafe",
    "file:///etc/hosts": "link.unsafe",
    "http://localhost:8000/a/": "link.local",
    "https://127.0.0.1/": "link.local",
    "https://other.example/gone": "",
    "mailto:desk@lantern.example": "",
    "tel:+123": "",
    "data:,x": "",
}


@pytest.mark.parametrize("url", LINKS, ids=range(len(LINKS)))
def test_where_a_link_leads(url: str) -> None:
    base = address_of(CONFIG, "a/index.html")
    found = [fault.rule for fault in check_refs(GROUND, "a/index.html", base, [Ref(url, 1, "link")])]
    assert found == ([LINKS[url]] if LINKS[url] else [])


def test_what_is_loaded_from_nowhere_is_broken() -> None:
    base = address_of(CONFIG, "a/index.html")
    assert [fault.rule for fault in check_refs(GROUND, "a/index.html", base, [Ref("", 1, "picture", True)])] == [
        "link.broken"
    ]


def test_the_address_of_a_file() -> None:
    assert address_of(CONFIG, "index.html") == "https://lantern.example/paper/"
    assert address_of(CONFIG, "a/index.html") == "https://lantern.example/paper/a/"
    assert address_of(CONFIG, "404.html") == "https://lantern.example/paper/404.html"
    target = find_target(GROUND, address_of(CONFIG, "404.html"), "a/")
    assert target
    assert target.path == "a/index.html"


def test_a_content_file_may_spell_an_address_otherwise() -> None:
    assert spellings(CONFIG, "/paper/%C3%A9/") == ("/paper/%C3%A9/", "/%C3%A9/", "/paper/é/", "/é/")
    assert spellings(CONFIG, "https://wire.example/x") == ("https://wire.example/x",)
