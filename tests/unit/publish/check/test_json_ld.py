from __future__ import annotations

import json
from typing import Any

import pytest

from sitegen.publish.check.json_ld import check_json_ld
from sitegen.publish.check.shapes import REQUIRED, known_shapes

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Boats",
    "datePublished": "2026-05-04T09:00:00Z",
    "dateModified": "2026-05-05",
    "author": [{"@type": "Person", "name": "Ines Varga"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Lantern", "logo": "https://lantern.example/l.png"},
    "sourceOrganization": {"@type": "Organization", "name": "Harbour Wire"},
    "image": {"@type": "ImageObject", "url": "https://lantern.example/a.png", "creditText": "A. Quill"},
    "isBasedOn": "https://wire.example/boats",
    "license": "https://creativecommons.org/licenses/by-nd/4.0/",
    "copyrightYear": 2026,
    "isAccessibleForFree": True,
    "correction": [{"@type": "CorrectionComment", "text": "It was Monday.", "datePublished": "2026-05-05"}],
    "keywords": ["boats", "rain"],
    "contentLocation": {"@type": "Place", "name": "Port Elma"},
}
CRUMBS = {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "World", "item": "https://lantern.example/world/"},
        {"@type": "ListItem", "position": 2, "name": "Boats"},
    ],
}


def found(node: Any) -> list[str]:
    text = node if isinstance(node, str) else json.dumps(node)
    return [fault.rule for fault in check_json_ld(text, 7)]


@pytest.mark.parametrize(
    "node",
    [
        ARTICLE,
        CRUMBS,
        [ARTICLE, CRUMBS],
        {"@context": "https://schema.org/", "@graph": [CRUMBS, {**ARTICLE, "@context": None}]},
        {"@context": {"@vocab": "http://schema.org/"}, "@type": "https://schema.org/Person", "name": "A"},
        {**ARTICLE, "author": {"@id": "#ines"}},
        {**ARTICLE, "@type": ["NewsArticle", "Report"], "reportNumber": "7"},
        {**ARTICLE, "headline": {"@value": "Boats", "@language": "en"}},
        {"@context": "https://www.w3.org/ns/activitystreams", "type": "Note"},
    ],
)
def test_sound_data(node: Any) -> None:
    assert found(node) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"@context": ""}, "jsonld.context"),
        ({"headline": ""}, "jsonld.shape"),
        ({"headline": None}, "jsonld.missing"),
        ({"datePublished": "yesterday"}, "jsonld.shape"),
        ({"author": {"@type": "Person"}}, "jsonld.missing"),
        ({"author": {"name": "Ines"}}, "jsonld.shape"),
        ({"author": {"@type": "Place", "name": "Ines"}}, "jsonld.shape"),
        ({"author": "Ines Varga"}, "jsonld.plain"),
        ({"author": 7}, "jsonld.shape"),
        ({"license": "CC BY-ND"}, "jsonld.shape"),
        ({"isBasedOn": "boats"}, "jsonld.shape"),
        ({"image": {"@type": "ImageObject", "caption": "The quay"}}, "jsonld.missing"),
        ({"correction": {"@type": "CorrectionComment"}}, "jsonld.missing"),
        ({"isAccessibleForFree": "yes"}, "jsonld.shape"),
        ({"copyrightYear": True}, "jsonld.shape"),
        ({"headlin": "Boats"}, "jsonld.unknown"),
        ({"@type": "NewsArtikel"}, "jsonld.unknown"),
    ],
)
def test_unsound_data(change: dict[str, Any], rule: str) -> None:
    assert found({**ARTICLE, **change}) == [rule]


@pytest.mark.parametrize(
    "change", [{"itemListElement": []}, {"itemListElement": [{"@type": "ListItem", "position": 1}]}]
)
def test_crumbs_lead_somewhere(change: dict[str, Any]) -> None:
    assert found({**CRUMBS, **change}) == ["jsonld.missing"]


def test_a_mistake_in_json_is_told_with_its_line() -> None:
    [fault] = check_json_ld('{\n"a": 1,\n}', 7)
    assert (fault.rule, fault.line) == ("jsonld.syntax", 9)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"@context":"https://schema.org","@type":"Thing","about":' * 400, "7", "null", "[]"]
)
def test_hostile_data_is_told_not_raised(text: str) -> None:
    list(check_json_ld(text, 1))


def test_deep_data_is_told() -> None:
    node: dict[str, Any] = {"@type": "Thing", "name": "x"}
    for _ in range(60):
        node = {"@type": "CreativeWork", "about": node}
    assert "jsonld.shape" in found({"@context": "https://schema.org", **node})


def test_the_shapes_hold_together() -> None:
    shapes = known_shapes()
    plain = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean", "Duration", "Distance"}
    kinds = {kind for shape in shapes.values() for values in shape.properties.values() for kind in values}
    assert kinds - plain - set(shapes) == set()
    assert set(REQUIRED) <= set(shapes)
    for name, groups in REQUIRED.items():
        assert {key for group in groups for key in group} - {"@id"} <= set(shapes[name].properties)
    assert shapes["NewsArticle"].ancestors == ("NewsArticle", "Article", "CreativeWork", "Thing")


@pytest.mark.parametrize("date", ["2026-13-04", "2026-02-32", "2026-05-04T25:00:00Z", "2026-05-04T09:61Z", "0000-00"])
def test_a_date_is_one_of_the_calendar(date: str) -> None:
    faults = list(check_json_ld(json.dumps({**ARTICLE, "datePublished": date}), 1))
    assert [fault.rule for fault in faults] == ["jsonld.shape"]
