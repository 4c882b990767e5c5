"""Train the model that picks the headline of a paste: python tests/quality/headlines.py --bench FOLDER

FOLDER holds the development pages. Those of `segments/` are shown in Chromium, without scripts or network, and copied
as a reader would. Needs numpy and scipy (`pip install -e '.[train]'`) and Chromium; the model needs neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pastes import open_browser, paste_of
from playwright.sync_api import BrowserContext
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.clean.reading import read_draft
from sitegen.convert.extract.features import Row
from sitegen.convert.extract.headline import NONE, HeadlineModel, find_options, parse_headline_model, rows_of_options
from sitegen.convert.pipeline import convert, find_language_code
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.text import parse_text

MODEL = Path(__file__).parents[2] / "sitegen" / "models" / "headline.tsv"
PRIOR = 10.0
FEWEST = 25
"""How often a feature must be seen to be learned."""
_BARE = 8
"""One paste in so many has its headline cut off, to learn what it looks like when there is none."""
_LINES = 80
_SHORTEST_PART = 12
_LONGEST_PART = 1.6
"""A line that holds the title and hardly more, or most of it, is it."""
_KNOWLEDGE = load_knowledge()


class Choice(NamedTuple):
    """A paste: the features of its options, and the places of the right ones; none where it has no headline."""

    key: str
    track: str
    options: list[Row]
    right: list[int]


def choice_of(key: str, track: str, paste: str, title: str) -> Choice:
    """What is to be learned from one paste; an empty `title` says that it has none."""
    (draft,) = parse_text(detect("paste.txt", paste.encode("utf-8")))
    code = find_language_code(draft)
    rules = _KNOWLEDGE.rules.for_language(code)
    lines = read_draft(draft, rules, _KNOWLEDGE.agencies, code, _KNOWLEDGE.models).lines
    options = find_options(lines, rules)
    right = [at for at, i in enumerate(options) if title and _says(lines[i].text, title)]
    return Choice(key, track, rows_of_options(draft, lines, options), right)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", fold_text(text)).strip()


def _says(line: str, title: str) -> bool:
    said, wanted = _bare(line), _bare(title)
    part = len(said) > _SHORTEST_PART and (said in wanted or wanted in said) and len(said) < _LONGEST_PART * len(wanted)
    return bool(said) and (said == wanted or part)


def choices(bench: Path, context: BrowserContext) -> Iterator[Choice]:
    """Whole pastes, pastes of the article and some lines around, and pastes that begin at or below the headline."""
    for key in json.loads((bench / "gold.json").read_text("utf-8")):
        page = gzip.decompress((bench / "html" / f"{key}.html.gz").read_bytes())
        title = convert(f"{key}.html", page, _KNOWLEDGE)[0].metadata.title
        for folder, track in (("text", "D"), ("text-near", "D2")):
            yield choice_of(key, track, (bench / folder / f"{key}.txt").read_text("utf-8"), title)
    for item in json.loads((bench / "segments.json").read_text("utf-8")):
        title = item["meta"].get("title") or ""
        paste = paste_of(context, gzip.decompress((bench / "segments" / f"{item['id']}.html.gz").read_bytes()))
        if title and _bare(title) in _bare(paste):
            yield choice_of(item["id"], "B", paste, title)
            yield from _cut(item["id"], paste.split("\n"), title)


def _cut(key: str, lines: list[str], title: str) -> Iterator[Choice]:
    said = [i for i, line in enumerate(lines) if _bare(line) == _bare(title)]
    if not said:
        return
    chance = zlib.crc32(key.encode())
    at = said[-1] if len(said) < 3 else said[0]
    above = (0, 0, 2, 5, 8)[chance % 5]
    yield choice_of(key, "cut", "\n".join(lines[max(0, at - above) : at + _LINES]), title)
    if chance % _BARE == 0 and any(map(_bare, lines[at + 1 : at + _LINES])):
        yield choice_of(key, "bare", "\n".join(lines[at + 1 : at + _LINES]), "")


def learn(samples: Sequence[Choice]) -> str:
    """The weights file that samples teach: the likeliest under a Gaussian prior."""
    usable = [each for each in samples if each.options and (each.right or each.track == "bare")]
    keys = [[*map(keys_of, each.options), {NONE}] for each in usable]
    counts = Counter(key for options in keys for option in options for key in option)
    ids = {key: i for i, key in enumerate(sorted(key for key, count in counts.items() if count >= FEWEST))}
    cells = [[ids[key] for key in option if key in ids] for options in keys for option in options]
    ends = np.cumsum([0, *map(len, cells)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(cells), ends), shape=(len(cells), len(ids)))
    starts = np.cumsum([0, *map(len, keys)])[:-1]
    right = np.concatenate([_mask(len(options), each.right) for options, each in zip(keys, usable, strict=True)])
    owner = np.repeat(np.arange(len(keys)), [len(options) for options in keys])

    def loss(theta: Any) -> tuple[float, Any]:
        scores = matrix @ theta
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = matrix.T @ (odds / total[owner] - odds * right / good[owner])
        return float(-np.log(good / total).sum() + PRIOR / 2 * theta @ theta), slope + PRIOR * theta

    theta = minimize(loss, np.zeros(len(ids)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return format_weights(ids, np.rint(100 * theta).astype(int))


def keys_of(row: Row) -> set[tuple[str, str]]:
    return {(group, name) for group, names in row for name in names}


def _mask(options: int, right: Sequence[int]) -> Any:
    """Which options are right; the last one is to have no headline."""
    mask = np.zeros(options)
    mask[right or [options - 1]] = 1
    return mask


def format_weights(ids: dict[tuple[str, str], int], numbers: Any) -> str:
    """A feature that moves nothing is left out."""
    lines = ["# group, feature, weight in hundredths: python tests/quality/headlines.py"]
    lines += [f"{group}\t{name}\t{numbers[i]}" for (group, name), i in ids.items() if abs(numbers[i]) >= 2]
    return "\n".join(lines) + "\n"


def count_right(model: HeadlineModel, samples: Sequence[Choice]) -> Counter[str]:
    """How many of the samples of each track a model gets right."""
    right: Counter[str] = Counter()
    for each in samples:
        chosen = model.choose(each.options)
        right[each.track] += chosen in each.right if each.track != "bare" else chosen is None
    return right


def cross_validate(samples: Sequence[Choice], folds: int = 5) -> str:
    """For each track how many are right when the model has not seen their page."""
    right: Counter[str] = Counter()
    for fold in range(folds):
        seen = [each for each in samples if zlib.crc32(each.key.encode()) % folds != fold]
        rest = [each for each in samples if zlib.crc32(each.key.encode()) % folds == fold]
        right += count_right(parse_headline_model("model", learn(seen)), rest)
    totals = Counter(each.track for each in samples)
    return "  ".join(f"{track} {right[track]}/{total}" for track, total in totals.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench/extract"))
    args = parser.parse_args()
    with open_browser() as context:
        samples = list(choices(args.bench, context))
    sys.stdout.write(f"right, page by page unseen: {cross_validate(samples)}\n")
    text = learn(samples)
    MODEL.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(text.splitlines()) - 1} features, {len(text.encode()) // 1000} kB\n")


if __name__ == "__main__":
    main()
