from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.publish.preflight import Cargo, Shipped, check_cargo, find_branches, pages_address

FINE = Cargo(
    files=(Shipped("index.html", 900), Shipped("assets/site.css", 400)),
    base_url="https://harbour-press.github.io/lantern/",
    way="branch",
    remote="git@github.com:Harbour-Press/lantern.git",
)


def told(cargo: Cargo) -> list[str]:
    return [str(each) for each in check_cargo(cargo)]


def test_what_is_fine_is_not_spoken_of() -> None:
    assert told(FINE) == []
    for way in ("workflow", "folder"):
        assert told(replace(FINE, way=way)) == []


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((Shipped("a/index.html", 1),), "index.html: is missing"),
        ((*FINE.files, Shipped("secrets.html", 9, is_link=True)), "secrets.html: is a link"),
        ((*FINE.files, Shipped("film.mp4", 101 * 1024 * 1024)), "film.mp4: is larger than 100 MB"),
        ((*FINE.files, *(Shipped(f"{n}.bin", 99_000_000) for n in range(11))), "the site has 1.09 GB"),
        ((*FINE.files, *(Shipped(f"{n}.html", 1) for n in range(100_000))), "warning: the site has 100002 files"),
        ((*FINE.files, Shipped("Assets/x.css", 1)), "Assets: differs only in case from assets"),
        ((*FINE.files, Shipped("caf\u00e9/a", 1), Shipped("cafe\u0301/b", 1)), "differs only in case"),
        ((*FINE.files, Shipped("a\nb.html", 1)), "'a\\nb.html': has a name with unprintable characters"),
        ((*FINE.files, Shipped('"a.html', 1)), '"a.html: has a name that git cannot be told'),
    ],
    ids=["index", "link", "large", "gigabyte", "many", "case", "form", "unprintable", "quote"],
)
def test_files_that_cannot_be_published(files: tuple[Shipped, ...], said: str) -> None:
    (line,) = told(replace(FINE, files=files))
    assert said in line


@pytest.mark.parametrize(
    ("base_url", "remote", "cname", "said"),
    [
        ("https://harbour-press.github.io/", FINE.remote, None, 'base_url = "https://harbour-press.github.io/lantern/"'),
        (FINE.base_url, "https://github.com/harbour-press/other", None, 'base_url = "https://harbour-press.github.io/other/"'),
        ("http://localhost:8000/", FINE.remote, None, "is no address on the web"),
        ("https://press.example/", FINE.remote, None, "is no address on the web"),
        ("https://press.news/", FINE.remote, None, "write press.news into static/CNAME"),
        ("https://press.news/", FINE.remote, "other.news\n", "says other.news, and base_url"),
        ("https://press.news/", FINE.remote, "https://press.news/\n", "holds no name of a host"),
        ("https://press.news/lantern/", FINE.remote, "press.news", "base_url has a path"),
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(base_url: str, remote: str, cname: str | None, said: str) -> None:
    cargo = replace(FINE, base_url=base_url, remote=remote, cname=cname)
    (line,) = told(cargo)
    assert said in line
    assert told(replace(cargo, way="folder")) == []


@pytest.mark.parametrize(
    ("base_url", "remote", "cname"),
    [
        ("https://harbour-press.github.io/", "https://github.com/harbour-press/harbour-press.github.io.git", None),
        ("https://press.news/", FINE.remote, "press.news\n"),
        ("https://press.news/lantern/", "ssh://git@forge.news/press/lantern.git", None),
        ("https://harbour-press.github.io/lantern", "https://token@github.com/harbour-press/lantern/", None),
    ],
)
def test_addresses_that_are_right(base_url: str, remote: str, cname: str | None) -> None:
    assert told(replace(FINE, base_url=base_url, remote=remote, cname=cname)) == []


def test_the_address_of_a_repository() -> None:
    assert pages_address("Press", "press.github.io") == "https://press.github.io/"
    assert pages_address("Press", "Lantern") == "https://press.github.io/Lantern/"


@pytest.mark.parametrize(
    ("workflow", "branches"),
    [
        ("on:\n  push:\n    branches: [main, next]\n", ("main", "next")),
        ("on: push\n", ()),
        ("on:\n  push:\n    branches: ['release/*']\n", ()),
        ("on: [\n", ()),
        ("- a\n", ()),
    ],
)
def test_the_branches_of_a_workflow(workflow: str, branches: tuple[str, ...]) -> None:
    assert find_branches(workflow) == branches


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/harbour-press/lantern",
        "https://user:word@github.com/harbour-press/lantern.git",
        "https://www.github.com:443/harbour-press/lantern/",
        "ssh://git@github.com:22/harbour-press/lantern.git",
        "ssh://git@ssh.github.com:443/harbour-press/lantern.git",
        "org-7@github.com:harbour-press/lantern",
        "github.com:harbour-press/lantern.git",
        "git@GitHub.com:/Harbour-Press/lantern.git",
    ],
)
def test_a_remote_is_known_however_it_is_written(remote: str) -> None:
    assert told(replace(FINE, remote=remote)) == []
    (line,) = told(replace(FINE, remote=remote, base_url="https://harbour-press.github.io/other/"))
    assert "/lantern/" in line


def test_capitals_of_the_name_are_spoken_of() -> None:
    (line,) = told(replace(FINE, remote="git@github.com:Harbour-Press/Lantern.git"))
    assert line.startswith("site.toml: warning: base_url")
    assert (
        told(
            replace(
                FINE,
                remote="git@github.com:Harbour-Press/Lantern.git",
                base_url="https://harbour-press.github.io/Lantern",
            )
        )
        == []
    )


def test_what_is_elsewhere_is_nothing_to_github() -> None:
    for remote in ("git@notgithub.com:a/b.git", "https://github.com.evil.example/a/b", "/srv/github.com/a/b.git"):
        assert told(replace(FINE, remote=remote, base_url="https://other.github.io/x/")) == []
