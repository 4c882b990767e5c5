"""`sitegen serve`: build, watch, build again, and tell the browsers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from msgspec.structs import replace

from sitegen.app.build import BuildOptions, build
from sitegen.app.site import CONFIG, load_config
from sitegen.errors import SeveralErrors, SitegenError
from sitegen.shell.server import PreviewServer
from sitegen.shell.state import FOLDER
from sitegen.shell.watch import watch

Say = Callable[[str], None]


def serve(site: Path, options: BuildOptions, host: str | None, port: int | None, say: Say) -> None:
    """Serve the preview until Ctrl-C. It has an output folder of its own, so drafts never reach `public/`."""
    site = site.resolve()
    config = load_config(site, options.base_url)
    output = site / FOLDER / "preview"
    options = replace(options, output=output, drafts=True)
    server = PreviewServer(
        output=output,
        base_path=config.root,
        host=host or config.serve.host,
        port=config.serve.port if port is None else port,
    )

    building = Lock()

    def rebuild() -> None:
        with building:
            _rebuild(site, options, server, say)

    sources = (CONFIG, "content", "static", "templates", "themes", "rules", "profiles", config.import_.seeds or "seeds")
    foreign = [site / config.import_.ftr] if config.import_.ftr else []
    with watch(
        [*(site / name for name in sources), *foreign], rebuild
    ):  # before the first build, so that no edit falls between
        rebuild()
        server.run(lambda url: say(f"preview at {url} – Ctrl-C ends it"))


def _rebuild(site: Path, options: BuildOptions, server: PreviewServer, say: Say) -> None:
    """Build, and publish the result or the errors. Total: the preview outlives every mistake in the site."""
    try:
        report = build(site, options)
    except SeveralErrors as error:
        lines = [str(each) for each in error.errors]
    except SitegenError as error:
        lines = [str(error)]
    else:
        lines = list(report.imported.errors if report.imported else ())
        if report.written or report.deleted:
            say(f"built {len(report.written)} files in {report.seconds:.2f} s")
    for line in lines:
        say(line)
    if lines:
        server.publish_errors(lines)
    else:
        server.publish_build()
