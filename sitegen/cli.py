"""argv in, exit code out: 0 done, 1 problems found or some input failed, 2 usage."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from sitegen.errors import SitegenError

_SITE = click.option(
    "--site", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="The site's folder [default: here]."
)
_RULES_OF = click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site whose own rules count too [default: here, if this is one].",
)
_URL = click.option("--url", default="", metavar="URL", help="Where the input came from.")
_STYLES: dict[str, dict[str, Any]] = {
    "kept": {},
    "moved": {"fg": "cyan"},
    "removed": {"fg": "red"},
    "added": {"fg": "green"},
    "blank": {"dim": True},
    "unclaimed": {"fg": "magenta"},
    "title": {"bold": True},
    "note": {"dim": True},
    "warning": {"fg": "yellow"},
}
_DIFF_STYLES = {"---": "title", "+++": "title", "@@": "note", "-": "removed", "+": "added"}
"""By how a line begins, the longest first."""


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SitegenError as error:
            _fail(error)
            ctx.exit(1)
        except BrokenPipeError:  # whoever read our output has seen enough
            _drop_output()
            ctx.exit(1)
        except OSError as error:
            _drop_output()
            _fail(SitegenError(f"{error.filename or 'standard output'}: {error.strerror}"))
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitegen", message="%(prog)s %(version)s")
def main() -> None:
    """Publish syndicated news: raw articles in, a clean, credited, fast static site out."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
def init(folder: Path) -> None:
    """Make a new site in DIR that builds at once, with a GitHub Pages workflow."""
    from sitegen.app.create import init_site

    for path in init_site(folder):
        click.echo(path)


@main.command()
@click.argument("title")
@click.option("--section", metavar="NAME", help="The section, and the folder, it goes to.")
@_SITE
def new(title: str, section: str | None, site: Path) -> None:
    """Start an article called TITLE: a draft in content/."""
    from sitegen.app.create import new_page

    click.echo(new_page(site, title, section))


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article and line.")
@_URL
@_RULES_OF
@click.option("--ftr", type=click.Path(path_type=Path), metavar="DIR", help="A folder of ftr-site-config files.")
def convert(files: tuple[str, ...], as_json: bool, url: str, site: Path | None, ftr: Path | None) -> None:
    """Turn raw articles (text, HTML, RSS, Atom, Markdown, or - for standard input) into clean Markdown."""
    from sitegen.app.convert import convert_inputs

    failed = False
    for result in convert_inputs(files, url, site, ftr, as_json=as_json):
        if isinstance(result, SitegenError):
            _fail(result)
            failed = True
        else:
            _output().write(result)
    _output().flush()
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("file", metavar="FILE")
@click.option("--full", is_flag=True, help="Show long texts whole, not as wide as the terminal.")
@_URL
@_RULES_OF
def explain(file: str, full: bool, url: str, site: Path | None) -> None:
    """Show FILE, or - for standard input, and what became of each line: kept, moved or removed, and by which rule."""
    from sitegen.app.explain import explain as run

    width = 0 if full or not _is_terminal() else shutil.get_terminal_size().columns
    for row in run(file, url, site, width):
        _show([(span.text, span.style) for span in row])


@main.group()
def rules() -> None:
    """Learn cleaning rules from the seeds of a site, and try changed rules on them. Nothing is written."""


@rules.command()
@_SITE
def suggest(site: Path) -> None:
    """Propose rules for what repeats in the seeds of a source: a rule file, ready to be tried."""
    from sitegen.app.rules import suggest_rules

    with _progress() as progress:
        found = suggest_rules(site, progress)
    _output().write(found.text.encode("utf-8", "replace"))
    _output().flush()
    if not found.rules:
        click.echo("nothing repeats that no rule knows", err=True)
    for error in found.errors:
        click.echo(error, err=True)
    sys.exit(1 if found.errors else 0)


@rules.command("try")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@_SITE
def try_(file: Path, site: Path) -> None:
    """Show each article that would change under the rules of FILE, a rule file or a folder of them."""
    from sitegen.app.rules import try_rules

    with _progress() as progress:
        trial = try_rules(site, file, progress)
    for difference in trial.differences:
        _show([(difference.name, "title"), (f"  {difference.title}", "kept")])
        for line in difference.diff:
            _show([(line, next((style for start, style in _DIFF_STYLES.items() if line.startswith(start)), "kept"))])
        click.echo()
    click.echo(
        f"{len(trial.differences)} of {trial.articles} articles differ; "
        f"bodies lose {trial.less} words and gain {trial.more}"
    )
    for error in trial.errors:
        click.echo(error, err=True)
    sys.exit(1 if trial.errors else 0)


@main.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@_SITE
def import_(sources: tuple[str, ...], dry_run: bool, site: Path) -> None:
    """Bring files, folders of files or - into content/; what came before is updated in place."""
    from sitegen.app.imports import import_sources

    with _progress() as progress:
        report = import_sources(site, sources, progress, dry_run=dry_run)
    for article in report.articles:
        click.echo(f"{article.fate:9} {article.path}{_doubts(article.doubts)}")
    for error in report.errors:
        click.echo(error, err=True)
    sys.exit(1 if report.errors else 0)


def _build_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--base-url", metavar="URL", help="In place of the base_url in site.toml."),
        click.option("--drafts", is_flag=True, help="Include drafts."),
        click.option("--future", is_flag=True, help="Include what is dated or embargoed later than now."),
        click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes [default: one a processor]."),
        click.option(
            "--now", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]), help="Build as if it were then."
        ),
        _SITE,
    ):
        command = option(command)
    return command


@main.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to write [default: public].")
@click.option("--force", is_flag=True, help="Render everything again.")
@click.option("--explain", is_flag=True, help="Say of each rendered file why.")
@click.option("--verify", is_flag=True, help="Compare the result with a build from nothing.")
@_build_options
def build(
    output: Path | None,
    force: bool,
    explain: bool,
    verify: bool,
    base_url: str | None,
    drafts: bool,
    future: bool,
    jobs: int | None,
    now: datetime | None,
    site: Path,
) -> None:
    """Import new and changed seeds, then write the site."""
    from sitegen.app.build import BuildOptions
    from sitegen.app.build import build as run
    from sitegen.app.build import verify as compare

    options = BuildOptions(
        output=output, base_url=base_url, drafts=drafts, future=future, force=force, jobs=jobs, now=_aware(now)
    )
    with _progress() as progress:
        report = run(site, options, progress)
    imported = report.imported.articles if report.imported else ()
    errors = list(report.imported.errors if report.imported else ())
    for article in imported:
        if article.fate not in ("unchanged", "deleted"):
            click.echo(f"{article.fate:9} {article.path}{_doubts(article.doubts)}")
    for path, reason in report.rendered if explain else ():
        click.echo(f"{path}: {reason}")
    click.echo(
        f"{report.pages} articles, {len(report.rendered)} files rendered, {len(report.written)} written, "
        f"{report.kept} kept, {len(report.deleted)} deleted in {report.seconds:.2f} s"
    )
    errors += compare(site, options) if verify else []
    for error in errors:
        click.echo(error, err=True)
    sys.exit(1 if errors else 0)


@main.command()
@click.option("--host", metavar="HOST", help="Address to serve on [default: 127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), metavar="PORT", help="Port [default: 8000].")
@_build_options
def serve(
    host: str | None,
    port: int | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    jobs: int | None,
    now: datetime | None,
    site: Path,
) -> None:
    """Preview the site; changes show up in the browser by themselves."""
    from sitegen.app.build import BuildOptions
    from sitegen.app.serve import serve as run

    options = BuildOptions(base_url=base_url, drafts=drafts, future=future, jobs=jobs, now=_aware(now))
    run(site, options, host, port, lambda line: click.echo(line, err=True))


def _aware(now: datetime | None) -> datetime | None:
    return now.astimezone() if now and now.tzinfo is None else now


def _doubts(codes: tuple[str, ...]) -> str:
    return f" (draft: {', '.join(codes)})" if codes else ""


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _show(spans: list[tuple[str, str]]) -> None:
    """A line of styled words: in colour on a terminal, unless NO_COLOR (no-color.org) forbids it."""
    coloured = _is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    line = "".join(click.style(text, **_STYLES[style]) if coloured else text for text, style in spans)
    _output().write(f"{line.rstrip()}\n".encode("utf-8", "replace"))
    _output().flush()


def _output() -> BinaryIO:
    """Standard output as bytes. Raises SitegenError where it is closed."""
    if sys.stdout is None:
        raise SitegenError("standard output is closed", hint="redirect it to a file")
    return sys.stdout.buffer


def _drop_output() -> None:
    """Nothing more can be written: what is still buffered must not fail again when Python ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: SitegenError) -> None:
    click.echo(str(error), err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        yield show
