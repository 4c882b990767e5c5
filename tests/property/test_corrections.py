"""A correction is never taken out: what a sender says it put right is in the attribution or stays where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.clean.ruleset import parse_rule_file
from sitegen.convert.pipeline import convert
from sitegen.document.blocks import text_of_all
from sitegen.model import Candidate
from tests.property.test_ledger import PROSE

RULES = Path("sitegen/rules")
SAID = sorted(
    {
        (path.parent.name, line)
        for path in RULES.glob("*/correction.toml")
        for rule in parse_rule_file(str(path), path.read_text("utf-8")).rule
        for line in rule.matches
        if not rule.quiet
    }
)
TAIL = "\n\n".join(("Share on facebook", "Related", "Most Read", "Sign up for our newsletter", "© 2026 Sound Weekly"))


@pytest.mark.parametrize(("language", "line"), SAID)
@pytest.mark.parametrize("place", ["above", "within", "below", "after the furniture"])
def test_a_correction_is_never_removed(language: str, line: str, place: str) -> None:
    parts = ["The bell that rings by itself in fog", *PROSE[:2]]
    at = {"above": 1, "within": 2, "below": 3, "after the furniture": 3}[place]
    parts.insert(at, f"{TAIL}\n\n{line}" if place == "after the furniture" else line)
    told = Candidate(field="language", value=language, origin="test", rank=0)
    (article,) = convert("paste.txt", "\n\n".join(parts).encode(), load_knowledge(), given=(told,))
    words = " ".join(line.split())
    assert not [each for each in article.removed if words in " ".join(each.text.split())]
    kept = [text_of_all(article.blocks), *(each.text for each in article.moved)]
    assert any(words in " ".join(text.split()) for text in kept)
