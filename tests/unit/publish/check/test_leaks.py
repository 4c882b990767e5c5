from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.publish.check.leaks import Hidden, find_hits, gather_secrets, known_grams, words_in
from tests.unit.publish.check.built import look, page_of

SENTENCE = "The harbour master will sell both of the pilot boats before the summer ends."
BODY = f"""\
Rain fell.

A short line. {SENTENCE} It was *said* that [he had asked](https://wire.example/a) nobody at all about it.
"""
HIDDEN = Hidden("a.md", "The secret sale of pilot boats", BODY)
SECRETS = gather_secrets([HIDDEN])


@pytest.mark.parametrize(
    "text",
    [
        page_of(f"<p>{SENTENCE}</p>"),
        page_of(f"<p>{SENTENCE.replace(' both', ' <b>both</b>')}</p>".replace("before", "before")).replace(
            "<b>both</b>", "both"
        ),
        page_of(f'<img src="/a" alt="{SENTENCE}">'),
        page_of(f"<!-- {SENTENCE} -->"),
        page_of("<p>it was said that he had asked nobody at all</p>"),
        page_of("<h1>The Secret Sale of Pilot Boats</h1>"),
        '{"text": "so\\nThe harbour master will\\u0020sell both of the pilot boats before"}',
        f"<rss><description>&lt;p&gt;{SENTENCE}&lt;/p&gt;</description></rss>",
        SENTENCE.upper(),
        SENTENCE.replace(" ", "\n"),
    ],
    ids=range(10),
)
def test_hidden_words_are_found_in_any_text(text: str) -> None:
    [hit] = find_hits(text, SECRETS)
    assert hit.story == "a.md"


@pytest.mark.parametrize(
    "text", ["", "Rain fell. A short line.", "pilot boats", page_of("The harbour master sold a boat.")]
)
def test_other_words_are_not(text: str) -> None:
    assert find_hits(text, SECRETS) == []


def test_the_line_is_told_where_it_can_be() -> None:
    assert [hit.line for hit in look(f"one\n\n{SENTENCE}", "a.txt", secrets=SECRETS).hits] == [3]
    assert look(SENTENCE, "a.pdf", secrets=SECRETS).hits == ()


def test_scripts_without_gaps_are_read_by_character() -> None:
    secrets = gather_secrets([Hidden("a.md", "", "港の長官は夏が終わる前に水先船を二隻とも売るつもりだ。")])
    assert [hit.line for hit in find_hits("雨。\n港の長官は夏が終わる前に水先船を二隻とも売る", secrets)] == [2]
    assert find_hits("港の長官は雨の中", secrets) == []


def test_what_may_be_seen_elsewhere_is_no_secret() -> None:
    [hit] = find_hits(SENTENCE, SECRETS)
    assert known_grams(f"title: x\n---\n{SENTENCE}", [hit.gram]) == {hit.gram}
    assert known_grams("something else entirely", [hit.gram]) == set()


@given(
    st.lists(st.sampled_from(["rain", "quay", "boat", "pilot", "lamp", "tide"]), min_size=8, max_size=40),
    st.text(),
    st.text(),
)
def test_every_sentence_of_eight_words_is_found(words: list[str], before: str, after: str) -> None:
    sentence = " ".join(words)
    secrets = gather_secrets([Hidden("a.md", "", f"{sentence}.")])
    assert find_hits(f"{before} . {sentence} . {after}", secrets)


@given(st.text())
def test_words_are_read_from_anything(text: str) -> None:
    assert all(word and word == word.strip() for word in words_in(text))
    assert [hit.line >= 1 for hit in find_hits(text, SECRETS)] in ([], [True])


MARKED = "The *harbour master* will [sell](https://far.example/a 'b') **both** of the <u>pilot</u> boats `soon`."
SEEN = (
    "<p>The <em>harbour master</em> will <a href='https://far.example/a' title='b'>sell</a> <strong>both</strong> of "
    "the <u>pilot</u> boats <code>soon</code>.</p>"
)


@pytest.mark.parametrize(
    "text",
    [
        SEEN,
        SEEN.replace("<", "&lt;").replace(">", "&gt;"),
        json.dumps({"html": SEEN}),
        json.dumps({"html": SEEN}).replace("/", "\\/"),
        MARKED,
    ],
    ids=["page", "feed", "json", "json-slash", "markdown"],
)
def test_marks_and_links_within_a_sentence_hide_nothing(text: str) -> None:
    secrets = gather_secrets([Hidden("a.md", "", MARKED)])
    [hit] = find_hits(text, secrets)
    assert known_grams(MARKED.replace("*", ""), [hit.gram]) == {hit.gram}
    assert find_hits(text.replace("both", "one"), secrets) == []


def test_words_in_attributes_are_words() -> None:
    assert find_hits(f'<a title="{SENTENCE}">x</a>', SECRETS)
