"""Commands that make a site of the articles, show it, and publish it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from sitegen import terminal
from sitegen.cli.articles import format_doubts
from sitegen.cli.group import INSTANTS, SITE, aware, build_options, main

if TYPE_CHECKING:
    from sitegen.app.build import BuildOptions


@main.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to write [default: public].")
@click.option("--force", is_flag=True, help="Render everything again.")
@click.option("--explain", is_flag=True, help="Say of each rendered file why.")
@click.option("--verify", is_flag=True, help="Compare the result with a build from nothing.")
@build_options
def build(output: Path | None, force: bool, explain: bool, verify: bool, options: BuildOptions, site: Path) -> None:
    """Import new and changed seeds, then write the site."""
    from sitegen.app.build import build as run
    from sitegen.app.build import verify as compare

    options = replace(options, output=output, force=force)
    with terminal.progress() as progress:
        report = run(site, options, progress)
    imported = report.imported.articles if report.imported else ()
    errors = list(report.imported.errors if report.imported else ())
    for article in imported:
        if article.fate not in ("unchanged", "deleted"):
            click.echo(f"{article.fate:9} {article.path}{format_doubts(article.doubts)}")
    for note in report.imported.notes if report.imported else ():
        click.echo(note, err=True)
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
@click.option("--now", type=click.DateTime(INSTANTS), metavar="INSTANT", help="As if it were then.")
@SITE
def next_(now: datetime | None, site: Path) -> None:
    """Print when the next page is due to appear or to go by itself; nothing when none is."""
    from sitegen.app.next import find_next

    moment = find_next(site, aware(now))
    if moment:
        click.echo(moment)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="CONTENT-FILE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The built site [default: public].")
@SITE
def receipt(path: Path, as_json: bool, output: Path | None, site: Path) -> None:
    """Print what arrived of a story, what was removed by which rules, and what was built: lines and hashes."""
    from sitegen.app.receipt import format_receipt, make_receipt, receipt_to_json

    made = make_receipt(site, path, output)
    if as_json:
        click.echo(receipt_to_json(made), nl=False)
    else:
        for line in format_receipt(made):
            click.echo(line)


@main.command()
@click.option("--host", metavar="HOST", help="Address to serve on [default: 127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65535), metavar="PORT", help="Port [default: 8000].")
@build_options
def serve(host: str | None, port: int | None, options: BuildOptions, site: Path) -> None:
    """Preview the site; changes show up in the browser by themselves."""
    from sitegen.app.serve import serve as run

    run(site, options, host, port, lambda line: click.echo(line, err=True))


@main.command()
@click.option("--branch", default="", metavar="NAME", help="Push the site to this branch, such as gh-pages.")
@click.option("--folder", type=click.Path(path_type=Path), metavar="DIR", help="Put the site into this folder.")
@click.option("--workflow", is_flag=True, help="Bring the GitHub Pages workflow up to this version; publish nothing.")
@click.option("--remote", default="origin", metavar="NAME", help="The remote to push to [default: origin].")
@click.option("--force", is_flag=True, help="Replace a branch, or a workflow, that is not ours as it is.")
@click.option("--dry-run", is_flag=True, help="Build and look, publish nothing.")
@click.option("--base-url", metavar="URL", help="In place of the base_url in site.toml.")
@SITE
def deploy(
    branch: str,
    folder: Path | None,
    workflow: bool,
    remote: str,
    force: bool,
    dry_run: bool,
    base_url: str | None,
    site: Path,
) -> None:
    """Build the site, look it over, and publish it: by the workflow, which a push starts, a branch or a folder."""
    from sitegen.app.build import BuildOptions
    from sitegen.app.deploy import DeployOptions, write_workflow
    from sitegen.app.deploy import deploy as run

    if sum(map(bool, (branch, folder, workflow))) > 1:
        raise click.UsageError("--branch, --folder and --workflow are three ways: choose one")
    if workflow:
        click.echo(write_workflow(site, force=force, dry_run=dry_run), nl=False)
        return
    options = DeployOptions(branch=branch, folder=folder, remote=remote, force=force, dry_run=dry_run)
    with terminal.progress() as progress:
        report = run(site, options, BuildOptions(base_url=base_url), progress)
    for line in report.warnings:
        click.echo(line, err=True)
    for line in report.done:
        click.echo(line)
