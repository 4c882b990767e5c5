from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator

import pytest

from sitegen.shell.package import engine_digest


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    engine_digest.cache_clear()
    yield
    engine_digest.cache_clear()


@pytest.mark.parametrize("library", ["lxml", "jinja2", "soupsieve", "datasketch", "pillow"])
def test_another_version_of_a_library_is_another_engine(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library makes of a page may differ from one version to the next."""
    before = engine_digest()
    engine_digest.cache_clear()
    assert engine_digest() == before
    engine_digest.cache_clear()
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "999" if name == library else real(name))
    assert engine_digest() != before
