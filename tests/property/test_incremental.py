"""Promise 4: after any sequence of edits an incremental build equals a clean one, and a second one writes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.app.build import BuildOptions, build
from sitegen.errors import SitegenError
from sitegen.shell.state import FOLDER
from tests.sites import CONFIG, NOON, article, build_site, lay_files, lay_site, read_stamps, read_tree

RIGHTS = '[rights]\nlicense = "/licence/"\ncopyright = "{year} The Lantern"\ntdm = "reserved"\n'
WORDS = ("Harbour", "Mill", "Orchard", "Ferry", "Lamp")
Edit = Callable[[Path, int], None]


def content_of(site: Path) -> list[Path]:
    return sorted((site / "content").rglob("*.md"))


def outputs_of(site: Path) -> list[Path]:
    return [path for path in sorted((site / "public").rglob("*")) if path.is_file() and not path.name.startswith(".")]


def chosen(paths: list[Path], number: int) -> list[Path]:
    """One of the paths, or none where there is none."""
    return [paths[number % len(paths)]] if paths else []


def set_key(path: Path, key: str, value: str) -> None:
    """Give a content file a key in place of the one it has."""
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(f"{key}:")]
    lines.insert(2, f"{key}: {value}")
    path.write_text("\n".join(lines), "utf-8")


def edit_key(key: str, *values: str) -> Edit:
    def edit(site: Path, number: int) -> None:
        for path in chosen(content_of(site), number):
            set_key(path, key, values[number // 7 % len(values)])

    return edit


def edit_body(site: Path, number: int) -> None:
    for path in chosen(content_of(site), number):
        path.write_text(path.read_text("utf-8") + f"\nLine {number} was *added*.\n", "utf-8")


def add_page(site: Path, number: int) -> None:
    word = WORDS[number % len(WORDS)]
    text = article(f"{word} {number}", f"The {word} story.", tags=f"[{word}]", date=f"2026-05-{number % 28 + 1:02}")
    lay_files(site, {f"content/{'north/' if number % 2 else ''}{word.lower()}-{number % 9}.md": text})


def delete_page(site: Path, number: int) -> None:
    for path in chosen(content_of(site), number):
        path.unlink()


def rename_page(site: Path, number: int) -> None:
    for path in chosen(content_of(site), number):
        path.rename(path.with_name(f"renamed-{number % 9}.md"))


def edit_file(name: str, *texts: str) -> Edit:
    """Write one of the texts; an empty one deletes the file."""

    def edit(site: Path, number: int) -> None:
        text = texts[number % len(texts)].replace("NUMBER", str(number))
        if text:
            lay_files(site, {name: text})
        else:
            (site / name).unlink(missing_ok=True)

    return edit


def append_to(name: str, text: str) -> Edit:
    def edit(site: Path, number: int) -> None:
        with (site / name).open("a", encoding="utf-8") as file:
            file.write(text.replace("NUMBER", str(number)))

    return edit


def edit_words(site: Path, number: int) -> None:
    path = site / "themes/tiny/i18n/en.toml"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(("latest", "tags"))]
    path.write_text("\n".join([f'latest = "News {number}"', f'tags = "Topics {number}"', *lines]), "utf-8")


def tamper_output(site: Path, number: int) -> None:
    for path in chosen(outputs_of(site), number):
        path.write_bytes(path.read_bytes()[: number % 50] + b"?")


def delete_output(site: Path, number: int) -> None:
    for path in chosen(outputs_of(site), number):
        path.unlink()


def delete_state(site: Path, number: int) -> None:
    shutil.rmtree(site / FOLDER, ignore_errors=True)


def corrupt_state(site: Path, number: int) -> None:
    if (site / FOLDER).is_dir():
        for path in chosen(sorted((site / FOLDER).glob("*.msgpack")), number):
            data = path.read_bytes()
            path.write_bytes((data[: len(data) // 2], b"", b"\xc1" * 9, b"{}")[number % 4])


EDITS: dict[str, Edit] = {
    "body": edit_body,
    "title": edit_key("title", "Another headline", '"Quoted: & <b>"', "Третий заголовок"),
    "tags": edit_key("tags", "[Tides, boats]", "[tides]", "[]", "[Lamp, Mill, Ferry]"),
    "section": edit_key("section", "Coast", "Inland", "coast"),
    "date": edit_key("date", "2026-05-30", "2025-12-31T23:30:00Z", "2031-01-01", "2024-02-29"),
    "authors": edit_key("authors", "[Ines Varga]", "[Ines Varga, Tom Aalto]", "[]"),
    "draft": edit_key("draft", "true", "false"),
    "slug": edit_key("slug", "chosen", "other-name", "harbour"),
    "aliases": edit_key("aliases", "[/old/one/]", "[/old/two.html, /older/]", "[]"),
    "source": edit_key(
        "attribution", "{chain: [{role: publisher, name: The Ford}]}", "{chain: [{role: agency, name: NSP}]}"
    ),
    "copy": edit_key("copy_of", "harbour.md", "north/mill.md", "false"),
    "add": add_page,
    "delete": delete_page,
    "rename": rename_page,
    "article template": append_to("themes/tiny/templates/article.html", "<p>NUMBER</p>"),
    "partial": append_to("themes/tiny/templates/head.html", "<!-- NUMBER -->"),
    "override": edit_file("templates/list.html", "own {{ view.title }} NUMBER", "", "{{ view.total }}"),
    "partial override": edit_file("templates/head.html", "<title>{{ view.head.title }}</title>", ""),
    "static": edit_file("static/notes/paper.txt", "NUMBER", "", "more"),
    "static in the way": edit_file("static/ferry", "NUMBER", ""),
    "other static": edit_file("static/CNAME", "lantern.example", ""),
    "theme static": append_to("themes/tiny/static/site.css", "/* NUMBER */"),
    "site title": edit_file("site.toml", CONFIG.replace("Lantern", "Lantern NUMBER"), CONFIG),
    "per page": edit_file(
        "site.toml", CONFIG + "[taxonomies]\nper_page = 2\n", CONFIG, CONFIG + "[feeds]\nitems = 1\n"
    ),
    "menu": edit_file("site.toml", CONFIG + '[[menu.main]]\ntitle = "One NUMBER"\nurl = "/tags/"\n', CONFIG),
    "base": edit_file("site.toml", CONFIG.replace(".example/", ".example/paper/"), CONFIG),
    "rights": edit_file("site.toml", f"{CONFIG}{RIGHTS}republish = true\n", f"{CONFIG}{RIGHTS}", CONFIG),
    "credit": edit_file("site.toml", f'{CONFIG}{RIGHTS}republish = true\ncredit = "From {{site}} NUMBER"\n', CONFIG),
    "kept back": edit_key("republish", "false", "true"),
    "status": edit_key("status", "withdrawn", "held", "published"),
    "words": edit_words,
    "tampered output": tamper_output,
    "deleted output": delete_output,
    "deleted state": delete_state,
    "corrupt state": corrupt_state,
}

START = {
    "content/harbour.md": article("Harbour", date="2026-05-01", tags="[Tides]", section="Coast"),
    "content/north/mill.md": article("Mill", date="2026-05-02", tags="[tides, Grain]"),
    "content/ferry.md": article("Ferry", "It [left](/harbour/).\n\n- one\n- two\n"),
    "static/robots-note.txt": "hello\n",
}


def try_build(site: Path, output: Path, *, force: bool = False) -> dict[str, bytes] | None:
    """The tree that a build gives; None when it refuses."""
    try:
        build_site(site, output, force=force, imports=False)
    except SitegenError:
        return None
    return read_tree(output)


def check_builds(site: Path, clean: Path) -> None:
    """The incremental build does what a clean one does, and the one after it does nothing."""
    expected = try_build(site, clean, force=True)
    found = try_build(site, site / "public")
    assert (found is None) == (expected is None)
    if found is None or expected is None:
        return
    assert sorted(found) == sorted(expected)
    assert [path for path in found if found[path] != expected[path]] == []
    before = read_stamps(site / "public")
    report = build_site(site, imports=False)
    assert (report.rendered, report.written, report.deleted) == ((), (), ())
    assert read_stamps(site / "public") == before


steps = st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 200))
sequences = st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=3)


@pytest.mark.timeout(300)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequences)
def test_incremental_equals_clean(batches: list[list[tuple[str, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = lay_site(Path(folder) / "site", START)
        build_site(site)
        for number, batch in enumerate(batches):
            for name, value in batch:
                EDITS[name](site, value)
            check_builds(site, Path(folder) / f"clean-{number}")


def test_every_kind_of_edit_alone(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", START)
    build_site(site)
    for number, name in enumerate(sorted(EDITS)):
        EDITS[name](site, number)
        check_builds(site, tmp_path / f"clean-{number}")


def test_a_file_may_take_the_place_of_a_folder(tmp_path: Path) -> None:
    site = lay_site(tmp_path / "site", START)
    build_site(site)
    (site / "content/harbour.md").unlink()
    (site / "content/ferry.md").write_text(article("Ferry", "It left."), "utf-8")
    lay_files(site, {"static/harbour": "a file now\n"})
    check_builds(site, tmp_path / "clean-1")
    (site / "static/harbour").unlink()
    lay_files(site, {"content/harbour.md": article("Harbour")})
    check_builds(site, tmp_path / "clean-2")


def test_several_processes_write_what_one_does(tmp_path: Path) -> None:
    pages = {f"content/p{i}.md": article(f"Page {i}", f"Body {i}.", tags=f"[Tag {i}]") for i in range(100)}
    site = lay_site(tmp_path / "site", pages)
    report = build(site, BuildOptions(output=tmp_path / "two", jobs=2, now=NOON))
    assert len(report.rendered) > 256
    build_site(site, tmp_path / "one")
    assert read_tree(tmp_path / "two") == read_tree(tmp_path / "one")
