"""The git repository that a site lies in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.shell.state import MANIFEST

_LONGEST = 600
"""Seconds that a push may take."""
_REASONS = ("ssh:", "fatal:", "error:", "remote:", " ! ")
"""How lines begin in which git says why it failed."""
_OURS = "sitegen-deploy"
"""The branch that a deployment is made on, here; it goes again when it is pushed."""


class Repository:
    """The repository around a folder. Every method raises SitegenError, in one line, for what git refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if self._ask("rev-parse", "--is-inside-work-tree") != "true":
            raise SitegenError("is in no git repository", str(folder), hint="git init, or deploy with --folder")

    def remote_url(self, remote: str) -> str:
        """The address that is pushed to."""
        url = self._ask("remote", "get-url", "--push", remote)
        if not url:
            known = (self._ask("remote") or "").split()
            hint = f"known: {', '.join(known)}" if known else f"git remote add {remote} URL"
            raise SitegenError(f'there is no remote "{remote}"', hint=hint)
        return url

    def branch(self) -> str:
        """The branch that is checked out; empty where none is."""
        return self._ask("symbolic-ref", "--short", "--quiet", "HEAD") or ""

    def uncommitted(self) -> list[str]:
        """Paths under the folder, from the repository's top, that differ from the last commit; new ones too."""
        listed = self._run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".")
        return sorted(entry[3:] for entry in listed.split("\0") if entry)

    def commit_at(self, remote: str, branch: str) -> str:
        """The commit that a branch of a remote is at; empty where there is no such branch."""
        listed = self._run("ls-remote", "--heads", remote, f"refs/heads/{branch}")
        return listed.split("\t")[0].strip()

    def is_branch_name(self, name: str) -> bool:
        """Whether a branch may be called so, and would not be taken for anything else."""
        if name == "HEAD" or name.startswith(("-", "refs/")):
            return False
        return self._ask("check-ref-format", f"refs/heads/{name}") is not None

    def default_branch(self, remote: str) -> str:
        """The branch that a remote calls its own; empty where it does not say."""
        for line in self._run("ls-remote", "--symref", remote, "HEAD").splitlines():
            if line.startswith("ref: refs/heads/"):
                return line.split("\t")[0].removeprefix("ref: refs/heads/")
        return ""

    def fetch(self, remote: str, branch: str) -> None:
        """Have a branch of a remote here, whole: a depth would cut off the history of every branch that shares it."""
        self._run("fetch", "--quiet", "--no-tags", remote, f"refs/heads/{branch}", seconds=_LONGEST)

    def files_at(self, commit: str) -> list[str]:
        """The paths in a commit that is here."""
        return [path for path in self._run("ls-tree", "-r", "-z", "--name-only", commit).split("\0") if path]

    def read_at(self, commit: str, path: str) -> str:
        """The text of a file in a commit that is here; empty where there is none."""
        return self._ask("cat-file", "blob", f"{commit}:{path}") or ""

    def is_pushed(self, remote: str, branch: str) -> bool:
        """Whether the remote's branch is at the commit that is checked out."""
        return self.commit_at(remote, branch) == self._run("rev-parse", "HEAD").strip()

    def push_head(self, remote: str, branch: str) -> None:
        """Push the commits of the branch that is checked out; never with force."""
        self._run("push", "--quiet", remote, f"HEAD:refs/heads/{branch}", seconds=_LONGEST)

    def push_folder(self, folder: Path, to: tuple[str, str], message: str, before: str) -> bool:
        """Make a branch `to` of a remote hold the files of a folder, as one commit without a history; false where it
        does already. No other branch, here or there, is touched; nor is this one if it is no longer at `before`, a
        commit that is here, or empty where there was no such branch."""
        remote, branch = to
        self._check_ours()
        self._drop_ours()
        try:
            self._import(folder, message)
            if before and self._tree_of(_OURS) == self._tree_of(before):
                return False
            lease = f"--force-with-lease=refs/heads/{branch}:{before}"
            self._run("push", "--quiet", lease, remote, f"refs/heads/{_OURS}:refs/heads/{branch}", seconds=_LONGEST)
        finally:
            self._drop_ours()
        return True

    def _import(self, folder: Path, message: str) -> None:
        """A commit of the folder's files, by ghp-import: neither the work tree nor the index is touched."""
        options = ["--no-jekyll", "--no-history", f"--branch={_OURS}", f"--message={message}"]
        command = [sys.executable, "-m", "ghp_import", *options, str(folder)]
        self._execute(command, self._environment(), _LONGEST)
        if not self._ask("rev-parse", "--verify", "--quiet", f"refs/heads/{_OURS}"):
            raise SitegenError("git could not store the files", str(folder), hint="see: git fsck, and the free space")

    def _tree_of(self, name: str) -> str:
        return self._run("rev-parse", f"{name}^{{tree}}").strip()

    def _check_ours(self) -> None:
        """A branch of that name that a deployment did not leave when it was killed is somebody's work."""
        ref = f"refs/heads/{_OURS}"
        if self._ask("rev-parse", "--verify", "--quiet", ref) and MANIFEST not in self.files_at(ref):
            hint = f"rename it: git branch -m {_OURS} NAME"
            raise SitegenError(f'the branch "{_OURS}" here is in the way', hint=hint)

    def _drop_ours(self) -> None:
        self._ask("update-ref", "-d", f"refs/heads/{_OURS}")

    def _environment(self) -> dict[str, str]:
        """With a name to commit under where git knows none: a fresh machine has none."""
        names = {"GIT_COMMITTER_NAME": "user.name", "GIT_COMMITTER_EMAIL": "user.email"}
        return {key: os.environ.get(key) or self._ask("config", name) or "sitegen" for key, name in names.items()}

    def _ask(self, *arguments: str) -> str | None:
        """What git answers; None where it has no answer."""
        try:
            return self._run(*arguments).strip()
        except SitegenError:
            return None

    def _run(self, *arguments: str, seconds: int = 60) -> str:
        return self._execute(["git", *arguments], {}, seconds)

    def _execute(self, command: list[str], environment: dict[str, str], seconds: int) -> str:
        environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **environment}
        name = f"git {command[1]}" if command[0] == "git" else "ghp-import"
        try:
            done = subprocess.run(  # noqa: S603 (no shell, and options are ours)
                command, cwd=self._folder, env=environment, capture_output=True, timeout=seconds, check=False
            )
        except FileNotFoundError as error:
            raise SitegenError("git is not installed", hint="install it, or deploy with --folder") from error
        except subprocess.TimeoutExpired as error:
            raise SitegenError(f"{name} took longer than {seconds} s", hint="see that the remote is up") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            told = [line for line in said if "failed to push some refs" not in line]  # what a hook says is the reason
            reasons = [line for line in told if line.startswith(_REASONS)] or told or said
            raise SitegenError(f"{name}: {(reasons or ['failed'])[0].strip()}", hint="see that git can do it")
        return done.stdout.decode("utf-8", "surrogateescape")
