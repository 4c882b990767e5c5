"""argv in, exit code out: 0 done, 1 problems found or some input failed, 2 usage."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from sitegen import terminal
from sitegen.errors import SitegenError

_GARBAGE = (50_000, 20, 50)
"""When to look for cycles: a page is some 50,000 objects, and looking after every 700 takes a fifth of the time."""
_INSTANTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]
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
_FTR = click.option("--ftr", type=click.Path(path_type=Path), metavar="DIR", help="A folder of ftr-site-config files.")


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SitegenError as error:
            terminal.fail(error)
            ctx.exit(1)
        except BrokenPipeError:  # whoever read our output has seen enough
            terminal.drop_output()
            ctx.exit(1)
        except OSError as error:
            terminal.drop_output()
            terminal.fail(SitegenError(f"{error.filename or 'standard output'}: {error.strerror}"))
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitegen", message="%(prog)s %(version)s")
def main() -> None:
    """Publish syndicated news: raw articles in, a clean, credited, fast static site out."""
    gc.set_threshold(*_GARBAGE)
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is no message to the user


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
@_FTR
def convert(files: tuple[str, ...], as_json: bool, url: str, site: Path | None, ftr: Path | None) -> None:
    """Turn raw articles (text, HTML, RSS, Atom, Markdown, or - for standard input) into clean Markdown."""
    from sitegen.app.convert import convert_inputs

    failed = False
    for result in convert_inputs(files, url, site, ftr, as_json=as_json):
        if isinstance(result, SitegenError):
            terminal.fail(result)
            failed = True
        else:
            terminal.output().write(result)
    terminal.output().flush()
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("file", metavar="FILE")
@click.option("--full", is_flag=True, help="Show long texts whole, not as wide as the terminal.")
@_URL
@_RULES_OF
@_FTR
def explain(file: str, full: bool, url: str, site: Path | None, ftr: Path | None) -> None:
    """Show FILE, or - for standard input, and what became of each line: kept, moved or removed, and by which rule."""
    from sitegen.app.explain import explain as run

    for row in run(file, url, site, ftr, width=0 if full else terminal.width()):
        terminal.show((span.text, span.style) for span in row)


@main.group()
def rules() -> None:
    """Learn cleaning rules from the seeds of a site, and try changed rules on them. Nothing is written."""


@rules.command()
@_SITE
def suggest(site: Path) -> None:
    """Propose rules for what repeats in the seeds of a source: a rule file, ready to be tried."""
    from sitegen.app.rules import suggest_rules

    with terminal.progress() as progress:
        found = suggest_rules(site, progress)
    terminal.output().write(found.text.encode("utf-8", "replace"))
    terminal.output().flush()
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

    with terminal.progress() as progress:
        trial = try_rules(site, file, progress)
    for difference in trial.differences:
        terminal.show([(difference.name, "title"), (f"  {difference.title}", "kept")])
        terminal.show_diff(difference.diff)
        click.echo()
    click.echo(
        f"{len(trial.differences)} of {trial.articles} articles differ; "
        f"bodies lose {trial.less} words and gain {trial.more}"
    )
    for error in trial.errors:
        click.echo(error, err=True)
    sys.exit(1 if trial.errors else 0)


@main.command("import")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@_SITE
def import_(sources: tuple[str, ...], dry_run: bool, allow_private: bool, site: Path) -> None:
    """Bring files, folders of files, - or addresses into content/; what came before is updated in place. Without a
    source, the feeds that site.toml lists."""
    from sitegen.app.imports import import_sources

    with terminal.progress() as progress:
        report = import_sources(site, sources, progress, dry_run=dry_run, allow_private=allow_private)
    for article in report.articles:
        click.echo(f"{article.fate:9} {article.path}{_doubts(article.doubts)}")
    for line in map(str, report.copies):
        click.echo(line)
    for line in (*report.notes, *report.errors):
        click.echo(line, err=True)
    sys.exit(1 if report.errors else 0)


def _build_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--base-url", metavar="URL", help="In place of the base_url in site.toml."),
        click.option("--drafts", is_flag=True, help="Include drafts."),
        click.option("--future", is_flag=True, help="Include what is dated or embargoed later than now."),
        click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes [default: one a processor]."),
        click.option("--now", type=click.DateTime(_INSTANTS), metavar="INSTANT", help="Build as if it were then."),
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
    with terminal.progress() as progress:
        report = run(site, options, progress)
    imported = report.imported.articles if report.imported else ()
    errors = list(report.imported.errors if report.imported else ())
    for article in imported:
        if article.fate not in ("unchanged", "deleted"):
            click.echo(f"{article.fate:9} {article.path}{_doubts(article.doubts)}")
    for path, why in report.withheld:
        click.echo(f"{path}: is not shown: {why}", err=True)
    for line in map(str, report.imported.copies if report.imported else ()):
        click.echo(line)
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


@main.command("next")
@click.option("--now", type=click.DateTime(_INSTANTS), metavar="INSTANT", help="As if it were then.")
@_SITE
def next_(now: datetime | None, site: Path) -> None:
    """Print when the next page is due to appear or to go by itself; nothing when none is."""
    from sitegen.app.next import find_next

    moment = find_next(site, _aware(now))
    if moment:
        click.echo(moment)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="CONTENT-FILE")
@click.option("--mine", "choice", flag_value="mine", help="Keep the file as it is, and forget the new version.")
@click.option("--theirs", "choice", flag_value="theirs", help="Take the new version; the edits in the file are lost.")
@click.option("--merge", "choice", flag_value="merge", help="Bring the new version into the edited file.")
@_SITE
def take(path: Path, choice: str | None, site: Path) -> None:
    """Settle an article that was edited here and changed by its source; without a choice, show both."""
    from sitegen.app.take import take as run

    click.echo(run(site, path, choice), nl=False)


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
