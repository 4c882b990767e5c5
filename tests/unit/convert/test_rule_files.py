"""Each rule file brings its own tests: lines the rule must catch, and lines it must leave alone."""

from __future__ import annotations

import pytest

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.clean.ruleset import MARKS, Rule
from sitegen.convert.pipeline import Knowledge

FIELDS = frozenset(
    [
        "authors",
        "published",
        "modified",
        "attribution.agency",
        "attribution.notices",
        "attribution.credit",
        "attribution.credits",
        "attribution.copyright",
        "attribution.corrections",
        "attribution.required",
        "attribution.tracker",
        "tags",
        "section",
        "caption",
        "note",
    ]
)
RULES = {rule.id: (key, rule) for key, file in load_knowledge().rules.files.items() for rule in file.rule}


def _found(knowledge: Knowledge, key: str, line: str) -> list[str]:
    language, category = key.split("/")
    rules = knowledge.rules.for_language(language)
    return [match.rule.id for match in (rules.find_marks(line, category) if category in MARKS else rules.find(line))]


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_rule_catches_its_lines_and_spares_the_others(knowledge: Knowledge, rule_id: str) -> None:
    key, rule = RULES[rule_id]
    missed = [line for line in rule.matches if rule_id not in _found(knowledge, key, line)]
    caught = [line for line in rule.spares if rule_id in _found(knowledge, key, line)]
    assert (missed, caught) == ([], [])


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_moving_rule_names_a_field_that_the_article_has(rule_id: str) -> None:
    rule: Rule = RULES[rule_id][1]
    assert (rule.action == "move") == (rule.field in FIELDS)


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [rule.id for file in load_knowledge().rules.files.values() for rule in file.rule]
    assert sorted(RULES) == sorted(ids)
