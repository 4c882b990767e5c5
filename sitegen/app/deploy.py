"""`sitegen deploy`: a site that was built and checked, on its way to readers."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from sitegen.app.build import BuildOptions, build
from sitegen.app.check import CheckOptions, check_site
from sitegen.app.errand import Progress
from sitegen.app.site import load_config
from sitegen.errors import OutputError, SeveralErrors, SitegenError
from sitegen.model import Record
from sitegen.publish.preflight import Cargo, Obstacle, Shipped, Way, check_cargo, find_branches, total_size
from sitegen.shell.files import read_text, write_atomically
from sitegen.shell.git import Repository
from sitegen.shell.package import starter_files
from sitegen.shell.state import MANIFEST, load_manifest, parse_manifest

WORKFLOW = ".github/workflows/pages.yml"
_SHOWN = 5


class DeployOptions(Record, frozen=True, kw_only=True):
    """Where to: a `branch` of `remote`, a `folder`, or with neither the workflow in the repository. `force` takes a
    branch that holds what sitegen did not put there."""

    branch: str = ""
    folder: Path | None = None
    remote: str = "origin"
    force: bool = False
    dry_run: bool = False

    @property
    def way(self) -> Way:
        return "folder" if self.folder else "branch" if self.branch else "workflow"


class Deployed(Record, frozen=True):
    """What was told before, and what was done, a line each."""

    warnings: tuple[str, ...]
    done: tuple[str, ...]


def deploy(site: Path, options: DeployOptions, given: BuildOptions, progress: Progress | None = None) -> Deployed:
    """Build the site, see that it may be published as it is, and publish it.

    Raises SitegenError, or SeveralErrors, for each thing that keeps it from being published; nothing is then.
    """
    site = site.resolve()
    given = replace(given, now=given.now or datetime.now(UTC))  # one clock for all that follows
    repository = Repository(site) if options.way != "folder" else None
    remote = repository.remote_url(options.remote) if repository else ""
    output = (given.output or site / "public").resolve()
    checked = check_site(site, CheckOptions(output=given.output, base_url=given.base_url, now=given.now), progress)
    faults = [SitegenError(line) for line in checked.failures]
    faults += [SitegenError(str(each)) for each in checked.findings if each.severity == "error"]
    cargo = _load_cargo(site, output, options.way, remote, given.base_url)
    obstacles = check_cargo(cargo)
    faults += [SitegenError(each.message, each.path, hint=each.remedy) for each in obstacles if each.is_error]
    before = ""
    if repository and options.branch:
        before, wrong = _check_branch(repository, options, cargo)
        faults += wrong
    if repository and options.way == "workflow":
        faults += _check_workflow(site, repository.branch())
    if faults:
        raise SeveralErrors(faults)
    warnings = [str(each) for each in obstacles if not each.is_error]
    if number := checked.count("warning"):
        warnings.append(f"{number} warnings: sitegen check lists them")
    warnings += _tell_uncommitted(repository, options.way) if repository else []
    size = f"{len(cargo.files)} files, {total_size(cargo.files) / 1e6:.1f} MB"
    if options.dry_run:
        return Deployed(tuple(warnings), (f"would publish {size}",))
    done = _publish(site, options, given, (output, before), repository)
    return Deployed(tuple(warnings), (f"{size}: built and checked", done))


def _publish(
    site: Path, options: DeployOptions, given: BuildOptions, built: tuple[Path, str], repository: Repository | None
) -> str:
    """`built` is the output, and the commit that the branch was at when it was looked at."""
    output, before = built
    if options.folder or not repository:
        folder = (options.folder or output).resolve()
        report = build(site, replace(given, output=folder, imports=False))
        if not (folder / ".nojekyll").exists():  # else GitHub Pages leaves out what begins with _
            write_atomically(folder / ".nojekyll", b"")
        return f"{folder}: {len(report.written)} files written, {len(report.deleted)} deleted"
    if options.branch:
        title = load_config(site, given.base_url).title
        to = (options.remote, options.branch)
        is_new = repository.push_folder(output, to, f"Publish {title}", before)
        return f"{options.remote}/{options.branch}: {'published' if is_new else 'has this already'}"
    branch = repository.branch()
    if repository.is_pushed(options.remote, branch):
        return f"{options.remote}/{branch}: has these commits already; the workflow publishes them"
    repository.push_head(options.remote, branch)
    return f"{options.remote}/{branch}: pushed; the workflow publishes it"


def write_workflow(site: Path, *, force: bool, dry_run: bool) -> str:
    """Bring the site's workflow up to this version of sitegen, and say so; `dry_run` gives what would change. Raises
    OutputError where the file is not ours as it is and `force` does not say to replace it."""
    load_config(site)
    path = site / WORKFLOW
    ours = starter_files()[WORKFLOW].decode()
    theirs = read_text(path, WORKFLOW) if path.is_file() else ""
    if theirs == ours:
        return f"{WORKFLOW}: is current\n"
    if dry_run:
        old, new = (text.splitlines(keepends=True) for text in (theirs, ours))
        return "".join(difflib.unified_diff(old, new, f"{WORKFLOW} (yours)", f"{WORKFLOW} (ours)"))
    if theirs and not force:
        hint = "see how with --dry-run, replace it with --force"
        raise OutputError("differs from that of this version", WORKFLOW, hint=hint)
    write_atomically(path, ours.encode(), durable=True)
    return f"{WORKFLOW}: written\n"


def _load_cargo(site: Path, output: Path, way: Way, remote: str, base_url: str | None) -> Cargo:
    config = load_config(site, base_url)
    cname = site / "static/CNAME"
    return Cargo(
        files=tuple(_walk(output)),
        base_url=config.base_url,
        way=way,
        remote=remote,
        cname=read_text(cname, "static/CNAME") if cname.is_file() else None,
    )


def _walk(folder: Path) -> Iterator[Shipped]:
    """Every file that would go with the folder; links are named and not followed."""
    ours = load_manifest(folder)
    for root, folders, names in os.walk(folder):
        for name in sorted((*names, *(each for each in folders if (Path(root) / each).is_symlink()))):
            path = Path(root) / name
            relative = path.relative_to(folder).as_posix()
            if relative != MANIFEST:
                yield Shipped(relative, path.lstat().st_size, path.is_symlink(), relative in ours)


def _check_branch(repository: Repository, options: DeployOptions, cargo: Cargo) -> tuple[str, list[SitegenError]]:
    """The commit that the branch is at, and what forbids to replace it: one that holds anything but what sitegen put
    there is somebody's work."""
    branch = options.branch
    if not repository.is_branch_name(branch):
        return "", [SitegenError(f'"{branch}" is no name of a branch', hint="such as gh-pages")]
    if branch in (repository.branch(), repository.default_branch(options.remote)):
        hint = "name one that holds nothing but the site, such as gh-pages"
        return "", [SitegenError(f'"{branch}" holds the site\'s sources', hint=hint)]
    commit = repository.commit_at(options.remote, branch)
    if commit:
        repository.fetch(options.remote, branch)
    if not commit or options.force:
        return commit, []
    files = set(repository.files_at(commit))
    if MANIFEST not in files:
        hint = "name another branch, or add --force to replace what it holds"
        return commit, [SitegenError(f'"{branch}" on {options.remote} was not made by sitegen', hint=hint)]
    ours = {MANIFEST, ".nojekyll", *parse_manifest(repository.read_at(commit, MANIFEST))}
    lost = sorted(files - ours - {file.path for file in cargo.files})
    hint = "put what is to stay into static/, or add --force"
    what = f'"{branch}" holds {", ".join(lost[:_SHOWN])}, which sitegen did not put there and would take away'
    return commit, [SitegenError(what, hint=hint)] if lost else []


def _check_workflow(site: Path, branch: str) -> Iterator[SitegenError]:
    if not (site / WORKFLOW).is_file():
        hint = "write it with: sitegen deploy --workflow; or name a --branch or a --folder"
        yield SitegenError("is missing: nothing would publish the site", WORKFLOW, hint=hint)
        return
    if not branch:
        yield SitegenError("no branch is checked out, so none can be pushed", hint="git switch main")
        return
    branches = find_branches(read_text(site / WORKFLOW, WORKFLOW))
    if branches and branch not in branches:
        what = f'publishes what is pushed to {" or ".join(branches)}, and "{branch}" is checked out'
        yield SitegenError(what, WORKFLOW, hint=f"git switch {branches[0]}, or name this branch in the file")


def _tell_uncommitted(repository: Repository, way: Way) -> list[str]:
    paths = repository.uncommitted()
    if not paths:
        return []
    shown = ", ".join(paths[:_SHOWN]) + (", …" if len(paths) > _SHOWN else "")
    what = "is not published before it is committed" if way == "workflow" else "is published and not committed"
    return [str(Obstacle(False, "", f"{len(paths)} uncommitted: {shown}; {what}", "git add, git commit"))]
