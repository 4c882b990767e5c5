"""Copies of one story among all content, found at the end of an import and written where the content is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sitegen.app.cluster_jobs import (
    JudgeJob,
    PointJob,
    SignJob,
    read_content,
    run_judge_job,
    run_point_job,
    run_sign_job,
)
from sitegen.convert.clusters.compare import Verdict
from sitegen.convert.clusters.signature import Signature
from sitegen.digest import digest_text
from sitegen.errors import SitegenError
from sitegen.frontmatter import find_copy_of, split_content, without_origin
from sitegen.model import Record
from sitegen.publish.clusters import Claim, rank_claims
from sitegen.publish.config import SiteConfig
from sitegen.shell.files import find_files
from sitegen.shell.package import engine_digest
from sitegen.shell.pool import default_jobs, run_jobs
from sitegen.shell.state import load_memory, memory_path, save_memory

_TOLD = re.compile(r"^copy_of:", re.MULTILINE)
_CHUNK = 256
"""Articles a job."""
_WORTH_A_POOL = 2048
"""Articles below which starting processes costs more than it saves."""


class _Entry(Record, frozen=True):
    """A content file: the digest of all of it, and of all but its origin; whether an import wrote it; whether nothing
    is left to sign, as also where an editor's word makes that needless; its signature where it may have copies; what it
    is said to be a copy of; and its claim, once it was asked for."""

    file: str
    text: str
    came: bool
    is_signed: bool
    sign: Signature | None
    copy_of: str | None
    claim: Claim | None = None


class _Memory(Record, frozen=True):
    """`settled` is the digest of all that went in the last time; `verdicts` are by the digests of two texts."""

    engine: str
    settled: str
    files: dict[str, _Entry]
    verdicts: dict[str, Verdict]


class Clustered(Record, frozen=True):
    """A content file that was found to be a copy, or found to be none any more."""

    path: str
    copy_of: str | None

    def __str__(self) -> str:
        return f"copy      {self.path} (of {self.copy_of})" if self.copy_of else f"no copy   {self.path}"


Learn = Callable[[str, str], object]
"""Told the path and the text of each content file that is written."""


def mark_copies(site: Path, config: SiteConfig, learn: Learn | None = None) -> tuple[Clustered, ...]:
    """Say in the content files which are copies of which, and return what is new. Nothing is written when nothing
    changed. What cannot be read has no copies."""
    if not config.clusters.enabled:
        return ()
    return _Clustering(site, config).run(learn)


class _Clustering:
    """One run over the content of a site."""

    def __init__(self, site: Path, config: SiteConfig) -> None:
        self.site = site
        self.config = config
        self.engine = f"{engine_digest()} {config.timezone}"
        memory = load_memory(memory_path(site, "clusters"), _Memory)
        self.before = memory if memory and memory.engine == self.engine else _Memory(self.engine, "", {}, {})
        self.files: dict[str, _Entry] = {}
        self.verdicts: dict[str, Verdict] = {}

    def run(self, learn: Learn | None) -> tuple[Clustered, ...]:
        for path in find_files(self.site / "content"):
            if path.endswith(".md"):
                self._look_at(path)
        if self._settle() == self.before.settled:
            return ()
        if any(entry.came for entry in self.files.values()):  # what was typed is a copy of nothing
            self._sign([path for path, entry in self.files.items() if not entry.is_signed])
        changed = tuple(self._point(self._find_mains(), learn))
        memory = _Memory(self.engine, self._settle(), self.files, self.verdicts)
        save_memory(memory_path(self.site, "clusters"), memory)
        return changed

    def _look_at(self, path: str) -> None:
        """Take note of a content file."""
        try:
            text = read_content(self.site, path)
        except SitegenError:  # the build names it
            return
        digest, before = digest_text(text), self.before.files.get(path)
        if before and before.file == digest:
            self.files[path] = before
            return
        own = digest_text(without_origin(text))
        same = before if before and before.text == own else None
        self.files[path] = _Entry(
            file=digest,
            text=own,
            came="\norigin:" in text,
            is_signed=same.is_signed if same else bool(_TOLD.search(split_content(text)[0])),
            sign=same.sign if same else None,
            copy_of=find_copy_of(text),
        )

    def _settle(self) -> str:
        """The digest of everything that decides."""
        files = [(path, entry.file) for path, entry in sorted(self.files.items())]
        return digest_text(msgspec.json.encode((self.engine, self.config.clusters, files)).decode())

    def _sign(self, paths: Sequence[str]) -> None:
        jobs = [SignJob(self.site, tuple(paths[i : i + _CHUNK])) for i in range(0, len(paths), _CHUNK)]
        for job, signs in zip(jobs, run_jobs(run_sign_job, jobs, _processes(len(paths))), strict=True):
            for path, sign in zip(job.paths, signs, strict=True):
                self.files[path] = replace(self.files[path], sign=sign, is_signed=True)

    def _find_mains(self) -> dict[str, str]:
        """The path of the main page of each copy."""
        signed = {path: entry.sign for path, entry in self.files.items() if entry.sign}
        if len(signed) < 2:
            return {}
        paths = sorted(signed, key=lambda path: (-signed[path].words, self.files[path].text, path))
        clusters: dict[int, set[int]] = defaultdict(set)
        for article, centre in self._judge(paths, [signed[path] for path in paths]).items():
            clusters[centre] |= {article, centre}
        return {copy: main for members in clusters.values() for copy, main in self._rank(paths[i] for i in members)}

    def _judge(self, paths: Sequence[str], signatures: Sequence[Signature]) -> dict[int, int]:
        """The centre of each copy, by their places in `paths`."""
        from sitegen.convert.clusters.group import find_groups

        imported = [self.files[path].came for path in paths]
        jobs = list(self._judge_jobs(paths, find_groups(signatures, imported)))
        centres: dict[int, int] = {}
        for judged in run_jobs(run_judge_job, jobs, _processes(sum(len(job.paths) for job in jobs))):
            centres |= judged.centres
            self.verdicts |= judged.verdicts
            for number, claim in judged.claims.items():
                self.files[paths[number]] = replace(self.files[paths[number]], claim=claim)
        return centres

    def _judge_jobs(self, paths: Sequence[str], groups: Iterable[list[tuple[int, list[int]]]]) -> Iterator[JudgeJob]:
        """The groups, some hundred articles a job."""
        some: list[list[tuple[int, list[int]]]] = []
        numbers: set[int] = set()
        for group in [*groups, []]:
            if some and (len(numbers) >= _CHUNK or not group):
                yield self._judge_job(paths, some, numbers)
                some, numbers = [], set()
            if group:
                some.append(group)
                numbers |= {number for article, others in group for number in (article, *others)}

    def _judge_job(
        self, paths: Sequence[str], groups: Sequence[list[tuple[int, list[int]]]], numbers: Iterable[int]
    ) -> JudgeJob:
        named = {number: paths[number] for number in sorted(numbers)}
        texts = {number: self.files[path].text for number, path in named.items()}
        before = self.before.verdicts
        keys = (f"{texts[one]} {texts[two]}" for one in texts for two in texts if two < one) if before else ()
        known = {key: before[key] for key in keys if key in before}
        return JudgeJob(self.site, self.config.timezone, named, texts, tuple(groups), known)

    def _rank(self, members: Iterable[str]) -> Iterator[tuple[str, str]]:
        claims = [claim for path in members if (claim := self.files[path].claim)]
        main, *others = rank_claims(claims, self.config.clusters)
        yield from ((other.path, main.path) for other in others if not other.typed)

    def _point(self, wanted: Mapping[str, str], learn: Learn | None) -> Iterator[Clustered]:
        """Write what changed into the content files."""
        changed = [(path, wanted.get(path)) for path, entry in self.files.items() if wanted.get(path) != entry.copy_of]
        jobs = [PointJob(self.site, tuple(changed[i : i + _CHUNK])) for i in range(0, len(changed), _CHUNK)]
        for job, texts in zip(jobs, run_jobs(run_point_job, jobs, _processes(len(changed))), strict=True):
            for (path, main), text in zip(job.mains, texts, strict=True):
                if text is None:  # no import wrote this file
                    continue
                self.files[path] = replace(self.files[path], file=digest_text(text), copy_of=main)
                if learn:
                    learn(path, text)
                yield Clustered(f"content/{path}", f"content/{main}" if main else None)


def _processes(articles: int) -> int:
    return default_jobs() if articles >= _WORTH_A_POOL else 1
