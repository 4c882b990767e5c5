"""The wheel works where the repository is not."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = "Ferry late again\n\nBy Ines Varga\n\nPORT ELMA (NSP) - The ferry was late on Monday.\n\nNobody minded.\n"


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the source archive."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--sdist",
        "--outdir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installed(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the unpacked wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(archives[0]) as wheel:
        wheel.extractall(folder)  # noqa: S202 (our own wheel)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "sitegen", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    program = "import sitegen; print(sitegen.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_theme_rules_and_starter_are_inside(archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[0]) as wheel:
        names = set(wheel.namelist())
    for folder, suffixes in (("sitegen", (".py", ".toml", "py.typed")), ("themes/default", ("",))):
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in name and name.endswith(suffixes):
                assert (name if folder == "sitegen" else f"sitegen/{name}") in names, name
    assert "sitegen/starter/dot-github/workflows/pages.yml" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "content/", "public/"))]


def test_a_site_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    site = tmp_path / "paper"
    done = run(installed, tmp_path, "init", "paper")
    assert done.returncode == 0, done.stderr.decode()
    (site / "seeds/ferry.txt").write_text(STORY, "utf-8")
    built = run(installed, site, "build")
    assert built.returncode == 0, built.stderr.decode()
    assert (site / "public/ferry-late-again/index.html").is_file()
    assert list((site / "public/assets").glob("*.css"))


def test_converting_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY, "utf-8")
    done = run(installed, tmp_path, "convert", "ferry.txt", "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert b'"title":"Ferry late again"' in done.stdout
    assert b'"name":"NSP"' in done.stdout


def test_the_source_archive_builds_the_same_wheel(archives: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(archives[1]) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", "out", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next((tmp_path / "out").glob("*.whl"))) as again, zipfile.ZipFile(archives[0]) as first:
        assert sorted(again.namelist()) == sorted(first.namelist())
