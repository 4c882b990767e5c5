"""Commands about the articles of a site: how they come in, and what becomes of them there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sitegen import terminal
from sitegen.cli.group import SITE, main


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
@SITE
def new(title: str, section: str | None, site: Path) -> None:
    """Start an article called TITLE: a draft in content/."""
    from sitegen.app.create import new_page

    click.echo(new_page(site, title, section))


@main.command("import")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@SITE
def import_(sources: tuple[str, ...], dry_run: bool, allow_private: bool, site: Path) -> None:
    """Bring files, folders of files, - or addresses into content/; what came before is updated in place. Without a
    source, the feeds that site.toml lists."""
    from sitegen.app.imports import import_sources

    with terminal.progress() as progress:
        report = import_sources(site, sources, progress, dry_run=dry_run, allow_private=allow_private)
    for article in report.articles:
        click.echo(f"{article.fate:9} {article.path}{format_doubts(article.doubts)}")
    for line in map(str, report.copies):
        click.echo(line)
    for line in (*report.notes, *report.errors):
        click.echo(line, err=True)
    sys.exit(1 if report.errors else 0)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="CONTENT-FILE")
@click.option("--mine", "choice", flag_value="mine", help="Keep the file as it is, and forget the new version.")
@click.option("--theirs", "choice", flag_value="theirs", help="Take the new version; the edits in the file are lost.")
@click.option("--merge", "choice", flag_value="merge", help="Bring the new version into the edited file.")
@SITE
def take(path: Path, choice: str | None, site: Path) -> None:
    """Settle an article that was edited here and changed by its source; without a choice, show both."""
    from sitegen.app.take import take as run

    click.echo(run(site, path, choice), nl=False)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="PAGE|SEED")
@click.option("--show", type=click.IntRange(1), metavar="N", help="Print version N: a page's story, or a whole seed.")
@click.option("--diff", type=click.IntRange(1), nargs=2, metavar="A B", help="Compare what two versions become.")
@SITE
def versions(path: Path, show: int | None, diff: tuple[int, int] | None, site: Path) -> None:
    """List the versions in which a seed, or the story of a page, arrived: import keeps them for 30 days, 20 at most."""
    from sitegen.app import history

    if show is not None:
        terminal.output().write(history.show_version(site, path, show).encode("utf-8", "replace"))
        terminal.output().flush()
    elif diff:
        terminal.show_diff(history.compare_versions(site, path, *diff).splitlines())
    else:
        for line in history.list_versions(site, path):
            click.echo(line)


def format_doubts(codes: tuple[str, ...]) -> str:
    """The warnings that made a story a draft, behind its path."""
    return f" (draft: {', '.join(codes)})" if codes else ""
