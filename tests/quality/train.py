"""Train the line models on pages with the right answer: python tests/quality/train.py --bench FOLDER [page] [text]

FOLDER holds the development pages (`gold.json`, `html/`, `text/`, `text-near/`, `segments.json`, `segments/`). Needs
numpy and scipy (`pip install -e '.[train]'`) and Chromium; the models need none of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from crf import COLUMNS, HEAD, NEVER, STATES, STEPS, STORY, TAIL, WITHIN, Example, train
from pastes import open_browser, paste_of

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.clean.lines import Line, read_lines
from sitegen.convert.extract.features import Row, features_of
from sitegen.convert.extract.model import LineModel, parse_model
from sitegen.convert.extract.select import units_of
from sitegen.convert.pipeline import convert, find_language_code
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.html import parse_page
from sitegen.convert.sources.text import parse_text
from sitegen.document.blocks import text_of_all
from sitegen.model import Draft

MODELS = Path(__file__).parents[2] / "sitegen" / "models"
_FEWEST_WORDS = 80
"""Of a body to learn from."""
_KNOWLEDGE = load_knowledge()


class Sample(NamedTuple):
    """A document to learn from: its rows, and the states that each may have."""

    key: str
    track: str
    draft: Draft
    lines: list[Line]
    asked: list[int]
    rows: list[Row]
    allowed: Any


def read_draft(name: str, data: bytes) -> Draft:
    source = detect(name, data)
    return (parse_page(source, _KNOWLEDGE.sites) if source.kind == "html" else parse_text(source))[0]


def rows_of(draft: Draft) -> tuple[list[Line], list[int], list[Row]]:
    """The lines of a draft, the indices of those the model is asked about, and the features of these."""
    rules = _KNOWLEDGE.rules.for_language(find_language_code(draft))
    lines = read_lines(draft.blocks, rules, draft.contexts)
    asked = [i for i, line in enumerate(lines) if line.context.is_story is not False]
    return lines, asked, features_of(units_of(draft, [lines[i] for i in asked]))


def label_by_body(metrics: Any, draft: Draft, lines: Sequence[Line], body: str) -> list[bool | None]:
    """For each line whether most of its words are the body's, in order; None where it has no word."""
    texts = [line.text.replace("\n", " ") for line in lines]
    covered = iter(metrics.Page("\n".join(texts)).coverage(body))
    return [next(covered) >= metrics.COVERED if metrics.WORD.search(text) else None for text in texts]


def allow_by_labels(labels: Sequence[bool | None]) -> Any:
    """The states that labels leave: the story runs from the first to the last line of it."""
    allowed = np.full((len(labels), STATES), NEVER)
    story = [i for i, label in enumerate(labels) if label]
    for i, label in enumerate(labels):
        if not story or i < story[0]:
            allowed[i, HEAD] = 0
        elif i > story[-1]:
            allowed[i, TAIL] = 0
        else:
            allowed[i, STORY if label or label is None else WITHIN] = 0
            if label is None:
                allowed[i, WITHIN] = 0
    return allowed


def allow_by_segments(lines: Sequence[Line], wanted: Iterable[str], unwanted: Iterable[str]) -> Any:
    """The states that known pieces of text leave; of a line that holds none of them nothing is known."""
    texts = [" ".join(line.text.split()) for line in lines]
    whole = " ".join(texts)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    labels: list[set[bool]] = [set() for _ in texts]
    for pieces, label in ((wanted, True), (unwanted, False)):
        for piece in (" ".join(each.split()) for each in pieces):
            if piece and (not label or whole.count(piece) == 1):
                for at in _find_all(whole, piece):
                    for i, text in enumerate(texts):
                        if text and starts[i] < at + len(piece) and starts[i] + len(text) > at:
                            labels[i].add(label)
    allowed = np.zeros((len(texts), STATES))
    for i, found in enumerate(labels):
        if found == {True}:
            allowed[i] = NEVER
            allowed[i, STORY] = 0
        elif found == {False}:
            allowed[i, STORY] = NEVER
    return allowed


def _find_all(whole: str, piece: str) -> Iterator[int]:
    at = whole.find(piece)
    while at >= 0:
        yield at
        at = whole.find(piece, at + 1)


def page_samples(bench: Path, metrics: Any) -> Iterator[Sample]:
    for key, item in json.loads((bench / "gold.json").read_text("utf-8")).items():
        draft = read_draft(f"{key}.html", gzip.decompress((bench / "html" / f"{key}.html.gz").read_bytes()))
        lines, asked, rows = rows_of(draft)
        labels = label_by_body(metrics, draft, lines, item["body"])
        yield Sample(key, "A", draft, lines, asked, rows, allow_by_labels([labels[i] for i in asked]))
    for item in json.loads((bench / "segments.json").read_text("utf-8")):
        name = f"{item['id']}.html"
        draft = read_draft(name, gzip.decompress((bench / "segments" / f"{name}.gz").read_bytes()))
        lines, asked, rows = rows_of(draft)
        allowed = allow_by_segments([lines[i] for i in asked], item["with"], item["without"])
        yield Sample(item["id"], "B", draft, lines, asked, rows, allowed)


def text_samples(bench: Path, metrics: Any) -> Iterator[Sample]:
    gold = json.loads((bench / "gold.json").read_text("utf-8"))
    for folder, track in (("text", "D"), ("text-near", "D2")):
        for key, item in gold.items():
            paste = (bench / folder / f"{key}.txt").read_text("utf-8")
            yield _sample_by_body(metrics, key, track, paste, item["body"])
    yield from _pages_as_pastes(bench, metrics)


def _pages_as_pastes(bench: Path, metrics: Any) -> Iterator[Sample]:
    """Pages of many kinds and languages, copied in a browser. Their body is what the page model takes for it, where all
    that is known of a page bears that out: so the page model is trained first."""
    with open_browser() as context:
        for item in json.loads((bench / "segments.json").read_text("utf-8")):
            page = gzip.decompress((bench / "segments" / f"{item['id']}.html.gz").read_bytes())
            body = text_of_all(convert(f"{item['id']}.html", page, _KNOWLEDGE)[0].blocks)
            _, wrong, missing, _ = metrics.segments(item["with"], item["without"], body)
            paste = "" if wrong or missing or len(body.split()) < _FEWEST_WORDS else paste_of(context, page)
            if paste.strip():
                yield _sample_by_body(metrics, item["id"], "B", paste, body)


def _sample_by_body(metrics: Any, key: str, track: str, paste: str, body: str) -> Sample:
    draft = read_draft(f"{key}.txt", paste.encode("utf-8"))
    lines, asked, rows = rows_of(draft)
    return Sample(key, track, draft, lines, asked, rows, allow_by_labels(label_by_body(metrics, draft, lines, body)))


ALWAYS = ("", "always")
"""The feature that every block has."""


class Settings(NamedTuple):
    """`prior` is the strength of the Gaussian prior, `fewest` how often a feature must be seen to be learned, `longest`
    the most blocks of a document, `partly` the weight of one whose answer is known in part or by another model. `lean`
    is what the story gets for each block beyond the likeliest weights, in hundredths: a sentence lost is worse than a
    line too many."""

    prior: float
    fewest: int
    rounds: int
    longest: int = 600
    partly: float = 1.0
    lean: int = 0


SETTINGS = {"page": Settings(3.0, 8, 40, 600, 0.5), "text": Settings(3.0, 8, 60, 900, 0.3, 50)}


def learn(samples: Sequence[Sample], settings: Settings) -> str:
    """The weights file that samples teach."""
    usable = [sample for sample in samples if 0 < len(sample.rows) <= settings.longest]
    counts = Counter(key for sample in usable for row in sample.rows for key in set(keys_of(row)))
    ids = {key: i for i, key in enumerate(sorted(key for key, count in counts.items() if count >= settings.fewest))}
    examples = [
        Example(
            [[ids[key] for key in keys_of(row) if key in ids] for row in sample.rows],
            sample.allowed,
            settings.partly if sample.track == "B" else 1.0,
        )
        for sample in usable
    ]
    full = [example for example, sample in zip(examples, usable, strict=True) if sample.track != "B"]
    theta = train(full, len(ids), settings.prior, settings.rounds)
    if len(full) < len(examples):
        theta = train(examples, len(ids), settings.prior, settings.rounds, theta)
    theta[ids[ALWAYS] * COLUMNS + STORY] += settings.lean / 100
    return format_model(ids, theta)


def keys_of(row: Row) -> list[tuple[str, str]]:
    return [(group, name) for group, names in row for name in names]


def format_model(ids: dict[tuple[str, str], int], theta: Any) -> str:
    """Whole hundredths; a feature that moves nothing is left out."""
    numbers = np.rint(100 * theta).astype(int)
    rows = numbers[: len(ids) * COLUMNS].reshape(len(ids), COLUMNS)
    lines = ["# group, feature; head story within tail begins ended, in hundredths: python tests/quality/train.py"]
    lines.append("steps\t" + " ".join(map(str, numbers[len(ids) * COLUMNS :])))
    assert len(STEPS) == len(numbers) - len(ids) * COLUMNS
    for (group, name), i in ids.items():
        columns = rows[i]
        if np.abs(columns).max() >= 3:
            lines.append(f"{group}\t{name}\t" + " ".join(map(str, columns)))
    return "\n".join(lines) + "\n"


def model_of(text: str) -> LineModel:
    return parse_model("model", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench/extract"))
    parser.add_argument("models", nargs="*", default=["page", "text"])
    args = parser.parse_args()
    sys.path.insert(0, str(args.bench.resolve()))
    import metrics

    for name in args.models:
        make = page_samples if name == "page" else text_samples
        text = learn(list(make(args.bench, metrics)), SETTINGS[name])
        (MODELS / f"{name}.tsv").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(text.splitlines()) - 2} features, {len(text.encode()) // 1000} kB\n")


if __name__ == "__main__":
    main()
