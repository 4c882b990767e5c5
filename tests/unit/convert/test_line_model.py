"""The line model: weights as text, the best path, reasons, and the features it is asked about."""

from __future__ import annotations

import pytest

from sitegen.convert.extract.features import Row, Unit, features_of
from sitegen.convert.extract.model import LineModel, parse_model
from sitegen.errors import RuleError

STEPS = (0, 0, 0, 0, 0, 0, 0, 0)
WEIGHTS = (
    ("", "prose", (-100, 100, -300, -100, 0, 0)),
    ("", "label", (50, -100, 20, 50, 0, 0)),
    ("-1", "ends", (0, 0, 0, 0, 0, 500)),
)


def row(*names: str, before: tuple[str, ...] = ()) -> Row:
    return (("", names), ("-1", before), ("unknown", ("x",)))


@pytest.fixture
def model() -> LineModel:
    return LineModel(WEIGHTS, STEPS)


def test_the_best_path_runs_from_the_first_to_the_last_line_of_the_story(model: LineModel) -> None:
    rows = [row("label"), row("prose"), row("label"), row("prose"), row("label")]
    assert model.choose(rows) == ["head", "story", "within", "story", "tail"]


def test_a_story_ends_with_itself(model: LineModel) -> None:
    assert model.choose([row("prose"), row("label")])[-1] != "within"


def test_an_end_that_is_announced_outweighs_prose(model: LineModel) -> None:
    rows = [row("prose"), row("prose"), row("prose", before=("ends",))]
    assert model.choose(rows) == ["story", "story", "tail"]


def test_what_is_settled_stays_so(model: LineModel) -> None:
    rows = [row("label"), row("prose"), row("label")]
    assert model.choose(rows, [True, None, None])[0] == "story"
    assert "story" not in model.choose(rows, [None, False, None])[1:2]


def test_nothing_is_chosen_of_nothing(model: LineModel) -> None:
    assert model.choose([]) == []


def test_no_story_is_an_answer(model: LineModel) -> None:
    assert set(model.choose([row("label"), row("label")])) == {"head"}


def test_reasons_name_features_and_their_weights(model: LineModel) -> None:
    (reason,) = model.reasons(row("label", "prose"), "head", most=1)
    assert (reason.feature, reason.weight) == ("label", 150)


def test_large_and_negative_weights_do_not_run_into_each_other() -> None:
    columns = (-90_000, 90_000, -1, 1, -90_000, 90_000)
    model = LineModel((("", "f", columns),), STEPS)
    found = [dict(model.reasons((("", ("f",)),), state))["f"] for state in ("head", "within", "tail")]
    assert found == [-180_000, -90_001, -89_999]


def test_a_file_of_weights_is_read() -> None:
    text = "# a comment\nsteps\t0 0 0 0 0 0 0 0\n\tprose\t-100 100 -300 -100 0 0\n\tlabel\t50 -100 20 50 0 0\n"
    assert parse_model("m.tsv", text).choose([row("label"), row("prose")]) == ["head", "story"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("steps\t0 0\n", "m.tsv: lacks its steps"),
        ("steps\t0 0 0 0 0 0 0 0\n\tprose\t1 2 x\n", "m.tsv:2: '1 2 x' are no whole numbers"),
        ("steps\t0 0 0 0 0 0 0 0\n\tprose\t1 2 3\n", "m.tsv:2: is no line of a model"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_model("m.tsv", text)
    assert str(caught.value).startswith(message)


PROSE = "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be."


def names(units: list[Unit], i: int) -> set[str]:
    return {f"{group} {name}".strip() for group, found in features_of(units)[i] for name in found}


def test_a_line_knows_its_shape_its_neighbours_and_its_place() -> None:
    units = [Unit("Share", ("-share",)), Unit(PROSE), Unit(PROSE), Unit("More bells")]
    share, first, last = names(units, 0), names(units, 1), names(units, 3)
    assert {"rule:-share", "before1", "+1 prose", "-1 edge"} <= share
    assert {"core-prose", "core-first", "-1 rule:-share"} <= first
    assert {"after1", "since:share:1", "end-word"} <= last


def test_the_story_is_where_most_prose_runs_together() -> None:
    units = [Unit(PROSE), *[Unit("Menu")] * 12, *[Unit(PROSE)] * 3, Unit("Menu")]
    assert "core-first" in names(units, 13)


def test_prose_that_counts_little_is_no_story() -> None:
    comment = Unit(PROSE, weight=0.1)
    units = [*[comment] * 4, *[Unit("Menu")] * 4, *[Unit(PROSE)] * 2]
    assert "core-first" in names(units, 8)


def test_scripts_without_gaps_and_empty_lines_have_features() -> None:
    text = "川の向こう岸に鐘がつるされていて、渡りたい人が鳴らすと船頭が舟を出してくれる。"
    assert "prose" in names([Unit(text), Unit("")], 0)
    assert names([Unit("")], 0)
