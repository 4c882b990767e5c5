"""The trained models of the package, by what they are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sitegen.convert.extract.headline import HeadlineModel, parse_headline_model
from sitegen.convert.extract.model import LineModel, parse_model
from sitegen.model import SourceKind

_MODELS: dict[SourceKind, str] = {"text": "text", "html": "page"}
"""Feeds and Markdown hold a story and little else: there rules alone decide."""


class Models:
    """The trained models by name, each parsed when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def for_kind(self, kind: SourceKind) -> LineModel | None:
        """The model for inputs of a kind; None where none is needed or there is none."""
        return {"text": self._text, "page": self._page}[_MODELS[kind]] if kind in _MODELS else None

    @cached_property
    def _text(self) -> LineModel | None:
        return self._load("text")

    @cached_property
    def _page(self) -> LineModel | None:
        return self._load("page")

    @cached_property
    def headline(self) -> HeadlineModel:
        """The model of headlines; without weights it knows none."""
        return parse_headline_model("models/headline.tsv", self._texts.get("headline", ""))

    def _load(self, name: str) -> LineModel | None:
        return parse_model(f"models/{name}.tsv", self._texts[name]) if name in self._texts else None
