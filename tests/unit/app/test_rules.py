from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from sitegen.app.rules import suggest_rules, try_rules
from sitegen.errors import SitegenError
from tests.sites import build_site, lay_files, lay_site, read_tree

STORIES = {
    "ferry": (
        "Ferry late again",
        "The ferry was late on Monday, and the lamp was out.",
        "Nobody at the pier minded it.",
    ),
    "mill": (
        "Mill opens its sluice",
        "The mill opened its sluice on Tuesday before dawn.",
        "Two geese moved in at once.",
    ),
    "bell": ("Bell is home again", "The bell came home on Wednesday in a bread van.", "It rang once on the bridge."),
}
SHED = "The Lantern is printed by four people in a shed who would like you to know it."
SOURCE = 'title = "h1"\n[[example]]\nhtml = "<h1>Lamp lit</h1>"\ntitle = "Lamp lit"\n'
KNOCK = "Knock twice for the night desk"


def rule_file(category: str, name: str, phrase: str, more: str = "") -> str:
    spare = json.dumps(f"The {phrase}")
    return (
        f'category = "{category}"\n\n[[rule]]\nid = "{name}"\naction = "remove"\n{more}'
        f"phrases = [{json.dumps(phrase)}]\nmatches = [{json.dumps(phrase)}]\nspares = [{spare}]\n"
    )


def paste(name: str, *tail: str, publisher: str = "Lantern Weekly") -> str:
    title, first, second = STORIES[name]
    return "\n\n".join(
        [title, f"By Ines Varga, {publisher}", f"{first} So it was said.", f"{second} So it stays.", *tail]
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay_site(tmp_path / "site", {f"seeds/{name}.txt": paste(name, SHED, KNOCK) for name in STORIES})


def suggested(site: Path) -> dict[str, tuple[str, ...]]:
    """The phrases of each suggested rule."""
    text = suggest_rules(site).text
    return {rule["id"]: tuple(rule["phrases"]) for rule in tomllib.loads(text).get("rule", [])}


def test_what_repeats_and_was_kept_is_proposed(site: Path) -> None:
    before = read_tree(site)
    found = suggest_rules(site)
    assert found.rules == 2
    assert {rule["phrases"][0] for rule in tomllib.loads(found.text)["rule"]} == {SHED, KNOCK}
    assert (
        "# 3 articles of “Lantern Weekly” (3 stories): seeds/bell.txt, seeds/ferry.txt, seeds/mill.txt\n" in found.text
    )
    assert read_tree(site) == before


def test_a_proposal_is_a_rule_file_that_works(site: Path) -> None:
    text = suggest_rules(site).text
    lay_files(site, {"suggested.toml": text})
    trial = try_rules(site, site / "suggested.toml")
    assert trial.errors == ()
    assert [difference.name for difference in trial.differences] == [
        "seeds/bell.txt",
        "seeds/ferry.txt",
        "seeds/mill.txt",
    ]
    assert (trial.less, trial.more) == (3 * (17 + 6), 0)
    lay_files(site, {"rules/und/repeated.toml": text})
    assert suggested(site) == {}
    build_site(site)
    assert b"shed" not in (site / "content/ferry-late-again.md").read_bytes()


def test_spares_are_lines_of_the_seeds(site: Path) -> None:
    for rule in tomllib.loads(suggest_rules(site).text)["rule"]:
        (spare,) = rule["spares"]
        assert any(spare in paste(name) for name in STORIES)
        assert rule["matches"] == rule["phrases"]


def test_two_sources_do_not_make_a_repetition(tmp_path: Path) -> None:
    papers = {"ferry": "Lantern Weekly", "mill": "Sound Weekly", "bell": "Tarn Gazette"}
    site = lay_site(
        tmp_path, {f"seeds/{name}.txt": paste(name, KNOCK, publisher=paper) for name, paper in papers.items()}
    )
    assert suggested(site) == {}


def test_versions_of_one_story_do_not_make_a_repetition(tmp_path: Path) -> None:
    once = paste("ferry")
    later = once + "\n\nThe lamp was lit on Thursday, the pilot said."
    other = once.replace("Ferry late again", "Boat is late once more")
    site = lay_site(
        tmp_path, {"seeds/a.txt": once, "seeds/b.txt": later, "seeds/c.txt": other, "seeds/d.txt": paste("mill")}
    )
    assert suggested(site) == {}


def test_a_rewritten_story_under_its_headline_is_one_story(tmp_path: Path) -> None:
    again = "\n\n".join(
        ["Ferry late again", "By Ines Varga, Lantern Weekly", "It came at last on Tuesday, in the rain.", KNOCK]
    )
    site = lay_site(
        tmp_path, {"seeds/a.txt": paste("ferry", KNOCK), "seeds/b.txt": again, "seeds/c.txt": paste("mill")}
    )
    assert suggested(site) == {}
    lay_files(site, {"seeds/c.txt": paste("mill", KNOCK)})
    assert list(suggested(site).values()) == [(KNOCK,)]


def test_a_quotation_is_never_proposed(tmp_path: Path) -> None:
    quote = "“We knock twice and nobody comes,” the pilot said again."
    site = lay_site(tmp_path, {f"seeds/{name}.txt": paste(name, quote) for name in STORIES})
    assert suggested(site) == {}


def test_a_long_block_is_named_by_its_beginning(tmp_path: Path) -> None:
    blurb = f"{SHED} " + " ".join(f"Clause {number} of the charter says that lamps are free." for number in range(20))
    site = lay_site(tmp_path, {f"seeds/{name}.txt": paste(name, blurb) for name in STORIES})
    (rule,) = tomllib.loads(suggest_rules(site).text)["rule"]
    assert rule["match"] == "start"
    assert blurb.startswith(rule["phrases"][0])
    lay_files(site, {"suggested.toml": suggest_rules(site).text})
    assert len(try_rules(site, site / "suggested.toml").differences) == 3


def test_odd_characters_stay_toml(tmp_path: Path) -> None:
    odd = 'Knock "twice" \\ at the № 4 desk – ask for 茶'
    site = lay_site(tmp_path, {f"seeds/{name}.txt": paste(name, odd) for name in STORIES})
    assert list(suggested(site).values()) == [(odd,)]


def test_a_seed_that_fails_is_said_and_the_rest_is_learned_from(site: Path) -> None:
    (site / "seeds/scan.txt").write_bytes(b"%PDF-1.7")
    found = suggest_rules(site)
    assert found.rules == 2
    assert [line.partition(":")[0] for line in found.errors] == ["seeds/scan.txt"]


def test_trying_shows_body_and_ledger_and_writes_nothing(site: Path) -> None:
    lay_files(site, {"new.toml": rule_file("lamp", "en.lamp.own", KNOCK)})
    before = read_tree(site)
    trial = try_rules(site, site / "new.toml")
    assert read_tree(site) == before
    assert (trial.articles, len(trial.differences)) == (3, 3)
    diff = trial.differences[1].diff
    assert trial.differences[1].title == "Ferry late again"
    assert f"-{KNOCK}" in diff
    assert f"+removed lamp en.lamp.own: {KNOCK}" in diff
    assert diff[:2] == ("--- seeds/ferry.txt: article", "+++ seeds/ferry.txt: article under new.toml")


def test_a_rule_of_the_same_id_is_replaced(site: Path) -> None:
    lay_files(site, {"seeds/ferry.txt": paste("ferry", "Share on facebook")})
    lay_files(site, {"new.toml": rule_file("share", "en.share.network", "pass the lamp on")})
    (difference,) = try_rules(site, site / "new.toml").differences
    assert "-removed share en.share.network: Share on facebook" in difference.diff


def test_a_folder_of_files_is_tried_as_one(site: Path) -> None:
    files = {
        "draft/en/lamp.toml": rule_file("lamp", "en.lamp.own", KNOCK),
        "draft/und/shed.toml": rule_file("shed", "und.shed.own", SHED.removesuffix("."), "guard = false\n"),
        "draft/sources/lantern.example.toml": SOURCE,
    }
    lay_files(site, files)
    trial = try_rules(site, site / "draft")
    assert (len(trial.differences), trial.less, trial.errors) == (3, 69, ())


def test_a_rule_for_a_source_is_tried_on_its_examples(site: Path) -> None:
    lay_files(site, {"rules/sources/lantern.example.toml": SOURCE.replace('"h1"', '"h2"')})
    trial = try_rules(site, site / "rules/sources/lantern.example.toml")
    (error,) = trial.errors
    assert error.endswith('lantern.example.toml:2: example: title is "", not "Lamp lit" (mend the rule or the example)')
    assert trial.articles == 3


def test_rules_that_change_nothing_say_so(site: Path) -> None:
    lay_files(site, {"new.toml": rule_file("lamp", "en.lamp.own", "no such line anywhere")})
    trial = try_rules(site, site / "new.toml")
    assert (trial.articles, trial.differences, trial.less, trial.more, trial.errors) == (3, (), 0, 0, ())


def test_the_lines_of_a_rule_are_tested(site: Path) -> None:
    text = rule_file("lamp", "en.lamp.own", KNOCK).replace(f'matches = ["{KNOCK}"]', 'matches = ["Knock once"]')
    lay_files(site, {"new.toml": text.replace(f'spares = ["The {KNOCK}"]', f'spares = ["{KNOCK}!"]')})
    first, second = try_rules(site, site / "new.toml").errors
    assert 'rule "en.lamp.own" misses "Knock once"' in first
    assert f'rule "en.lamp.own" does not spare "{KNOCK}!"' in second


@pytest.mark.parametrize(
    ("files", "name", "message"),
    [
        ({"new.toml": "category = \n"}, "new.toml", "new.toml:1: "),
        ({"new.toml": 'category = "lamp"\n[[rule]]\nid = "en.lamp.a"\n'}, "new.toml", "new.toml:2: "),
        ({"new.toml": ""}, "new.toml", "missing required field"),
        ({}, "gone.toml", "gone.toml: cannot be read"),
        ({"draft/readme.txt": "x"}, "draft", "draft: holds no rule file"),
        (
            {"rules/en/lamp.toml": "x", "new.toml": rule_file("a", "en.a.b", "c d")},
            "new.toml",
            "rules/en/lamp.toml:1: ",
        ),
    ],
)
def test_what_is_malformed_is_one_line(site: Path, files: dict[str, str], name: str, message: str) -> None:
    lay_files(site, files)
    with pytest.raises(SitegenError) as caught:
        try_rules(site, site / name)
    assert message in str(caught.value)
    assert str(caught.value).count("\n") == 0
