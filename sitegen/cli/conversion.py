"""Commands that need no site: what becomes of raw articles, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen import terminal
from sitegen.cli.group import FTR, RULES_OF, SITE, URL, main
from sitegen.errors import SitegenError


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article and line.")
@URL
@RULES_OF
@FTR
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
@URL
@RULES_OF
@FTR
def explain(file: str, full: bool, url: str, site: Path | None, ftr: Path | None) -> None:
    """Show FILE, or - for standard input, and what became of each line: kept, moved or removed, and by which rule."""
    from sitegen.app.explain import explain as run

    for row in run(file, url, site, ftr, width=0 if full else terminal.width()):
        terminal.show((span.text, span.style) for span in row)


@main.group()
def rules() -> None:
    """Learn cleaning rules from the seeds of a site, and try changed rules on them. Nothing is written."""


@rules.command()
@SITE
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
@SITE
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
