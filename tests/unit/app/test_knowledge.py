from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.app.knowledge import change_rules, digest_rules, find_definitions, load_knowledge, parse_rules
from sitegen.convert.pipeline import Knowledge
from sitegen.convert.sources.site_findings import find_site_rule
from sitegen.errors import RuleError, SitegenError
from tests.sites import lay_files

CONFIG = 'title = "The Lantern"\nbase_url = "https://lantern.example/"\n[import]\n'
SOURCE = 'title = "h1"\n[[example]]\nhtml = "<h1>Lamp lit</h1>"\ntitle = "Lamp lit"\n'


def rule_file(category: str, name: str, phrase: str, more: str = "") -> str:
    return (
        f'category = "{category}"\n\n[[rule]]\nid = "{name}"\naction = "remove"\n{more}'
        f'phrases = ["{phrase}"]\nmatches = ["{phrase}"]\nspares = ["The {phrase} of the pilot"]\n'
    )


def found(knowledge: Knowledge, line: str, language: str = "en") -> list[str]:
    return [match.rule.id for match in knowledge.rules.for_language(language).find(line)]


def test_without_a_site_the_package_s_rules_are_all() -> None:
    assert load_knowledge() is load_knowledge(None)
    assert "en/share" in load_knowledge().rules.files


def test_a_site_adds_and_replaces_by_id(tmp_path: Path) -> None:
    lay_files(
        tmp_path,
        {
            "rules/en/share.toml": rule_file("share", "en.share.network", "pass the lamp on"),
            "rules/en/lamp.toml": rule_file("lamp", "en.lamp.own", "knock twice"),
        },
    )
    own, package = load_knowledge(tmp_path), load_knowledge()
    assert found(package, "Share on facebook") == ["en.share.network"]
    assert found(own, "Share on facebook") == []
    assert found(own, "Pass the lamp on") == ["en.share.network"]
    assert found(own, "Knock twice") == ["en.lamp.own"]
    others = [rule.id for rule in package.rules.files["en/share"].rule if rule.id != "en.share.network"]
    assert set(others) < {rule.id for rule in own.rules.files["en/share"].rule}
    assert found(package, "Knock twice") == []


def test_a_site_without_rules_has_the_package_s(tmp_path: Path) -> None:
    assert load_knowledge(tmp_path) is load_knowledge()
    assert digest_rules(tmp_path) == ""


def test_files_are_read_anew_and_compiled_when_they_differ(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/en/lamp.toml": rule_file("lamp", "en.lamp.own", "knock twice")})
    before, digest = load_knowledge(tmp_path), digest_rules(tmp_path)
    assert load_knowledge(tmp_path) is before
    lay_files(tmp_path, {"rules/en/lamp.toml": rule_file("lamp", "en.lamp.own", "knock thrice")})
    assert found(load_knowledge(tmp_path), "Knock thrice") == ["en.lamp.own"]
    assert found(load_knowledge(tmp_path), "Knock twice") == []
    assert digest_rules(tmp_path) != digest


def test_rules_of_one_source_each_are_none_of_a_language_but_count_as_rules(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/sources/lantern.example.toml": SOURCE})
    assert load_knowledge(tmp_path).rules.files.keys() == load_knowledge().rules.files.keys()
    assert digest_rules(tmp_path) != ""


def test_rules_of_one_source_are_the_site_s_then_the_package_s_then_those_in_ftr_files(tmp_path: Path) -> None:
    lay_files(
        tmp_path,
        {
            "site.toml": CONFIG.replace("[import]", '[import]\nftr = "more/rules"'),
            "rules/sources/lantern.example.toml": SOURCE,
            "more/rules/lantern.example.txt": "title: //h2\n",
            "more/rules/.pier.example.txt": "title: //h3\n",
            "more/rules/README.md": "title: //h4\n",
            "other/pier.example.txt": "title: //h5\n",
        },
    )
    (tmp_path / "more/rules/dock.example.txt").write_bytes(b"# caf\xe9\ntitle: //h6\n")
    sites = load_knowledge(tmp_path).sites
    hosts = ("lantern.example", "old.pier.example", "dock.example", "README.md")
    found = [find_site_rule(sites, f"https://{host}/") for host in hosts]
    assert [rule.file if rule else None for rule in found] == [
        "rules/sources/lantern.example.toml",
        "more/rules/.pier.example.txt",
        "more/rules/dock.example.txt",
        None,
    ]
    digest = digest_rules(tmp_path)
    lay_files(tmp_path, {"more/rules/lantern.example.txt": "title: //h1\n"})
    assert digest_rules(tmp_path) != digest
    named = load_knowledge(tmp_path, tmp_path / "other").sites
    assert list(named.ftr) == [f"{tmp_path}/other/pier.example.txt"]


def test_the_place_of_a_rule_of_one_source_is_known(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/sources/lantern.example.toml": 'strip = ".promo"\n' + SOURCE})
    assert find_definitions(tmp_path)["source.lantern.example.strip"] == "rules/sources/lantern.example.toml:1"


def test_a_folder_of_ftr_files_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    lay_files(tmp_path, {"site.toml": CONFIG.replace("[import]", '[import]\nftr = "gone"')})
    with pytest.raises(SitegenError, match=r"^gone: is no folder \(check the path\)$"):
        load_knowledge(tmp_path)


def test_a_malformed_rule_of_one_source_is_one_line_with_its_place(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/sources/lantern.example.toml": SOURCE.replace('"h1"', '"xpath://h1["')})
    with pytest.raises(
        RuleError, match=r'^rules/sources/lantern\.example\.toml:1: "title": "xpath://h1\[" is no XPath'
    ):
        load_knowledge(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("category = lamp\n", 1, "Invalid value"),
        ('category = "lamp"\n\n[[rule]]\nid = "en.lamp.a"\nfrases = []\n', 5, "unknown field `frases`"),
        (rule_file("lamp", "fr.lamp.own", "x y"), 4, 'rule id "fr.lamp.own"'),
        (rule_file("lamp", "en.lamp.own", "x y").replace('["x y"]', "[]"), 4, "lacks phrases"),
        ('category = "lamp"\nrules = []\n', 2, "unknown field `rules`"),
        (rule_file("bell", "en.bell.own", "x y"), 0, 'category "bell" in a file named lamp.toml'),
    ],
)
def test_a_malformed_file_is_one_line_with_its_place(tmp_path: Path, text: str, line: int, message: str) -> None:
    lay_files(tmp_path, {"rules/en/lamp.toml": text})
    with pytest.raises(RuleError) as caught:
        load_knowledge(tmp_path)
    assert (caught.value.path, caught.value.line) == ("rules/en/lamp.toml", line)
    assert message in str(caught.value)
    assert str(caught.value).count("\n") == 0
    assert caught.value.hint


def test_a_file_outside_of_a_language_s_folder_is_refused(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/lamp.toml": rule_file("lamp", "en.lamp.own", "knock twice")})
    with pytest.raises(RuleError, match=r"^rules/lamp\.toml: is in no language's folder"):
        load_knowledge(tmp_path)


def test_a_file_says_itself_where_it_belongs() -> None:
    key, file = parse_rules("somewhere/new.toml", rule_file("lamp", "pt.lamp.own", "bate duas vezes"))
    assert key == "pt/lamp"
    assert found(change_rules(load_knowledge(), {key: file}), "Bate duas vezes", "pt") == ["pt.lamp.own"]


def test_each_rule_is_found_where_it_is_defined(tmp_path: Path) -> None:
    lay_files(tmp_path, {"rules/en/share.toml": rule_file("share", "en.share.network", "pass the lamp on")})
    package, own = find_definitions(), find_definitions(tmp_path)
    assert package["en.share.network"] == "sitegen/rules/en/share.toml:4"
    assert own["en.share.network"] == "rules/en/share.toml:4"
    ids = {rule.id for file in load_knowledge().rules.files.values() for rule in file.rule}
    assert ids <= package.keys()
