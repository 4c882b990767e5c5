"""What a licensor demands is never removed, wherever it stands and whatever stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.app.knowledge import load_knowledge
from sitegen.app.profiles import load_profiles
from sitegen.convert.pipeline import convert
from sitegen.rights.demand import fill_sentence, sentences_of

KNOWLEDGE = load_knowledge()
PROFILES = load_profiles()
STORY = (
    "The lamp at the end of the pier was lit on Monday for the first time in nine years.",
    "Nobody had told the pilots, who took it for a ship on fire and sent two boats with pumps.",
    "The keeper has promised to send word next time, and the pilots have promised to believe it.",
)
JUNK = (
    "Share on facebook",
    "Sign up for our newsletter",
    "Advertisement",
    "Support us",
    "Read more",
    "Related",
    "Follow us on Instagram",
    "Subscribe to our free morning briefing",
    "Don't miss",
    "© 2026 The Tide",
)


def demanded_by(name: str) -> list[str]:
    """Every sentence that the profile wants, and lines that begin as it says its own do."""
    profile = PROFILES.by_id[name]
    values = {
        "title": "Lamp lit",
        "author": "Ana Quill",
        "source": profile.name,
        "site": "The Tide",
        "url": profile.home,
    }
    values["home"] = profile.home
    sentences = ["".join(run.text for run in fill_sentence(text, values)) for _, text in sentences_of(profile)]
    beginnings = (*profile.credit.recognized, *profile.credit.taglines)
    return [*filter(None, sentences), *(f"{phrase}. Sign up for more." for phrase in beginnings)]


def lines_with(sentence: str) -> st.SearchStrategy[list[str]]:
    junk = st.lists(st.sampled_from(JUNK), max_size=4)

    def lay(parts: tuple[list[str], list[str], list[str], int]) -> list[str]:
        head, middle, tail, place = parts
        story = [STORY[0], *middle, *STORY[1:]]
        spots = [len(head), len(head) + len(story), len(head) + len(story) + len(tail)]
        lines = ["Lamp lit", *head, *story, *tail]
        lines.insert(1 + spots[place], sentence)
        return lines

    return st.tuples(junk, junk, junk, st.integers(0, 2)).map(lay)


SENTENCES = [(name, sentence) for name in sorted(PROFILES.by_id) for sentence in demanded_by(name)]
NAMED = [
    pair for pair in SENTENCES if any(word in pair[1].lower() for word in map(str.lower, PROFILES.by_id[pair[0]].names))
]


def test_shipped_profiles_name_themselves_in_what_they_demand() -> None:
    assert sorted({name for name, _ in SENTENCES} - {name for name, _ in NAMED}) == []


@pytest.mark.parametrize("form", ["text", "html"])
@given(data=st.data())
def test_a_demanded_sentence_is_never_removed(form: str, data: st.DataObject) -> None:
    name, sentence = data.draw(st.sampled_from(NAMED))
    lines = data.draw(lines_with(sentence))
    if form == "text":
        source = "\n\n".join(lines)
    else:
        rest = "".join(f"<p>{line}</p>" for line in lines[1:])
        source = f"<html><head><title>Lamp lit</title></head><body><h1>Lamp lit</h1>{rest}</body></html>"
    (article,) = convert(f"a.{'txt' if form == 'text' else 'html'}", source.encode(), KNOWLEDGE)
    assert [entry.rule for entry in article.removed if sentence.rstrip(".") in entry.text] == []
    assert any(sentence.rstrip(".") in entry.replace("\\", "") for entry in article.attribution.required), name
