"""The command `sitegen` itself, how it fails, and the options that several commands share."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from sitegen import terminal
from sitegen.errors import SitegenError

_GARBAGE = (50_000, 20, 50)
"""When to look for cycles: a page is some 50,000 objects, and looking after every 700 takes a fifth of the time."""
INSTANTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]
SITE = click.option(
    "--site", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="The site's folder [default: here]."
)
RULES_OF = click.option(
    "--site",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The site whose own rules count too [default: here, if this is one].",
)
URL = click.option("--url", default="", metavar="URL", help="Where the input came from.")
FTR = click.option("--ftr", type=click.Path(path_type=Path), metavar="DIR", help="A folder of ftr-site-config files.")


def build_options(command: Callable[..., None]) -> Callable[..., None]:
    """Those of commands that build the site, given to the command as one `options: BuildOptions`."""

    @wraps(command)
    def run(
        *, base_url: str | None, drafts: bool, future: bool, jobs: int | None, now: datetime | None, **others: Any
    ) -> None:
        from sitegen.app.build import BuildOptions

        options = BuildOptions(base_url=base_url, drafts=drafts, future=future, jobs=jobs, now=aware(now))
        command(options=options, **others)

    for option in (
        click.option("--base-url", metavar="URL", help="In place of the base_url in site.toml."),
        click.option("--drafts", is_flag=True, help="Include drafts."),
        click.option("--future", is_flag=True, help="Include what is dated or embargoed later than now."),
        click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes [default: one a processor]."),
        click.option("--now", type=click.DateTime(INSTANTS), metavar="INSTANT", help="Build as if it were then."),
        SITE,
    ):
        run = option(run)
    return run


def aware(now: datetime | None) -> datetime | None:
    """A moment without a zone is one of this machine's."""
    return now.astimezone() if now and now.tzinfo is None else now


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
