"""`sitegen convert`: pure, no site needed, nothing written; and a seed of a site, read as its import reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sitegen.app.fetch import feed_of, given_by
from sitegen.app.knowledge import load_knowledge
from sitegen.app.site import find_site
from sitegen.convert.pipeline import Knowledge, convert_each
from sitegen.convert.report import article_to_json, format_article
from sitegen.errors import SitegenError, SourceError
from sitegen.model import Article
from sitegen.publish.config import SiteConfig
from sitegen.shell.files import read_input


def convert_inputs(
    names: Sequence[str], url: str = "", site: Path | None = None, ftr: Path | None = None, *, as_json: bool = False
) -> Iterator[bytes | SitegenError]:
    """For each article, in input order, its JSON line or content file; for an input that fails, its error.

    The own rules of `site` count too; without one, those of the site we are in. So do the ftr-site-config files in the
    folder `ftr`.
    """
    knowledge = load_knowledge(find_site(site), ftr)
    for name in names:
        try:
            article = None
            for article in convert_each(name, read_input(name), knowledge, url):
                if as_json:
                    yield msgspec.json.encode(article_to_json(article)) + b"\n"
                else:
                    yield format_article(article).encode("utf-8", "replace")
            if article is None:
                yield SourceError("has no articles", name, hint="try it again when its sender has news")
        except SitegenError as error:
            yield error


def convert_seed(config: SiteConfig, seed: str, data: bytes, knowledge: Knowledge) -> Iterator[Article]:
    """The articles of a seed as an import reads them: with what the site says of the feed it is kept for. Raises
    SourceError where it cannot be read."""
    return convert_each(seed, data, knowledge, given=given_by(feed_of(config, seed)))
