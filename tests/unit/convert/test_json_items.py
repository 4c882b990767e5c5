"""JSON streams, whole and damaged, to their items."""

from __future__ import annotations

import json

import pytest

from sitegen.convert.sources.json_items import JsonStream, read_stream

ONE, TWO, THREE = {"id": 1, "t": "a [b] {c}"}, {"id": 2, "t": 'say "\\"'}, {"id": 3, "in": [{"x": []}]}


def ids(stream: JsonStream) -> list[object]:
    return [item.data.get("id") for item in stream.items]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ONE, TWO, THREE]),
        json.dumps({"version": "1", "items": [ONE, TWO, THREE]}, indent=2),
        json.dumps({"_items": [ONE, TWO, THREE], "_meta": {"n": 3}}),
        json.dumps({"data": {"items": [ONE, TWO, THREE], "n": 3}}),
        "\n".join(map(json.dumps, [ONE, TWO, THREE])),
        f" [ {json.dumps(ONE)},\n\n{json.dumps(TWO)}  {json.dumps(THREE)}, ] ",
    ],
    ids=["list", "object", "superdesk", "envelope", "lines", "sloppy commas"],
)
def test_the_shapes_of_a_stream(text: str) -> None:
    stream = read_stream(text)
    assert ids(stream) == [1, 2, 3]
    assert stream.items[1].data == TWO
    assert stream.broken == 0


def test_an_object_without_a_list_is_an_item() -> None:
    stream = read_stream(json.dumps({"id": 7, "data": {"a": 1}, "items": "none"}))
    assert ids(stream) == [7]
    assert stream.items[0].data["data"] == {"a": 1}


def test_what_stands_beside_the_list_is_the_head() -> None:
    stream = read_stream('{"title": "Wire", "items": [{"id": 1}], "language": "en"}')
    assert stream.head == {"title": "Wire", "language": "en"}


def test_the_line_of_each_item() -> None:
    stream = read_stream('{"items": [\n{"id": 1},\n\n{"id": 2\n}, {"id": 3}]}')
    assert [item.line for item in stream.items] == [2, 4, 5]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('[{"id": 1}, {"id": 2}, {"id": 3, "t": "brea', [1, 2]),
        ('{"items": [{"id": 1}, {"id": 2}', [1, 2]),
        ('[{"id": 1}, {"id": 2 "t": 3}, {"id": 3}]', [1, 3]),
        ('[{"id": 1}, {"id": 2, "t": "a \\q"}, {"id": 3}]', [1, 3]),
        ('[{"id": 1}, null, 7, "x", {"id": 3}]', [1, 3]),
        ('[{"id": 1}, [], [2, {"id": 2}], "]", "a ] b", {"id": 3}]', [1, 3]),
        ('[null, -2.5e3, [], "x", [[]], {"id": 1}, true, [], {"id": 3}]', [1, 3]),
        ('[{"id": 1}, [2, {"id": 3}', [1, 3]),
        ('[{"id": 1}, lost" {"id": 3, "t": "x"}]', [1, 3]),
        ('[{"id": 1}, oops, {"id": 3}]', [1, 3]),
        ('[{"id": 1}, {"id": 2, "t": ' + "9" * 5000 + '}, {"id": 3}]', [1, 3]),
        ('[{"id": 1}, {"id": ' + "[" * 100 + "]" * 99 + '}, {"id": 3}]', [1]),
        ('[{"id": 1}, {"id": ' + "[" * 100_000, [1]),
        ('{"bad": {1}, "items": [{"id": 1}]}', [1]),
    ],
)
def test_what_is_whole_in_a_damaged_stream_is_read(text: str, kept: list[int]) -> None:
    stream = read_stream(text)
    assert ids(stream) == kept


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[", "[[[]]]", "[" * 100_000, '{"a":' * 100_000, '"', '{"items": 3', "{1}"]
)
def test_a_text_without_items(text: str) -> None:
    assert [item for item in read_stream(text).items if item.data] == []


@pytest.mark.parametrize(
    "unit", ['{"id": 2 "t": 3},', '{"id": 1, "t": "' + "x" * 200 + '"},', '"', '\\"', "[", "oops ", "{"]
)
def test_a_long_stream_is_read_before_the_test_times_out(unit: str) -> None:
    """What took the square of its length would take minutes."""
    assert read_stream("[" + unit * 150_000).items is not None
