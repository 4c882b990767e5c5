"""Rules as data: matching by line, start and label, and what a malformed file says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.convert.clean.phrase import is_name
from sitegen.convert.clean.ruleset import LONGEST_LINE, Match, Rules, Ruleset, parse_rule_file
from sitegen.convert.pipeline import Knowledge
from sitegen.errors import RuleError
from sitegen.model import Article


def rules_of(body: str, category: str = "also_read") -> Ruleset:
    file = parse_rule_file(
        f"xx/{category}.toml",
        f'category = "{category}"\n[[rule]]\nid = "xx.{category}.a"\naction = "remove"\n'
        f'matches = ["x"]\nspares = ["y"]\n{body}',
    )
    return Ruleset([file])


def is_found(rules: Ruleset, line: str) -> bool:
    return bool(rules.find(line))


def captures_of(rules: Ruleset, line: str) -> dict[str, str]:
    (match,) = rules.find(line)
    assert isinstance(match, Match)
    return match.captures


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Share this page", True),
        ("• SHARE THIS PAGE!", True),
        ("Share\u00a0this   page", True),
        ("Share this page with a neighbour", False),
        ("Do share this page", False),
    ],
)
def test_a_line_rule_wants_the_whole_line(line: str, expected: bool) -> None:
    assert is_found(rules_of('phrases = ["share this page"]'), line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Correction: the tide was late", True),
        ("Corrections: two", False),
        ("A correction: the tide", False),
    ],
)
def test_a_start_rule_wants_whole_words_at_the_start(line: str, expected: bool) -> None:
    assert is_found(rules_of('match = "start"\nphrases = ["correction:"]'), line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Also read", True),
        ("ALSO READ: The keeper of the lamp", True),
        ("Also read – The keeper of the lamp", True),
        ("Also read | The keeper", True),
        ("Also read the small print", False),
        ("Also reading: two books", False),
    ],
)
def test_a_label_rule_wants_the_phrase_alone_or_before_a_colon_or_dash(line: str, expected: bool) -> None:
    assert is_found(rules_of('match = "label"\nphrases = ["also read"]'), line) is expected


def test_slots_catch_the_original_characters() -> None:
    rules = rules_of('phrases = ["this story first ran on {site}"]')
    assert captures_of(rules, "This story FIRST ran on Brisa’s Post.") == {"site": "Brisa’s Post"}


def test_a_number_slot_wants_digits() -> None:
    rules = rules_of('phrases = ["{number} shares"]')
    assert is_found(rules, "1.2K shares")
    assert not is_found(rules, "Many shares")


def test_a_slot_for_a_person_wants_a_name() -> None:
    rules = rules_of('phrases = ["by {author}"]')
    assert captures_of(rules, "By Ilo Brandt and Ana Quill") == {"author": "Ilo Brandt and Ana Quill"}
    assert not is_found(rules, "By 2031 the mill had closed")
    assert not is_found(rules, "By candle and lantern")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilo Brandt", True),
        ("João d’Ávila", True),
        ("Omar al-Haddad", True),
        ("the keeper of lamps", False),
        ("Brandt 2", False),
        ("", False),
    ],
)
def test_is_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_labels_in_a_row_are_one_find_and_prose_made_of_them_is_not() -> None:
    rules = rules_of('phrases = ["share this", "save for later", "print"]')
    assert is_found(rules, "Share this Save for later Print")
    assert not is_found(rules, "Share this Save for later Print it")


def test_quiet_labels_alone_make_no_row() -> None:
    rules = rules_of('quiet = true\nphrases = ["more", "tags"]')
    assert is_found(rules, "More")
    assert not is_found(rules, "More tags")


def test_only_the_start_of_a_very_long_line_is_looked_at() -> None:
    assert not is_found(rules_of('phrases = ["share this"]'), "share this " + "on the quay " * LONGEST_LINE)


QUIET = """The lamp on the outer mole has been lit every night since the harbour was dug, said the pilot.

{label}

The keeper climbs the stair at dusk and again at four, and writes the hour in a green book.

The last page of the book is blank, and nobody in the town has said who will fill it.
"""


def test_a_quiet_rule_alone_in_the_story_takes_nothing(article_of: Callable[[str], Article]) -> None:
    article = article_of(QUIET.format(label="More"))
    assert not article.removed


def test_a_terminator_takes_all_that_follows_when_none_of_it_is_story(article_of: Callable[[str], Article]) -> None:
    tail = "\nMost Read\n\nA very small thing\n\nAnother small thing\n"
    article = article_of(QUIET.format(label="The stair") + tail)
    assert [removal.text for removal in article.removed] == ["Most Read", "A very small thing", "Another small thing"]
    assert {removal.category for removal in article.removed} <= {"trending_tail", "related_tail"}


def test_own_language_neutral_and_english_rules_apply_and_no_others(knowledge: Knowledge) -> None:
    portuguese = knowledge.rules.for_language("pt-BR")
    assert portuguese.find("Leia também")
    assert portuguese.find("Facebook Twitter Email")
    assert portuguese.find("Also read")
    assert not knowledge.rules.for_language("de").find("Leia também")
    assert knowledge.rules.for_language(None).find("Also read")


def test_rules_of_a_language_nobody_wrote_are_those_of_english() -> None:
    assert not Rules({}).for_language("qq").find("Also read")


def _rule(text: str) -> str:
    return f'category = "share"\n[[rule]]\nphrases = ["a"]\nmatches = ["a"]\n{text}'


MALFORMED = {
    "no toml": ("category = ", "xx/share.toml: "),
    "unknown key": ('category = "share"\ncolour = "red"\nrule = []', "colour"),
    "wrong category": ('category = "follow"\nrule = []', "must agree"),
    "foreign id": (_rule('id = "yy.share.a"\naction = "remove"\nspares = ["b"]'), 'rule id "yy.share.a"'),
    "nothing spared": (_rule('id = "xx.share.a"\naction = "remove"\nspares = []'), "lacks phrases, matches or spares"),
    "moved nowhere": (_rule('id = "xx.share.a"\naction = "move"\nspares = ["b"]'), "moves a line nowhere"),
    "a mark among the others": (
        _rule('id = "xx.share.a"\naction = "mark"\nspares = ["b"]'),
        "stub.toml, instruction.toml and version.toml hold the rules",
    ),
    "unknown action": (_rule('id = "xx.share.a"\naction = "burn"\nspares = ["b"]'), "burn"),
}


@pytest.mark.parametrize("case", sorted(MALFORMED))
def test_a_malformed_file_is_named_in_one_line(case: str) -> None:
    text, expected = MALFORMED[case]
    with pytest.raises(RuleError) as caught:
        parse_rule_file("xx/share.toml", text)
    message = str(caught.value)
    assert message.startswith("xx/share.toml: ")
    assert expected in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("phrase", "match", "line"),
    [
        ("x {any}", "line", "X marks the quay"),
        ("{any} marks", "line", "The quay marks"),
        ("{number} quays", "line", "12 quays"),
        ("{number} of {number}", "line", "3 of 12"),
        ("{any} keeps the lamp of {any}", "line", "Ilo keeps the lamp of Merrow"),
        ("{any} keeps the lamp of {any}", "start", "Ilo keeps the lamp of Merrow, and of Calder Bay"),
        ("{any} keeps the lamp", "start", "Ilo keeps the lamp: it is old"),
        ("{any}/{photographer}", "line", "Quay/Ilo Brandt"),
        ("{author}/mw", "line", "Ilo Brandt/MW"),
        ("灯{any}", "line", "灯が港をともす"),
        ("灯", "start", "灯が港をともす"),
        ("{any}の灯", "line", "港の灯"),
    ],
)
def test_phrases_are_found_by_whatever_of_them_is_sure(phrase: str, match: str, line: str) -> None:
    rules = rules_of(f'match = "{match}"\nphrases = ["{phrase}"]')
    assert is_found(rules, line)
    assert not is_found(rules, "A lantern hangs over the eels")


def test_phrases_that_begin_with_words_come_before_those_that_begin_with_a_slot() -> None:
    text = 'category = "share"\n' + "".join(
        f'[[rule]]\nid = "xx.share.{id_}"\naction = "remove"\nphrases = ["{phrase}"]\nmatches = ["a"]\nspares = ["b"]\n'
        for id_, phrase in (("any", "{any} quay"), ("end", "the {any}"), ("whole", "the old quay"))
    )
    found = Ruleset([parse_rule_file("xx/share.toml", text)]).find("The old quay")
    assert [match.rule.id for match in found] == ["xx.share.whole", "xx.share.end", "xx.share.any"]


def test_a_file_is_parsed_when_its_language_is_wanted() -> None:
    good = _rule('id = "de.share.a"\naction = "remove"\nspares = ["b"]')
    rules = Rules({"de/share": good, "fr/share": "category = "})
    assert rules.for_language("de").find("A")
    with pytest.raises(RuleError, match=r"^fr/share\.toml: "):
        rules.for_language("fr")
    with pytest.raises(RuleError, match=r"^fr/share\.toml: "):
        _ = rules.files


def test_rules_over_others_replace_those_of_their_id_and_add_the_rest() -> None:
    head = 'category = "share"\n'
    rule = '[[rule]]\nid = "en.share.{0}"\naction = "remove"\nphrases = ["{1}"]\nmatches = ["x"]\nspares = ["y"]\n'
    rules = Rules({"en/share": head + rule.format("a", "quay") + rule.format("b", "lamp")})
    over = {"en/share": parse_rule_file("en/share.toml", head + rule.format("a", "tide") + rule.format("c", "rope"))}
    changed = rules.changed_by(over)
    found = changed.for_language(None)
    assert [bool(found.find(line)) for line in ("quay", "lamp", "tide", "rope")] == [False, True, True, True]
    assert rules.for_language(None).find("quay")
    last = {"qq/share": parse_rule_file("qq/share.toml", (head + rule.format("a", "eel")).replace("en.", "qq."))}
    again = changed.changed_by(last).for_language("qq")
    assert [bool(again.find(line)) for line in ("quay", "tide", "eel")] == [False, True, True]


def test_rules_that_mark_take_no_line_and_are_asked_in_every_language() -> None:
    mark = 'action = "mark"\nfield = "error-page"\nphrases = ["no such lamp"]\nmatches = ["a"]\nspares = ["b"]\n'
    rules = Rules({"qq/stub": f'category = "stub"\n[[rule]]\nid = "qq.stub.a"\n{mark}'}).for_language("en")
    assert not rules.find("No such lamp")
    assert [match.rule.field for match in rules.find_marks("No such lamp.")] == ["error-page"]
    assert rules_of('phrases = ["no such lamp"]').find_marks("No such lamp") == ()
