"""Whole articles, each aimed at some traps: what comes out is what somebody read and approved."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

UPDATE = Path(__file__).with_name("update.py")


def _load_update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_update", UPDATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOLDEN = _load_update()


@pytest.mark.parametrize("name", ["expected.md", "expected.json"])
@pytest.mark.parametrize("case", GOLDEN.find_cases())
def test_article(case: str, name: str) -> None:
    file = GOLDEN.ARTICLES / case / name
    assert file.is_file(), f"{file} is missing: run python tests/golden/update.py {case} and read what it wrote"
    assert GOLDEN.expected_files(case)[name] == file.read_text(encoding="utf-8")


def test_there_are_articles_in_many_languages() -> None:
    cases = GOLDEN.find_cases()
    assert len(cases) >= 12
    assert len({case.split("/")[0] for case in cases}) >= 8


def test_ci_never_blesses_what_it_tests() -> None:
    run = subprocess.run(
        [sys.executable, str(UPDATE)], env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "not updated in CI" in run.stderr
