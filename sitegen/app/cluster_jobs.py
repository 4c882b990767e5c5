"""The parts of clustering that several processes can share: each job names its files, and reads them itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.convert.clusters.compare import Verdict, judge_pair
from sitegen.convert.clusters.signature import Signature
from sitegen.convert.clusters.wording import Wording, read_wording
from sitegen.errors import SitegenError
from sitegen.frontmatter import parse_content_file, split_content, with_copy_of
from sitegen.model import Record
from sitegen.publish.clusters import Claim, make_claim
from sitegen.shell.files import read_text, write_atomically

_WORDINGS = 1024
"""Articles whose words are kept while others are compared with them."""


class SignJob(Record, frozen=True):
    """Some content files to sign."""

    site: Path
    paths: tuple[str, ...]


class JudgeJob(Record, frozen=True):
    """Groups of candidates to judge: numbers stand for `paths`, `texts` are the digests of the texts there, by which
    `verdicts` of an earlier time are known."""

    site: Path
    timezone: str
    paths: dict[int, str]
    texts: dict[int, str]
    groups: tuple[list[tuple[int, list[int]]], ...]
    verdicts: dict[str, Verdict]


class Judged(Record, frozen=True):
    """The centre of each copy, all verdicts, and the claim of each article that was read for them."""

    centres: dict[int, int]
    verdicts: dict[str, Verdict]
    claims: dict[int, Claim]


class PointJob(Record, frozen=True):
    """Some content files, and of what each is a copy."""

    site: Path
    mains: tuple[tuple[str, str | None], ...]


def read_content(site: Path, path: str) -> str:
    """The text of the content file at `path`."""
    return read_text(site / "content" / path, f"content/{path}")


def run_sign_job(job: SignJob) -> tuple[Signature | None, ...]:
    """A signature for each file; None for one that is too short to be a story."""
    from sitegen.convert.clusters.sign import Signer  # numpy and datasketch: half a second, and only for news

    signer = Signer()
    return tuple(signer.sign(split_content(read_content(job.site, path))[1]) for path in job.paths)


def run_point_job(job: PointJob) -> tuple[str | None, ...]:
    """Write into each file what it is a copy of, and return its text; None for one that no import wrote."""
    texts = []
    for path, main in job.mains:
        text = with_copy_of(read_content(job.site, path), main)
        if text is not None:
            write_atomically(job.site / "content" / path, text.encode("utf-8", "replace"), durable=True)
        texts.append(text)
    return tuple(texts)


def run_judge_job(job: JudgeJob) -> Judged:
    """Which of the articles are copies of which."""
    from sitegen.convert.clusters.group import find_centres

    claims: dict[int, Claim] = {}
    verdicts: dict[str, Verdict] = {}
    timezone = ZoneInfo(job.timezone)

    @lru_cache(maxsize=_WORDINGS)
    def wording(number: int) -> Wording:
        path = job.paths[number]
        file = parse_content_file(f"content/{path}", read_content(job.site, path))
        claims[number] = make_claim(path, file.front, len(file.body), timezone)
        return read_wording(file.front.title, file.body, file.front.language)

    def judge(one: int, other: int) -> Verdict:
        key = f"{job.texts[one]} {job.texts[other]}"
        verdict = job.verdicts.get(key)
        if not verdict:
            try:
                verdict = judge_pair(wording(one), wording(other))
            except SitegenError:  # one of them is malformed: the build says how
                verdict = "other"
        verdicts[key] = verdict
        return verdict

    centres: dict[int, int] = {}
    for group in job.groups:
        centres |= find_centres(group, judge)
    for number in {*centres, *centres.values()} - set(claims):
        wording(number)
    return Judged(centres, verdicts, claims)
