"""Deployments to real repositories on this machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from sitegen.app.build import BuildOptions
from sitegen.app.deploy import WORKFLOW, Deployed, DeployOptions, deploy, write_workflow
from sitegen.errors import SitegenError
from sitegen.shell.git import Repository
from sitegen.shell.state import MANIFEST
from tests.sites import NOON, article, lay_files, lay_site, read_tree

BUILD = BuildOptions(now=NOON, jobs=1)
BRANCH = DeployOptions(branch="gh-pages")
CONFIG = 'title = "The Lantern"\nbase_url = "https://lantern.news/repo/"\ntheme = "tiny"\n'


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=Ines Varga", "-c", "user.email=ines@lantern.example"]
    command = [shutil.which("git") or "git", *names, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git as on a fresh machine: without anybody's settings, and without a name to commit under."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "bare.git")
    return tmp_path / "bare.git"


@pytest.fixture
def site(tmp_path: Path, bare: Path) -> Path:
    pages = {"content/rain.md": article("Rain"), "site.toml": CONFIG, ".gitignore": "/public/\n/.sitegen/\n"}
    folder = lay_site(tmp_path / "site", pages)
    write_workflow(folder, force=False, dry_run=False)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", bare.as_uri())
    commit(folder)
    git(folder, "push", "--quiet", "origin", "main")
    return folder


def commit(site: Path) -> None:
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Stories")


def run(site: Path, options: DeployOptions = BRANCH) -> Deployed:
    return deploy(site, options, BUILD)


def refused(site: Path, options: DeployOptions = BRANCH) -> str:
    with pytest.raises(SitegenError) as error:
        run(site, options)
    return str(error.value)


def branches(repository: Path) -> dict[str, str]:
    listed = git(repository, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads")
    return dict(line.split() for line in listed.splitlines())


def checkout(bare: Path, folder: Path) -> dict[str, bytes]:
    git(bare.parent, "clone", "--quiet", "--branch=gh-pages", bare.as_uri(), str(folder))
    return {path: data for path, data in read_tree(folder).items() if not path.startswith(".git/")}


def test_a_branch_holds_the_site_and_nothing_else(site: Path, bare: Path, tmp_path: Path) -> None:
    before, here = branches(bare), branches(site)
    assert "published" in run(site).done[-1]
    assert checkout(bare, tmp_path / "clone") == {**read_tree(site / "public"), ".nojekyll": b""}
    assert {name: at for name, at in branches(bare).items() if name != "gh-pages"} == before
    assert branches(site) == here
    assert git(site, "status", "--porcelain") == ""


def test_a_branch_has_no_history_and_is_pushed_only_when_it_changes(site: Path, bare: Path) -> None:
    run(site)
    first = branches(bare)["gh-pages"]
    assert "has this already" in run(site).done[-1]
    assert branches(bare)["gh-pages"] == first
    lay_files(site, {"content/sun.md": article("Sun")})
    told = run(site)
    assert any("1 uncommitted: content/sun.md; is published and not committed" in line for line in told.warnings)
    assert branches(bare)["gh-pages"] != first
    assert git(bare, "rev-list", "--count", "gh-pages") == "1"


def test_a_branch_of_somebody_else_is_left_alone(site: Path, bare: Path) -> None:
    git(site, "push", "--quiet", "origin", "main:gh-pages")
    before = branches(bare)
    assert '"gh-pages" on origin was not made by sitegen' in refused(site)
    assert branches(bare) == before
    assert "published" in run(site, replace(BRANCH, force=True)).done[-1]


@pytest.mark.parametrize("name", ["main", "drafts"])
def test_the_branch_of_the_sources_is_never_taken(site: Path, bare: Path, name: str) -> None:
    git(site, "switch", "--quiet", "--create", "drafts")
    before = branches(bare)
    assert f'"{name}" holds the site\'s sources' in refused(site, DeployOptions(branch=name, force=True))
    assert branches(bare) == before


def test_nothing_is_published_when_told_so_or_when_something_is_wrong(site: Path, bare: Path) -> None:
    assert "would publish" in run(site, replace(BRANCH, dry_run=True)).done[0]
    (site / "public/leak").symlink_to("/etc/hostname")
    lay_files(site, {"static/CNAME": "other.news\n"})
    said = refused(site)
    assert "leak: is a link" in said
    assert "static/CNAME: says other.news" in said
    assert list(branches(bare)) == ["main"]


def test_what_check_finds_is_not_published(site: Path, bare: Path) -> None:
    lay_files(site, {"content/sun.md": article("Sun", "See [the mill](/mill/).")})
    assert "content/sun.md:5: error link.broken" in refused(site)
    assert list(branches(bare)) == ["main"]
    lay_files(site, {"site.toml": f'{CONFIG}\n[check.severity]\n"link.broken" = "warning"\n'})
    told = run(site)
    assert any("warnings: sitegen check lists them" in line for line in told.warnings)
    assert "gh-pages" in branches(bare)


def test_the_workflow_publishes_what_is_pushed(site: Path, bare: Path) -> None:
    assert "has these commits already" in run(site, DeployOptions()).done[-1]
    lay_files(site, {"content/sun.md": article("Sun")})
    told = run(site, DeployOptions())
    assert any("is not published before it is committed" in line for line in told.warnings)
    commit(site)
    assert "pushed; the workflow publishes it" in run(site, DeployOptions()).done[-1]
    assert branches(bare)["main"] == git(site, "rev-parse", "HEAD")
    git(site, "switch", "--quiet", "--create", "drafts")
    assert 'publishes what is pushed to main, and "drafts" is checked out' in refused(site, DeployOptions())


def test_the_workflow_checks_what_is_pushed_but_lets_go_what_goes_by_itself(site: Path) -> None:
    steps = yaml.safe_load((site / WORKFLOW).read_text("utf-8"))["jobs"]["build"]["steps"]
    (check,) = [step for step in steps if "sitegen check" in step.get("run", "")]
    assert check["if"] == "github.event_name != 'schedule'"
    names = [step.get("run", step.get("uses", "")) for step in steps]
    assert names.index(check["run"]) < next(i for i, name in enumerate(names) if "upload-pages-artifact" in name)


def test_a_workflow_is_kept_current(site: Path) -> None:
    assert "is current" in write_workflow(site, force=False, dry_run=False)
    path = site / WORKFLOW
    ours = path.read_text("utf-8")
    path.write_text(ours.replace("23 * * * *", "5 * * * *"), "utf-8")
    with pytest.raises(SitegenError, match="differs from that of this version"):
        write_workflow(site, force=False, dry_run=False)
    assert '-    - cron: "5 * * * *"' in write_workflow(site, force=False, dry_run=True)
    assert "written" in write_workflow(site, force=True, dry_run=False)
    assert path.read_text("utf-8") == ours
    path.unlink()
    assert "deploy --workflow" in refused(site, DeployOptions())


def test_a_folder_gets_the_site_and_keeps_what_is_not_ours(site: Path, tmp_path: Path) -> None:
    lay_files(tmp_path / "web", {"private/notes.txt": "Not yours."})
    options = DeployOptions(folder=tmp_path / "web")
    run(site, options)
    assert read_tree(tmp_path / "web") == {
        **read_tree(site / "public"),
        ".nojekyll": b"",
        "private/notes.txt": b"Not yours.",
    }
    (site / "content/rain.md").unlink()
    lay_files(site, {"content/sun.md": article("Sun")})
    run(site, options)
    assert not (tmp_path / "web/rain").exists()
    assert (tmp_path / "web/private/notes.txt").is_file()


def test_no_repository_no_remote_no_commit(site: Path, tmp_path: Path) -> None:
    assert 'there is no remote "upstream" (known: origin)' in refused(site, replace(BRANCH, remote="upstream"))
    git(site, "remote", "set-url", "origin", (tmp_path / "gone.git").as_uri())
    assert "git ls-remote: fatal:" in refused(site)
    elsewhere = lay_site(tmp_path / "elsewhere", {"content/rain.md": article("Rain")})
    assert "is in no git repository" in refused(elsewhere)
    assert MANIFEST not in read_tree(elsewhere)


def test_looking_at_a_branch_cuts_no_history_off(site: Path, bare: Path) -> None:
    for number in range(3):
        git(site, "commit", "--quiet", "--allow-empty", "-m", f"Day {number}")
    git(site, "push", "--quiet", "origin", "main", "main:gh-pages")
    assert "was not made by sitegen" in refused(site)
    assert git(site, "rev-list", "--count", "main") == "4"
    assert git(site, "rev-parse", "--is-shallow-repository") == "false"


def test_a_branch_here_of_the_name_that_is_used_is_left_alone(site: Path) -> None:
    git(site, "branch", "sitegen-deploy")
    before = branches(site)
    assert 'the branch "sitegen-deploy" here is in the way' in refused(site)
    assert branches(site) == before
    git(site, "branch", "-m", "sitegen-deploy", "mine")
    run(site)
    git(site, "fetch", "--quiet", "origin", "gh-pages")
    git(site, "branch", "sitegen-deploy", "FETCH_HEAD")  # as a kill leaves it
    assert "has this already" in run(site).done[-1]
    assert sorted(branches(site)) == ["main", "mine"]


@pytest.mark.parametrize("name", ["HEAD", "-f", "refs/heads/gh-pages", "a b", "a..b", "x.lock"])
def test_what_is_no_name_of_a_branch_is_none(site: Path, bare: Path, name: str) -> None:
    assert f'"{name}" is no name of a branch' in refused(site, DeployOptions(branch=name))
    assert list(branches(bare)) == ["main"]


def test_what_others_put_on_the_branch_is_not_taken_away(site: Path, bare: Path, tmp_path: Path) -> None:
    run(site)
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", bare.as_uri(), "other")
    lay_files(tmp_path / "other", {"CNAME": "lantern.news\n"})  # as GitHub does for a domain of one's own
    commit(tmp_path / "other")
    git(tmp_path / "other", "push", "--quiet", "origin", "gh-pages")
    before = branches(bare)
    assert '"gh-pages" holds CNAME, which sitegen did not put there and would take away' in refused(site)
    assert branches(bare) == before
    assert "published" in run(site, replace(BRANCH, force=True)).done[-1]


def test_a_branch_that_moves_after_it_was_looked_at_is_left_alone(
    site: Path, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    lay_files(site, {"content/sun.md": article("Sun")})
    asked = Repository.uncommitted

    def move(repository: Repository) -> list[str]:
        git(bare, "update-ref", "refs/heads/gh-pages", branches(bare)["main"])
        return asked(repository)

    monkeypatch.setattr(Repository, "uncommitted", move)
    assert "[rejected]" in refused(site)
    assert branches(bare)["gh-pages"] == branches(bare)["main"]


@pytest.mark.parametrize("hidden", [".git/config", ".env", "assets/.secret"])
def test_hidden_files_that_are_none_of_the_site_are_not_published(site: Path, bare: Path, hidden: str) -> None:
    lay_files(site, {f"public/{hidden}": "token = 1\n"})
    at = hidden.removesuffix("/config")
    assert f"{at}: is hidden, none of the site's, and would be published" in refused(site)
    assert list(branches(bare)) == ["main"]


def test_what_lies_beside_the_site_is_told(site: Path) -> None:
    lay_files(site, {"public/notes.txt": "Call the mill.\n", "public/CNAME": "lantern.news\n"})
    assert any("1 files are none that sitegen wrote" in line and "notes.txt" in line for line in run(site).warnings)


def test_a_refusal_says_what_the_hook_says(site: Path) -> None:
    lay_files(site, {".git/hooks/pre-push": "#!/bin/sh\necho 'not after six' >&2\nexit 1\n"})
    (site / ".git/hooks/pre-push").chmod(0o755)
    assert "git push: not after six" in refused(site)


def test_where_no_branch_is_checked_out_none_is_pushed(site: Path) -> None:
    git(site, "checkout", "--quiet", "--detach")
    assert "no branch is checked out" in refused(site, DeployOptions())


def test_no_site_is_put_among_the_files_of_git(site: Path) -> None:
    before = read_tree(site / ".git")
    assert "cannot be the output folder" in refused(site, DeployOptions(folder=site / ".git"))
    assert read_tree(site / ".git").keys() == before.keys()
