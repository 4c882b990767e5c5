"""`sitegen check`: a build as readers would get it, held against its own rules and those of its licensors."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sitegen.app.build import BuildOptions, build
from sitegen.app.check_edits import find_altered
from sitegen.app.check_links import ask_others, faults_of, find_foreign
from sitegen.app.errand import Progress
from sitegen.app.profiles import FOLDER, load_profiles
from sitegen.app.site import load_config, load_pages, load_theme
from sitegen.convert.identity import share_sketch, sketch_of
from sitegen.errors import OutputError, SeveralErrors
from sitegen.frontmatter import split_content
from sitegen.model import Record
from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.index_rules import check_canonical, check_news, check_robots, check_sitemap
from sitegen.publish.check.inspect import Inspected, inspect_file
from sitegen.publish.check.leaks import Hidden, Hit, Secrets, gather_secrets, known_grams
from sitegen.publish.check.links import Ground, check_refs
from sitegen.publish.check.report import CheckReport, render_report, report_to_json
from sitegen.publish.check.settle import Located, locate, settle
from sitegen.publish.check.story import Story
from sitegen.publish.check.terms import Calendar, check_calendar, check_stale, why_hidden
from sitegen.publish.config import SiteConfig
from sitegen.publish.page import Page
from sitegen.publish.rights import check_profiles, find_profile
from sitegen.rights.demand import sentences_of
from sitegen.shell.files import find_files, read_bytes, read_text, write_atomically
from sitegen.shell.package import engine_digest, package_files
from sitegen.shell.pool import default_jobs, run_jobs

_CHUNK = 64
_WORTH_A_POOL = 256
"""Files below which starting processes costs more than it saves."""


class CheckOptions(Record, frozen=True, kw_only=True):
    """`build` brings the output up to date first, as `sitegen build` does; `external` asks other sites for what is
    linked, those on the own network too if `allow_private`."""

    output: Path | None = None
    base_url: str | None = None
    jobs: int | None = None
    now: datetime | None = None
    build: bool = True
    external: bool = False
    allow_private: bool = False


class _Task(NamedTuple):
    path: str
    page: Page | None
    profile: Profile | None


class _Job(Record, frozen=True, kw_only=True):
    """Some files to read, self-contained so that any process with the same files can do it."""

    config: SiteConfig
    site: Path
    output: Path
    tasks: tuple[_Task, ...]
    secrets: Secrets
    sketches: tuple[tuple[str, tuple[str, ...]], ...]


class _Subject(NamedTuple):
    """What is checked: the site's stories, and the pages that show them by their path in the output."""

    site: Path
    config: SiteConfig
    output: Path
    files: tuple[str, ...]
    pages: tuple[Page, ...]
    calendar: Calendar
    stories: Mapping[str, Page]


def check_site(site: Path, options: CheckOptions, progress: Progress | None = None) -> CheckReport:
    """Check what a build would give, or, where nothing is to be built, what is there. Raises SitegenError for what
    keeps a site from being built or read; what readers must not see is in the report."""
    started = time.monotonic()
    site = site.resolve()
    now = options.now or datetime.now(UTC)
    config = load_config(site, options.base_url)
    output = (options.output or site / "public").resolve()
    failures: tuple[str, ...] = ()
    written = None
    if options.build:
        given = BuildOptions(output=options.output, base_url=options.base_url, jobs=options.jobs, now=now)
        built = build(site, given, progress)
        written = len(built.written)
        failures = tuple(built.imported.errors) if built.imported else ()
    elif not output.is_dir():
        raise OutputError("is not there", _shown(site, output), hint="build the site first")
    subject = _gather(site, config, output, now)
    inspected = _inspect(subject, options.jobs, progress)
    located = list(_locate_all(subject, inspected))
    asked = 0
    if options.external:
        foreign = find_foreign(config, inspected, subject.calendar.profiles.values())
        asked = len(foreign)
        outcomes = ask_others(site, list(foreign), progress, allow_private=options.allow_private)
        located += _locate_each(subject, sorted(faults_of(foreign, outcomes)))
    return CheckReport(
        site=config.title,
        output=_shown(site, output),
        checked=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        files=len(inspected),
        pages=len(subject.stories),
        asked=asked,
        written=written,
        findings=tuple(settle(located, config.check)),
        failures=failures,
        seconds=time.monotonic() - started,
    )


def write_report(file: Path, report: CheckReport) -> None:
    """Write the report as a page that needs nothing else."""
    page = render_report(package_files("reports", ".html")["check"], report)
    write_atomically(file.absolute(), page.encode("utf-8", "replace"))


def _gather(site: Path, config: SiteConfig, output: Path, now: datetime) -> _Subject:
    pages, profiles = load_pages(site, engine_digest()), load_profiles(site)
    wrong = list(check_profiles(pages, profiles))
    if wrong:
        raise SeveralErrors(wrong)
    files = tuple(find_files(output))
    bound = {page.path: profile for page in pages if (profile := find_profile(page, profiles))}
    calendar = Calendar(now, ZoneInfo(config.timezone), bound, frozenset(files))
    hidden = {page.path: why for page in pages if (why := why_hidden(page, calendar))}
    calendar = calendar._replace(hidden=hidden)
    stories = {f"{page.url}index.html": page for page in pages if page.path not in hidden}
    return _Subject(site, config, output, files, tuple(pages), calendar, stories)


def _inspect(subject: _Subject, jobs: int | None, progress: Progress | None) -> list[Inspected]:
    """Every file of the output, read in this process or several."""
    hidden = [
        Hidden(page.path, page.front.title, _body_of(subject.site, page))
        for page in subject.pages
        if page.path in subject.calendar.hidden
    ]
    sketches = tuple(
        (page.path, page.front.origin.sketch)
        for page in subject.pages
        if page.front.status == "withdrawn" and page.front.origin and page.front.origin.sketch
    )
    profiles = subject.calendar.profiles
    tasks = [
        _Task(path, page, profiles.get(page.path) if page else None)
        for path in subject.files
        for page in (subject.stories.get(path),)
    ]
    processes = (jobs or default_jobs()) if len(tasks) >= _WORTH_A_POOL else 1
    size = max(_CHUNK, len(tasks) // (4 * processes) + 1)
    job = _Job(
        config=subject.config,
        site=subject.site,
        output=subject.output,
        tasks=(),
        secrets=gather_secrets(hidden),
        sketches=sketches,
    )
    parts = [replace(job, tasks=tuple(tasks[i : i + size])) for i in range(0, len(tasks), size)]
    found: list[Inspected] = []
    for each in run_jobs(_inspect_job, parts, processes):
        found += each
        if progress:
            progress("checking", len(found), len(tasks))
    return found


def _inspect_job(job: _Job) -> list[Inspected]:
    return [_inspect_file(job, task) for task in job.tasks]


def _inspect_file(job: _Job, task: _Task) -> Inspected:
    data = read_bytes(job.output / task.path, task.path)
    body = _body_of(job.site, task.page) if task.page else ""
    story = Story(page=task.page, profile=task.profile, body=body) if task.page else None
    found = inspect_file(job.config, task.path, data, story, job.secrets)
    withdrawn = _find_withdrawn(body, job.sketches)
    return replace(found, faults=(*found.faults, withdrawn)) if withdrawn else found


def _find_withdrawn(body: str, sketches: Sequence[tuple[str, tuple[str, ...]]]) -> Fault | None:
    """A fault where the text is one that its sender withdrew: only a sketch of that is left."""
    mine = sketch_of(body) if sketches and body else ()
    for path, sketch in sketches:
        if mine and share_sketch(mine, sketch):
            message = f"is the story that was withdrawn as content/{path}"
            return Fault("leak.withdrawn", 0, message, "delete it, or set status: withdrawn", keys=("title",))
    return None


def _body_of(site: Path, page: Page) -> str:
    return split_content(_read_content(site, page.path))[1] if page.length else ""


def _read_content(site: Path, path: str) -> str:
    return read_text(site / "content" / path, f"content/{path}").replace("\r\n", "\n")


def _locate_all(subject: _Subject, inspected: Sequence[Inspected]) -> Iterator[Located]:
    """Every fault at the place where it is to be mended."""
    yield from _locate_each(subject, _find_faults(subject, inspected))
    for path, fault in _find_leaks(subject, inspected):
        yield Located(fault, f"{_shown(subject.site, subject.output)}/{path}", fault.line, path)
    profiles = subject.calendar.profiles
    own = {path.removesuffix(".toml"): f"{FOLDER}/{path}" for path in find_files(subject.site / FOLDER)}
    used = [profiles[page.path] for page in subject.stories.values() if page.path in profiles]
    files = {each.id: own.get(each.id, f"sitegen/{FOLDER}/{each.id}.toml") for each in used}
    yield from find_altered(subject.site, subject.stories.values(), profiles)
    for placed in check_stale(used, subject.calendar.now, files):
        yield Located(placed.fault, placed.file, 0)
    for placed in check_calendar(subject.pages, subject.calendar):
        text = _read_content(subject.site, placed.file.removeprefix("content/"))
        yield locate(placed.fault, "", placed.file, placed.file, text)


def _find_faults(subject: _Subject, inspected: Sequence[Inspected]) -> Iterator[tuple[str, Fault]]:
    """(file of the output, fault): what each file shows by itself, then what it shows beside the others."""
    ids = {each.path: each.ids for each in inspected if each.ids is not None}
    facts = {each.path: each.index for each in inspected if each.index is not None}
    folded = {path.casefold(): path for path in subject.files}
    ground = Ground(subject.config, frozenset(subject.files), folded, ids, {})
    robots = next((each.robots for each in inspected if each.robots), "")
    yield from check_robots(robots, ((each.path, ref) for each in inspected for ref in each.sitemap))
    for each in inspected:
        yield from ((each.path, fault) for fault in each.faults)
        yield from ((each.path, fault) for fault in check_refs(ground, each.path, each.base, each.refs))
        if each.index is not None:
            yield from ((each.path, fault) for fault in check_canonical(ground, each.path, each.base, facts))
        if each.sitemap:
            found = check_sitemap(ground, list(each.sitemap), each.size, facts, is_news=bool(each.news))
            yield from ((each.path, fault) for fault in found)
            now, timezone = subject.calendar.now, subject.calendar.timezone
            yield from ((each.path, fault) for fault in check_news(each.news, now, timezone))


def _locate_each(subject: _Subject, faults: Iterable[tuple[str, Fault]]) -> Iterator[Located]:
    """Content files are read once, those without faults not at all."""
    folder = _shown(subject.site, subject.output)
    last, text = "", ""
    for path, fault in faults:
        page = subject.stories.get(path)
        if page and page.path != last:
            last, text = page.path, _read_content(subject.site, page.path)
        own = f"static/{path}" if (subject.site / "static" / path).is_file() else f"{folder}/{path}"
        yield locate(fault, path, own, f"content/{page.path}" if page else "", text if page else "")


def _find_leaks(subject: _Subject, inspected: Sequence[Inspected]) -> Iterator[tuple[str, Fault]]:
    """Hidden words in outputs, but for those that may be seen: a published story, a setting, a licensor's terms."""
    hits = [(each.path, hit) for each in inspected for hit in each.hits]
    if not hits:
        return
    allowed = _find_allowed(subject, [hit for _, hit in hits])
    for path, hit in hits:
        if hit.gram not in allowed:
            words = " ".join(hit.gram)
            message = f'holds words of content/{hit.story}, which {subject.calendar.hidden[hit.story]}: "{words}"'
            yield path, Fault("leak.text", hit.line, message, "take them out, and build again")


def _find_allowed(subject: _Subject, hits: Sequence[Hit]) -> set[tuple[str, ...]]:
    grams = [hit.gram for hit in hits]
    theme = load_theme(subject.site, subject.config)
    words = [template.text for template in theme.templates.values()]
    words += [word for language in theme.strings.values() for word in language.values()]
    allowed = known_grams("\n".join([subject.config.title, subject.config.description, *words]), grams)
    for page in subject.stories.values():
        allowed |= known_grams(_read_content(subject.site, page.path), grams)
    for profile in {each.id: each for each in subject.calendar.profiles.values()}.values():
        for _, sentence in sentences_of(profile):
            allowed |= known_grams(sentence, grams)
    return allowed


def _shown(site: Path, output: Path) -> str:
    return output.relative_to(site).as_posix() if output.is_relative_to(site) else output.as_posix()


__all__ = ["CheckOptions", "CheckReport", "check_site", "report_to_json", "write_report"]
