"""Which articles are copies: their words, their signatures, pairs judged, clusters formed."""

from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash

from sitegen.convert.clusters import sign
from sitegen.convert.clusters.compare import Verdict, judge_pair
from sitegen.convert.clusters.group import find_candidates, group_copies
from sitegen.convert.clusters.sign import Signer
from sitegen.convert.clusters.signature import Signature
from sitegen.convert.clusters.wording import read_wording, words_of

STORY = """\
The old tram will run again from Vell to the sea, the town council decided on Monday after a debate of five hours.

It was taken out of service in 1961, when the bridge at Tarn was sold for its iron. Carriage number seven survived as a
henhouse, and its owner, Greta Moll, has given it back.

"The hens have been told," Moll said. "They will get the bus shelter, which nobody needs any more."

The council expects the line to cost 2.4 million and to carry 300 people on a summer's day.
"""


def words(text: str) -> list[str]:
    return [word.decode() for word in words_of(text)]


def judge(one: str, other: str, titles: tuple[str, str] = ("Tram to the sea", "Tram to the sea")) -> Verdict:
    return judge_pair(read_wording(titles[0], one, "en"), read_wording(titles[1], other, "en"))


def test_words_are_folded_and_links_lead_nowhere() -> None:
    assert words("“Don’t” – say [the *mayor*](https://a.example/b?c=d)…") == ["don", "t", "say", "the", "mayor"]


def test_scripts_without_gaps_are_read_by_the_character() -> None:
    assert words("14公里、隧道") == ["14", "公", "里", "隧", "道"]
    assert words("सोनपुर बाँध।") == words("सोनपुर बाँध")
    assert len(words("सोनपुर बाँध")) == 2


def test_the_signature_is_datasketch_s_own() -> None:
    codes = np.arange(7, 60, dtype=np.uint32) * np.uint32(77)
    signer = Signer()
    one_by_one = MinHash(len(signer.whole), seed=signer.whole.seed, scheme="affine32", hashfunc=int)
    for shingle in sign._hash_shingles((codes, 3)).tolist():
        one_by_one.update(shingle)
    assert (sign._minima(signer.whole, codes, 3) == one_by_one.hashvalues).all()


def test_a_signature_is_always_the_same_and_holds_no_word() -> None:
    found = Signer().sign(STORY)
    assert found == Signer().sign(STORY.replace('"The', "“The").replace('"', "”").replace("\n\n", " \n\n "))
    assert found
    assert b"tram" not in found.keys


def test_what_is_too_short_is_no_story() -> None:
    assert Signer().sign("More on this soon.") is None
    assert judge("More on this soon.", "More on this soon.") == "other"


PARTS = STORY.strip().split("\n\n")


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY, id="the same"),
        pytest.param("\n\n".join(PARTS[:2]), id="cut from the end"),
        pytest.param(
            f"In our valley the news was heard with joy.\n\n{STORY}\n\nThe chapel choir will sing.", id="added to"
        ),
        pytest.param(STORY.replace("on Monday", "Monday").replace("was taken", "had been taken"), id="edited"),
        pytest.param(STORY.replace("2.4 million", "2.5 million"), id="corrected"),
        pytest.param(" ".join(PARTS).replace("Moll", "Möll"), id="a name with and without its marks"),
    ],
)
def test_a_copy_is_one(copy: str) -> None:
    assert judge(STORY, copy, ("Tram to the sea", "Hens must move for tram")) == "copy"


def test_a_form_filled_in_anew_is_another_story() -> None:
    other = STORY
    for old, new in (
        ("Vell to the sea", "Meer to the hills"),
        ("1961", "1958"),
        ("at Tarn", "at Hask"),
        ("number seven", "number two"),
        ("Greta Moll", "Arne Holt"),
        ("Moll", "Holt"),
        ("2.4", "3.1"),
        ("300", "120"),
    ):
        other = other.replace(old, new)
    assert judge(STORY, other) == "other"


def test_another_language_is_another_story() -> None:
    one, other = read_wording("a", STORY, "en-GB"), read_wording("a", STORY, "nl")
    assert judge_pair(one, other) == "other"
    assert judge_pair(one, read_wording("a", STORY, "en")) == judge_pair(one, read_wording("a", STORY, None)) == "copy"


def test_a_round_up_holds_a_story_and_is_no_copy_of_it() -> None:
    rest = "\n\n".join(
        f"{name} told the council of {name.lower()} and of much else besides." * 3 for name in "ABCDEFGH"
    )
    assert (
        judge(STORY, f"{STORY}\n\n## Elsewhere\n\n{rest}", ("Tram to the sea", "Five things worth knowing")) == "part"
    )


def test_briefs_are_the_same_or_are_not() -> None:
    brief = "Fog delayed all boats from Hask on Monday. The harbour hoped to clear the queue by nightfall."
    assert judge(brief, brief.replace(". ", ".  ")) == "copy"
    assert judge(brief, brief.replace("Monday", "Friday")) == "other"
    assert judge(brief, brief, ("Fog in Hask", "Premier resigns")) == "other"


def signature(number: int, *keys: int) -> Signature:
    return Signature(np.array(keys, dtype=np.uint32).tobytes(), number, 100)


def test_candidates_share_a_band() -> None:
    assert find_candidates([signature(0, 1, 2), signature(0, 3, 2), signature(0, 4, 5)]) == {1: [0]}
    assert find_candidates([signature(0, 1, 2)]) == {}


def test_no_chain_joins_what_is_unlike() -> None:
    alike: dict[tuple[int, int], Verdict] = {(1, 0): "copy", (2, 1): "copy", (2, 0): "other"}
    assert group_copies([signature(0, 1)] * 3, lambda one, other: alike[one, other]) == [0, 0, 2]


def test_what_is_part_of_the_longest_joins_by_another_copy() -> None:
    found: dict[tuple[int, int], Verdict] = {(1, 0): "copy", (2, 1): "copy", (2, 0): "part"}
    assert group_copies([signature(0, 1)] * 3, lambda one, other: found[one, other]) == [0, 0, 0]
    found[2, 1] = "part"
    assert group_copies([signature(0, 1)] * 3, lambda one, other: found[one, other]) == [0, 0, 2]


def test_many_alike_are_compared_with_few() -> None:
    asked: list[tuple[int, int]] = []

    def other(one: int, two: int) -> Verdict:
        asked.append((one, two))
        return "other"

    count = 500
    assert group_copies([signature(number, 7, 8) for number in range(count)], other) == list(range(count))
    assert len(asked) < 12 * count


def test_a_hundred_copies_are_one_cluster() -> None:
    assert set(group_copies([signature(number, 7, 8) for number in range(100)], lambda one, two: "copy")) == {0}


def test_what_many_share_is_no_reason_to_compare() -> None:
    """A phrase that every story of an outlet has costs nothing; one that few have is looked into."""
    many = [signature(number, 7) for number in range(100)]
    assert find_candidates(many) == {}
    assert find_candidates([*many[:3], signature(9, 1)]) == {1: [0], 2: [0, 1]}


def test_what_was_typed_is_compared_with_what_came_only() -> None:
    three = [signature(number, 7) for number in range(3)]
    assert find_candidates(three, [False, False, True]) == {2: [0, 1]}
    assert find_candidates(three, [False, False, False]) == {}
