"""The command that holds a built site against its rules."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from sitegen import terminal
from sitegen.cli.group import INSTANTS, SITE, aware, main


@main.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The built site [default: public].")
@click.option("--no-build", is_flag=True, help="Check what is there, as it is.")
@click.option("--external", is_flag=True, help="Ask other sites whether they still have what is linked.")
@click.option("--allow-private", is_flag=True, help="Ask addresses of your own network too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object in place of lines.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as a page, too.")
@click.option("--base-url", metavar="URL", help="In place of the base_url in site.toml.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes [default: one a processor].")
@click.option("--now", type=click.DateTime(INSTANTS), metavar="INSTANT", help="Build and check as if it were then.")
@SITE
def check(
    output: Path | None,
    no_build: bool,
    external: bool,
    allow_private: bool,
    as_json: bool,
    html: Path | None,
    base_url: str | None,
    jobs: int | None,
    now: datetime | None,
    site: Path,
) -> None:
    """Build the site, then hold every file of it against its rules and its licensors' terms: credit, rights, links,
    requests, metadata, and what must not be seen."""
    from sitegen.app.check import CheckOptions, check_site, write_report
    from sitegen.app.check import report_to_json as to_json

    options = CheckOptions(
        output=output,
        base_url=base_url,
        jobs=jobs,
        now=aware(now),
        build=not no_build,
        external=external,
        allow_private=allow_private,
    )
    with terminal.progress() as progress:
        report = check_site(site, options, progress)
    if html:
        write_report(html, report)
    lines = [to_json(report)] if as_json else [f"{finding}\n" for finding in report.findings]
    terminal.output().write("".join(lines).encode("utf-8", "replace"))
    terminal.output().flush()
    for failure in report.failures:
        click.echo(failure, err=True)
    click.echo(report.summary, err=True)
    sys.exit(0 if report.is_passed else 1)
