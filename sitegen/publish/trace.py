"""The incremental build: an output is kept when its key and its file are what the last build left.

Verifying traces over content hashes (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte, section 4.2.2).
Nothing is recorded while rendering: the view is the dependency list, so the key is known before anything runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from sitegen.digest import digest_bytes
from sitegen.model import Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.plan import Output
from sitegen.publish.views import SiteView

_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Key(Record, frozen=True):
    """What an output depends on, part by part so that a build can say which of them changed."""

    engine: str
    site: str
    view: str
    template: str


class Trace(Record, frozen=True):
    """What a build left at `path`: the key it was rendered for and the digest of the file."""

    path: str
    key: Key
    digest: str


class Decision(Record, frozen=True):
    """Why an output is rendered: `reason` is a sentence without its subject."""

    output: Output
    key: Key
    reason: str


class Work(NamedTuple):
    """What a build has to do: render these, keep those, delete the paths that are no more planned."""

    render: list[Decision]
    keep: list[Trace]
    delete: list[str]


def make_key(output: Output, engine: str, site: str, templates: Mapping[str, str]) -> Key:
    """The key of an output. Only pages see the site's chrome and templates."""
    view = digest_bytes(_encoder.encode((output.form, output.view)))
    if output.form != "page":
        return Key(engine if output.form != "copy" else "", "", view, "")
    return Key(engine, site, view, templates[output.template])


def digest_chrome(site: SiteView, config: SiteConfig) -> str:
    """The digest of what every page is printed with besides its own view."""
    return digest_bytes(_encoder.encode((site, config.markdown, config.images)))


def plan_work(
    outputs: Sequence[tuple[Output, Key]],
    traces: Mapping[str, Trace],
    on_disk: Mapping[str, str],
    owned: frozenset[str],
) -> Work:
    """Decide for each output. `on_disk` has the digests of the files that are there, `owned` the paths builds wrote."""
    render, keep = [], []
    for output, key in outputs:
        trace = traces.get(output.path)
        reason = _find_reason(key, trace, on_disk.get(output.path))
        if reason or trace is None:
            render.append(Decision(output, key, reason))
        else:
            keep.append(trace)
    planned = {output.path for output, _ in outputs}
    return Work(render, keep, sorted(owned - planned))


def find_in_the_way(work: Work) -> list[str]:
    """Files to be deleted where a folder is to be, and the other way round: these go before anything is rendered."""
    files = {each.output.path for each in work.render}
    folders = {folder for path in files for folder in _folders(path)}
    return [path for path in work.delete if path in folders or any(folder in files for folder in _folders(path))]


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _find_reason(key: Key, trace: Trace | None, found: str | None) -> str:
    """The first thing that differs from the last build, or nothing."""
    if trace is None:
        return "is new"
    if key.engine != trace.key.engine:
        return "sitegen itself changed"
    if key.template != trace.key.template:
        return "its template changed"
    if key.site != trace.key.site:
        return "the site's configuration, menu or words changed"
    if key.view != trace.key.view:
        return "its content changed"
    if found is None:
        return "its file is missing"
    return "its file was altered" if found != trace.digest else ""
