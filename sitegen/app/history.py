"""`sitegen versions`: what arrived when, as it was and what it made of a story."""

from __future__ import annotations

import difflib
from pathlib import Path

from sitegen.app.convert import convert_seed
from sitegen.app.holdings import Known, read_known
from sitegen.app.knowledge import load_knowledge
from sitegen.app.site import load_config
from sitegen.app.versions import SEEDS, SeedVersion, list_seed_versions, read_seed_version
from sitegen.convert.clean.fold import fold_text
from sitegen.convert.identity import is_similar
from sitegen.convert.report import format_article
from sitegen.convert.sources.detect import detect
from sitegen.document.blocks import text_of_all
from sitegen.errors import ContentError
from sitegen.frontmatter import split_content
from sitegen.model import Article
from sitegen.shell.files import read_text


def list_versions(site: Path, path: Path) -> list[str]:
    """A line for each version of the seed at `path`, or of the one that the content file there came in: its number,
    when it came, its digest and size, and how much that differs from the one before."""
    seed, _ = _find_seed(site, path)
    lines = []
    before: SeedVersion | None = None
    for version in _versions_of(site, seed):
        change = f" ({version.size - before.size:+})" if before else ""
        lines.append(f"{version.number:>3}  {version.when}  {version.digest}  {version.size} bytes{change}  {seed}")
        before = version
    return lines


def show_version(site: Path, path: Path, number: int) -> str:
    """A version in full: of a content file what the story was, of a seed the seed itself. Raises ContentError."""
    seed, known = _find_seed(site, path)
    version = _choose(site, seed, number)
    if known:
        return _text_of(site, version, known)
    data = read_seed_version(version)
    return detect(seed, data).text or _text_of(site, version, None)


def compare_versions(site: Path, path: Path, one: int, other: int) -> str:
    """How what two versions make of the story, or of all stories of a seed, differs: a unified diff."""
    seed, known = _find_seed(site, path)
    before, after = (
        _text_of(site, _choose(site, seed, number), known).splitlines(keepends=True) for number in (one, other)
    )
    return "".join(difflib.unified_diff(before, after, f"{seed} (version {one})", f"{seed} (version {other})"))


def _find_seed(site: Path, path: Path) -> tuple[str, Known | None]:
    """The name of the seed that is asked for, and the story if it was asked for by its content file."""
    load_config(site)
    root = site.resolve()
    for place in (path.resolve(), (site / path).resolve(), (site / "content" / path).resolve()):
        name = place.relative_to(root).as_posix() if place.is_relative_to(root) else ""
        if name.startswith("content/") and place.is_file():
            known = read_known(name.removeprefix("content/"), read_text(place, name))
            if not known:
                raise ContentError("was not imported, so it has no seed", name, hint="name an imported page or a seed")
            return known.origin.seed, known
        if name and ((site / SEEDS / name).is_dir() or place.is_file()):
            return name, None
    raise ContentError("is no page and no seed of this site", str(path), hint="name a file under content/ or a seed")


def _versions_of(site: Path, seed: str) -> list[SeedVersion]:
    found = list_seed_versions(site, seed)
    if not found:
        raise ContentError("has no versions that are kept", seed, hint="import keeps those of 30 days, 20 at most")
    return found


def _choose(site: Path, seed: str, number: int) -> SeedVersion:
    found = {version.number: version for version in _versions_of(site, seed)}
    if number not in found:
        raise ContentError(f"has no version {number}", seed, hint=f"there are {', '.join(map(str, found))}")
    return found[number]


def _text_of(site: Path, version: SeedVersion, known: Known | None) -> str:
    """The content files a version is converted to, or that of one story; empty where that is not in it."""
    articles = convert_seed(load_config(site), version.seed, read_seed_version(version), load_knowledge(site))
    if known:
        found = _find_story(site, list(articles), known)
        return format_article(found) if found else ""
    return "\n".join(map(format_article, articles))


def _find_story(site: Path, articles: list[Article], known: Known) -> Article | None:
    """A story among those of a version of its seed: by its id, its headline or its text."""
    body = split_content(read_text(site / "content" / known.path, f"content/{known.path}"))[1]

    def closeness(article: Article) -> int:
        if article.item and article.item == known.origin.item:
            return 3
        is_same = fold_text(article.metadata.title) == fold_text(known.title)
        return 2 * is_same + is_similar(body, text_of_all(article.blocks))

    best = max(articles, key=closeness, default=None)
    return best if best and (closeness(best) or len(articles) == 1) else None
