"""What `sitegen serve` listens to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.app.build import BuildOptions
from sitegen.app.serve import serve
from sitegen.shell.server import PreviewServer
from tests.sites import CONFIG, lay_site


def test_every_folder_a_site_is_made_from_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = lay_site(tmp_path / "site", {"site.toml": f'{CONFIG}\n[import]\nftr = "../ftr"\nseeds = "raw"\n'})
    (tmp_path / "ftr").mkdir()
    watched: list[Path] = []

    @contextmanager
    def listen(folders: Sequence[Path], _: Callable[[], None]) -> Iterator[None]:
        watched.extend(folders)
        yield

    monkeypatch.setattr("sitegen.app.serve.watch", listen)
    monkeypatch.setattr(PreviewServer, "run", lambda *_: None)
    serve(site, BuildOptions(), None, 0, lambda _: None)
    names = {path.resolve().relative_to(tmp_path.resolve()).as_posix() for path in watched}
    own = ("site.toml", "content", "static", "templates", "themes", "rules", "profiles", "raw")
    assert names == {*(f"site/{name}" for name in own), "ftr"}
