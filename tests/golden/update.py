"""Writes what the golden articles become today: `python tests/golden/update.py [lang/slug…]`.

Read the diff before you keep it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import convert
from sitegen.convert.report import article_to_json, format_article

ARTICLES = Path(__file__).parent / "articles"
ELSEWHERE = ("markdown", "text", "evidence")
"""The body stands in expected.md; the evidence would bury what a reader is to check."""


def find_cases() -> list[str]:
    """`lang/slug` of every golden article."""
    return sorted(str(source.parent.relative_to(ARTICLES)) for source in ARTICLES.glob("*/*/source.*"))


def expected_files(case: str) -> dict[str, str]:
    """The expected files of a case by name, as they would be written today."""
    (source,) = (ARTICLES / case).glob("source.*")
    (article,) = convert(source.name, source.read_bytes(), load_knowledge())
    result: dict[str, Any] = {key: value for key, value in article_to_json(article).items() if key not in ELSEWHERE}
    return {
        "expected.md": format_article(article),
        "expected.json": json.dumps(result, ensure_ascii=False, indent=2) + "\n",
    }


def main(cases: list[str]) -> int:
    if os.environ.get("CI"):
        sys.stderr.write("goldens are not updated in CI: run this at home and read the diff\n")
        return 1
    for case in cases or find_cases():
        for name, text in expected_files(case).items():
            (ARTICLES / case / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
