"""`sitegen build`: seeds imported, then content published, incrementally."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sitegen.app.errand import Progress
from sitegen.app.imports import ImportReport, import_seeds
from sitegen.app.profiles import load_profiles
from sitegen.app.site import find_static, load_config, load_pages, load_static, load_theme
from sitegen.digest import digest_bytes, digest_text
from sitegen.errors import OutputError, SeveralErrors, SitegenError
from sitegen.frontmatter import split_content
from sitegen.model import Record
from sitegen.publish.config import SiteConfig
from sitegen.publish.index import Clock, build_site
from sitegen.publish.pack import PackView
from sitegen.publish.plan import CopyView, Output, plan_outputs, site_view
from sitegen.publish.render import Press, render
from sitegen.publish.rights import check_profiles, find_withheld
from sitegen.publish.theme import closure_digests
from sitegen.publish.trace import (
    Decision,
    Trace,
    Work,
    digest_chrome,
    find_in_the_way,
    make_key,
    plan_work,
)
from sitegen.publish.views import ArticleView
from sitegen.shell.files import (
    delete_file,
    digest_file,
    find_files,
    leads_inside,
    read_bytes,
    read_text,
    write_atomically,
)
from sitegen.shell.package import engine_digest, version
from sitegen.shell.pool import default_jobs, run_jobs
from sitegen.shell.state import load_manifest, load_memory, memory_path, save_manifest, save_memory

_CHUNK = 64
"""Outputs a job: enough to make sending it cheap."""
_WORTH_A_POOL = 256
"""Outputs to render below which starting processes costs more than it saves."""


class BuildOptions(Record, frozen=True, kw_only=True):
    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    force: bool = False
    jobs: int | None = None
    now: datetime | None = None
    imports: bool = True


class BuildReport(Record, frozen=True, kw_only=True):
    """What a build did: paths written and deleted, how many were kept, and why each was rendered."""

    output: Path
    pages: int
    rendered: tuple[tuple[str, str], ...]
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: int
    imported: ImportReport | None
    withheld: tuple[tuple[str, str], ...] = ()
    """Pages that a licensor's terms keep off the site, and why."""
    seconds: float


class _Job(Record, frozen=True):
    """Some outputs to print, self-contained so that any process with the same files can do it."""

    press: Press
    site: Path
    output: Path
    decisions: tuple[Decision, ...]
    owned: frozenset[str]


class _Problem(Record, frozen=True):
    """A SitegenError on its way between processes."""

    message: str
    path: str
    line: int
    hint: str


class _Printed(Record, frozen=True):
    """A trace for each output of a job, which of them changed on disk, and what went wrong."""

    traces: tuple[Trace, ...]
    written: tuple[str, ...]
    problems: tuple[_Problem, ...]


def build(site: Path, options: BuildOptions, progress: Progress | None = None) -> BuildReport:
    """Build the site in the folder `site`. Raises SitegenError, or SeveralErrors where there are several."""
    started = time.monotonic()
    site = site.resolve()
    config = load_config(site, options.base_url)
    output = (options.output or site / "public").resolve()
    _check_output(site, output)
    imported = import_seeds(site, config, progress) if options.imports and config.import_.seeds else None
    engine = engine_digest()
    press, outputs, pages, withheld = _plan(site, config, options, engine)
    traces_file = memory_path(site, "traces", output)
    traces = [] if options.force else load_memory(traces_file, list[Trace]) or []
    owned = load_manifest(output)
    work = _decide(outputs, press, engine, traces, output, owned)
    for path in find_in_the_way(work):
        delete_file(output, path)
    made = {each.output.path for each in work.render if not (output / each.output.path).exists()}
    save_manifest(output, owned | made)  # before the first file is written: a killed build leaves no orphan
    printed = list(_print(_Job(press, site, output, (), owned), work.render, options.jobs, progress))
    done = [*work.keep, *(trace for part in printed for trace in part.traces)]
    save_memory(traces_file, sorted(done, key=lambda trace: trace.path))
    problems = [problem for part in printed for problem in part.problems]
    if problems:
        save_manifest(output, owned | (made & {trace.path for trace in done}))
        raise _join(problems)
    for path in work.delete:
        delete_file(output, path)
    save_manifest(output, {trace.path for trace in done} & (owned | made))
    return BuildReport(
        output=output,
        pages=pages,
        rendered=tuple((decision.output.path, decision.reason) for decision in work.render),
        written=tuple(path for part in printed for path in part.written),
        deleted=tuple(work.delete),
        kept=len(work.keep),
        imported=imported,
        withheld=tuple(withheld),
        seconds=time.monotonic() - started,
    )


def verify(site: Path, options: BuildOptions) -> list[str]:
    """Build into an empty folder and name each file in which the site's own output differs from it."""
    site = site.resolve()
    output = (options.output or site / "public").resolve()
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        clean = Path(folder) / "clean"
        build(site, replace(options, output=clean, force=True, imports=False))
        owned = load_manifest(output)
        expected = set(find_files(clean))
        problems = [f"{path}: is missing" for path in sorted(expected - owned)]
        problems += [f"{path}: should not be there" for path in sorted(owned - expected)]
        for path in sorted(expected & owned):
            if digest_file(clean / path) != digest_file(output / path):
                problems.append(f"{path}: differs from a clean build")
        memory_path(site, "traces", clean).unlink(missing_ok=True)
    return problems


def _check_output(site: Path, output: Path) -> None:
    """An output folder holds nothing of the site, nor the site itself."""
    inside = [site / name for name in ("content", "profiles", "rules", "seeds", "static", "templates", "themes")]
    wrong = site.is_relative_to(output) or any(output.is_relative_to(folder) for folder in inside)
    wrong = wrong or not {".git", ".github"}.isdisjoint(output.parts)
    if wrong or output in (Path.home().resolve(), Path(output.anchor)):
        raise OutputError("cannot be the output folder", str(output), hint="choose a folder of its own, such as public")
    if output.exists() and not output.is_dir():
        raise OutputError("is no folder", str(output), hint="choose another --output")


def _plan(
    site: Path, config: SiteConfig, options: BuildOptions, engine: str
) -> tuple[Press, list[Output], int, list[tuple[str, str]]]:
    """The press, everything the site is to consist of, and what licensors keep off it."""
    theme = load_theme(site, config)
    clock = Clock(options.now or datetime.now(UTC), options.drafts, options.future)
    pages, profiles = load_pages(site, engine), load_profiles(site)
    wrong = list(check_profiles(pages, profiles))
    if wrong:
        raise SeveralErrors(wrong)
    index = build_site(config, pages, clock, profiles)
    withheld = find_withheld(pages, clock.now, ZoneInfo(config.timezone), profiles, future=clock.future)
    outputs = plan_outputs(index, theme, load_static(site, config))
    texts = "\n".join(f"{name} {template.text}" for name, template in sorted(theme.templates.items()))
    press = Press(
        config=config,
        site=site_view(index, theme, f"sitegen {version()}"),
        templates=theme.templates,
        closures=closure_digests(theme),
        digest=digest_text(texts),
    )
    return press, outputs, len(index.pages), [(f"content/{page.path}", why) for page, why in withheld]


def _decide(
    outputs: Sequence[Output], press: Press, engine: str, traces: Sequence[Trace], output: Path, owned: frozenset[str]
) -> Work:
    chrome = digest_chrome(press.site, press.config)
    keyed = [(each, make_key(each, engine, chrome, press.closures)) for each in outputs]
    known = {trace.path: trace for trace in traces}
    on_disk = {
        each.path: found for each in outputs if each.path in known and (found := digest_file(output / each.path))
    }
    return plan_work(keyed, known, on_disk, owned)


def _print(job: _Job, decisions: Sequence[Decision], jobs: int | None, progress: Progress | None) -> Iterator[_Printed]:
    """Render and write, in this process or several; what goes wrong comes back with the rest."""
    chunks = [decisions[i : i + _CHUNK] for i in range(0, len(decisions), _CHUNK)]
    parts = [replace(job, decisions=tuple(chunk)) for chunk in chunks]
    processes = (jobs or default_jobs()) if len(decisions) >= _WORTH_A_POOL else 1
    done = 0
    for printed in run_jobs(_print_job, parts, processes):
        done += len(printed.traces)
        if progress:
            progress("rendering", done, len(decisions))
        yield printed


def _print_job(job: _Job) -> _Printed:
    traces, written, problems = [], [], []
    for decision in job.decisions:
        try:
            data = _render(decision.output, job)
            if _write(decision.output, data, job):
                written.append(decision.output.path)
            traces.append(Trace(decision.output.path, decision.key, digest_bytes(data)))
        except SitegenError as error:
            problems.append(_Problem(error.message, error.path, error.line, error.hint))
    return _Printed(tuple(traces), tuple(written), tuple(problems))


def _join(problems: Sequence[_Problem]) -> SitegenError:
    """One error for each place: a broken template fails on every page that uses it, and is one fault."""
    places = {(problem.path, problem.line, problem.message): problem for problem in reversed(problems)}
    errors = [SitegenError(each.message, each.path, each.line, each.hint) for each in reversed(places.values())]
    return errors[0] if len(errors) == 1 else SeveralErrors(errors)


def _render(output: Output, job: _Job) -> bytes:
    if isinstance(output.view, CopyView):
        data = read_bytes(find_static(job.site, job.press.config, output.view.source), output.origin)
        _check_unchanged(output, digest_bytes(data), output.view.digest)
        return data
    if not isinstance(output.view, ArticleView | PackView):
        return render(output, job.press)
    _, body, _ = split_content(read_text(job.site / "content" / output.view.content, output.origin))
    _check_unchanged(output, digest_text(body), output.view.digest)
    return render(output, job.press, body)


def _check_unchanged(output: Output, found: str, planned: str) -> None:
    if found != planned:
        raise OutputError("changed while the site was being built", output.origin, hint="build again")


def _write(output: Output, data: bytes, job: _Job) -> bool:
    """Write an output; false when the file already holds it. A file that is not ours is not overwritten."""
    path = job.output / output.path
    if not leads_inside(path.parent, job.output):
        raise OutputError("leads out of the output folder", str(path.parent), hint="remove the link")
    found = digest_file(path)
    if found == digest_bytes(data):
        return False
    if found is not None and output.path not in job.owned:
        raise OutputError("exists and was not written by sitegen", str(path), hint="move it away and build again")
    write_atomically(path, data)
    return True
