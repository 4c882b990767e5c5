"""The lines that licensors demand: known before any other rule is asked, and moved, never removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.convert.clean.fate import Fate
from sitegen.convert.clean.lines import Line
from sitegen.convert.clean.ruleset import PROFILE, Match, Rule, RuleFile, Ruleset
from sitegen.document.write_markdown import format_inline
from sitegen.model import Candidate, Figure, Heading, Paragraph
from sitegen.model.profile import Profile
from sitegen.rights.demand import find_slots, sentences_of, words_of
from sitegen.rights.name import fold_name

KEY = f"und/{PROFILE}"
_REQUIRED = "attribution.required"
_TRACKER = "attribution.tracker"
_RANK = 10
_ENDS = " .,;:!?…“”\"'()"


def build_profile_rules(profiles: Iterable[Profile]) -> RuleFile:
    """The rules that find what the profiles demand; of a sentence its beginning, up to what differs."""
    return RuleFile(category=PROFILE, rule=tuple(rule for profile in profiles for rule in _rules_of(profile)))


def licensor_of(rule: str) -> str:
    """The id of the profile that a rule is made from."""
    return rule.split(".")[2]


def find_profile_match(line: Line) -> Match | None:
    """What a licensor says of this line."""
    return next((match for match in line.matches if match.category == PROFILE), None)


def fate_of_demanded(line: Line, match: Match) -> Fate:
    """A demanded line goes to the attribution with its links, and tells whose story this is."""
    profile = licensor_of(match.rule.id)
    origin = f"rule:{match.rule.id}"
    found = [Candidate(field="licensor", value=profile, origin=origin, rank=_RANK, line=line.block.line)]
    if match.rule.field == _REQUIRED:
        sentence = format_inline(line.block.content) if isinstance(line.block, Paragraph | Heading) else line.text
        found.append(Candidate(field="required", value=sentence, origin=origin, rank=_RANK, line=line.block.line))
    return Fate(field=match.rule.field or "", moved=line.text, rule=match.rule.id, candidates=tuple(found))


def recognize_counter(figure: Figure, rules: Ruleset) -> Fate | None:
    """The fate of a picture that is a licensor's counter."""
    match = next((match for match in rules.find(figure.src) if match.rule.field == _TRACKER), None)
    if match is None:
        return None
    text = " ".join(part for part in (figure.caption, figure.credit) if part).replace("\n", " ")
    return Fate(field=_TRACKER, moved=text, rule=match.rule.id)


def _rules_of(profile: Profile) -> Iterator[Rule]:
    phrases: dict[str, list[str]] = {}
    for key, sentence in sentences_of(profile):
        phrases.setdefault(key, []).extend(_phrase_of(sentence, profile))
    phrases |= {"recognized": [*profile.credit.recognized], "taglines": [*profile.credit.taglines]}
    for key, texts in phrases.items():
        if texts:
            yield _rule(profile, key, _REQUIRED, texts)
    if profile.tracker:
        address = profile.tracker.url_pattern.replace("{id}", "{any}")
        yield _rule(profile, "tracker", _TRACKER, [f"![{{any}}]({address}", f"![]({address}", address])


def _rule(profile: Profile, key: str, field: str, phrases: list[str]) -> Rule:
    return Rule(
        id=f"{KEY.replace('/', '.')}.{profile.id}.{key}",
        action="move",
        match="start",
        guard=False,
        field=field,
        phrases=tuple(phrases),
        matches=tuple(phrase.replace("{any}", "12345") for phrase in phrases),
        spares=(f"{profile.name} was asked for a comment.",),
    )


def _phrase_of(sentence: str, profile: Profile) -> Iterator[str]:
    """The sentence for each name of the licensor: its beginning up to the first slot, where the licensor is named in
    it; else with slots that match anything. What names nobody may be anybody's."""
    words = words_of(sentence)
    names = [f" {fold_name(name)} " for name in profile.names]
    if "{source}" in words:
        for name in profile.names:
            yield from _phrase_of(sentence.replace("{source}", name), profile)
        return
    head = words.split("{", 1)[0].strip(_ENDS)
    if any(name in f" {fold_name(head)} " for name in names):
        yield head
    elif any(name in f" {fold_name(words)} " for name in names):
        for slot in find_slots(words):
            words = words.replace(f"{{{slot}}}", "{any}")
        yield words.strip(_ENDS)
