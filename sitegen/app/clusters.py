"""Copies of one story among all content, found at the end of an import and written where the content is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sitegen.convert.clusters.compare import Verdict, judge_pair
from sitegen.convert.clusters.signature import Signature
from sitegen.convert.clusters.wording import Wording, read_wording
from sitegen.digest import digest_text
from sitegen.errors import SitegenError
from sitegen.frontmatter import find_copy_of, parse_content_file, split_content, with_copy_of, without_origin
from sitegen.model import Record
from sitegen.publish.clusters import Claim, make_claim, rank_claims
from sitegen.publish.config import SiteConfig
from sitegen.shell.files import find_files, read_text, write_atomically
from sitegen.shell.package import engine_digest
from sitegen.shell.pool import default_jobs, run_jobs
from sitegen.shell.state import load_memory, memory_path, save_memory

_TOLD = re.compile(r"^copy_of:", re.MULTILINE)
_CHUNK = 256
_WORTH_A_POOL = 2048
"""Articles to sign below which starting processes costs more than it saves."""
_WORDINGS = 256
"""Articles whose words are kept while others are compared with them."""


class _Entry(Record, frozen=True):
    """A content file: the digest of all of it, and of all but its origin; its signature where it may have copies; what
    it is said to be a copy of; and its claim, once it was asked for."""

    file: str
    text: str
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


class _Job(Record, frozen=True):
    """Some content files to sign."""

    site: Path
    paths: tuple[str, ...]


def _sign_job(job: _Job) -> tuple[Signature | None, ...]:
    from sitegen.convert.clusters.sign import Signer  # numpy and datasketch: half a second, and only for news

    signer = Signer()
    return tuple(signer.sign(split_content(_read(job.site, path))[1]) for path in job.paths)


def _read(site: Path, path: str) -> str:
    return read_text(site / "content" / path, f"content/{path}")


class _Clustering:
    """One run over the content of a site."""

    def __init__(self, site: Path, config: SiteConfig) -> None:
        self.site = site
        self.config = config
        self.timezone = ZoneInfo(config.timezone)
        self.engine = f"{engine_digest()} {config.timezone}"
        memory = load_memory(memory_path(site, "clusters"), _Memory)
        if not memory or memory.engine != self.engine:
            memory = _Memory(self.engine, "", {}, {})
        self.before = memory
        self.files: dict[str, _Entry] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.wording = lru_cache(maxsize=_WORDINGS)(self._read_wording)

    def run(self, learn: Learn | None) -> tuple[Clustered, ...]:
        unsigned: list[str] = []
        for path in find_files(self.site / "content"):
            if path.endswith(".md"):
                self._look_at(path, unsigned)
        if not unsigned and self._settle() == self.before.settled:
            return ()
        self._sign(unsigned)
        wanted = self._find_mains()
        changed = tuple(self._point(wanted, learn))
        memory = _Memory(self.engine, self._settle(), self.files, self.verdicts)
        save_memory(memory_path(self.site, "clusters"), memory)
        return changed

    def _look_at(self, path: str, unsigned: list[str]) -> None:
        try:
            text = _read(self.site, path)
        except SitegenError:  # the build names it
            return
        digest, before = digest_text(text), self.before.files.get(path)
        if before and before.file == digest:
            self.files[path] = before
            return
        own = digest_text(without_origin(text))
        sign = before.sign if before and before.text == own else None
        self.files[path] = _Entry(digest, own, sign, find_copy_of(text))
        if not (before and before.text == own) and not _TOLD.search(split_content(text)[0]):
            unsigned.append(path)

    def _settle(self) -> str:
        """The digest of everything that decides."""
        files = [(path, entry.file) for path, entry in sorted(self.files.items())]
        return digest_text(msgspec.json.encode((self.engine, self.config.clusters, files)).decode())

    def _sign(self, paths: Sequence[str]) -> None:
        jobs = [_Job(self.site, tuple(paths[i : i + _CHUNK])) for i in range(0, len(paths), _CHUNK)]
        processes = default_jobs() if len(paths) >= _WORTH_A_POOL else 1
        for job, signs in zip(jobs, run_jobs(_sign_job, jobs, processes), strict=True):
            for path, sign in zip(job.paths, signs, strict=True):
                self.files[path] = msgspec.structs.replace(self.files[path], sign=sign)

    def _find_mains(self) -> dict[str, str]:
        """The path of the main page of each copy."""
        from sitegen.convert.clusters.group import group_copies

        signed = {path: entry.sign for path, entry in self.files.items() if entry.sign}
        paths = sorted(signed, key=lambda path: (-signed[path].words, self.files[path].text, path))
        centres = group_copies([signed[path] for path in paths], lambda i, j: self._judge(paths[i], paths[j]))
        clusters: dict[int, list[str]] = defaultdict(list)
        for path, centre in zip(paths, centres, strict=True):
            clusters[centre].append(path)
        return {copy: main for members in clusters.values() if len(members) > 1 for copy, main in self._rank(members)}

    def _rank(self, members: Iterable[str]) -> Iterator[tuple[str, str]]:
        main, *others = rank_claims(map(self._claim, members), self.config.clusters)
        yield from ((other.path, main.path) for other in others if not other.typed)

    def _judge(self, one: str, other: str) -> Verdict:
        key = f"{self.files[one].text} {self.files[other].text}"
        verdict = self.before.verdicts.get(key)
        if not verdict:
            try:
                verdict = judge_pair(self.wording(one), self.wording(other))
            except SitegenError:  # one of them is malformed: the build says how
                verdict = "other"
        self.verdicts[key] = verdict
        return verdict

    def _read_wording(self, path: str) -> Wording:
        file = parse_content_file(f"content/{path}", _read(self.site, path))
        claim = make_claim(path, file.front, len(file.body), self.timezone)
        self.files[path] = msgspec.structs.replace(self.files[path], claim=claim)
        return read_wording(file.front.title, file.body, file.front.language)

    def _claim(self, path: str) -> Claim:
        if not self.files[path].claim:
            self.wording.cache_clear()
            self.wording(path)
        return self.files[path].claim or self._claim(path)

    def _point(self, wanted: Mapping[str, str], learn: Learn | None) -> Iterator[Clustered]:
        """Write what changed into the content files."""
        for path, entry in list(self.files.items()):
            main = wanted.get(path)
            if main == entry.copy_of:
                continue
            text = with_copy_of(_read(self.site, path), main)
            if text is None:
                continue
            write_atomically(self.site / "content" / path, text.encode("utf-8", "replace"), durable=True)
            self.files[path] = msgspec.structs.replace(entry, file=digest_text(text), copy_of=main)
            if learn:
                learn(path, text)
            yield Clustered(f"content/{path}", f"content/{main}" if main else None)
