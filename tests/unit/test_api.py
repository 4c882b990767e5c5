"""`import sitegen`: the function and the package of one name, its types, its forms, and how little it costs."""

from __future__ import annotations

import doctest
import inspect
import itertools
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import sitegen
from tests.sites import lay_files, lay_site

STORY = (
    "Ferry late again\n\nBy Ines Varga\n\nThe ferry was late on Monday, the pilot said.\n\n- one lamp\n- two bells\n"
)
IMPORTS = {
    "import sitegen": "sitegen.convert.__call__",
    "from sitegen import convert": "convert.__call__",
    "from sitegen.convert.pipeline import convert as stages": "stages",
    "import sitegen.convert.report as report": "report.format_article",
}


@pytest.mark.parametrize("order", list(itertools.permutations(IMPORTS, 2)), ids=" ; ".join)
def test_function_and_package_live_together_in_any_order_of_import(order: tuple[str, ...]) -> None:
    program = "\n".join([*order, *(f"assert callable({IMPORTS[line]})" for line in order)])
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "sitegen"}
    for name in before:
        del sys.modules[name]
    try:
        exec(program, {})  # noqa: S102 (our own lines)
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "sitegen"]:
            del sys.modules[name]
        sys.modules.update(before)


def test_the_parts_of_the_package_are_reached_through_it() -> None:
    from sitegen.convert import pipeline

    assert sitegen.convert.pipeline is pipeline  # type: ignore[attr-defined]


def test_what_is_called_is_documented_and_travels_between_processes() -> None:
    assert list(inspect.signature(sitegen.convert).parameters) == ["data", "url", "name", "site", "ftr"]
    assert "Raises SourceError" in (sitegen.convert.__doc__ or "")
    assert pickle.loads(pickle.dumps(sitegen.convert)) is sitegen.convert  # noqa: S301 (our own bytes)


def test_importing_is_cheap() -> None:
    program = "import sys, sitegen; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "'sitegen'" in loaded
    for heavy in ("msgspec", "bs4", "markdown_it", "click", "feedparser", "inspect"):
        assert f"'{heavy}'" not in loaded


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(sitegen)
    assert result.attempted >= 6
    assert result.failed == 0


def test_text_and_bytes_are_one_input() -> None:
    assert sitegen.convert(STORY) == sitegen.convert(STORY.encode()) == sitegen.convert(STORY.encode("utf-16"))


def test_the_address_makes_links_absolute() -> None:
    page = "<!doctype html><body><article><p>The ferry was late again, <a href=/why>officials</a> said.</p></article>"
    (article,) = sitegen.convert(page, "https://lantern.example/a/b")
    assert "https://lantern.example/why" in sitegen.to_markdown(article)
    assert article.metadata.canonical_url == "https://lantern.example/a/b"


def test_the_name_tells_the_format_and_stands_in_errors() -> None:
    (article,) = sitegen.convert("# Ferry late\n\nThe *ferry* was late on Monday, the pilot said.", name="notes.md")
    assert "*ferry*" in sitegen.to_markdown(article)
    with pytest.raises(sitegen.SourceError, match=r"^scan\.png: is a PNG picture"):
        sitegen.convert(b"\x89PNG\r\n\x1a\n", name="scan.png")


def test_one_extraction_in_every_form() -> None:
    (article,) = sitegen.convert(STORY + "\n<script>alert(1)</script> & so on, the pilot said on Tuesday.\n")
    assert isinstance(article, sitegen.Article)
    markdown, html = sitegen.to_markdown(article), sitegen.to_html(article)
    assert "- one lamp\n- two bells" in markdown
    assert "<li>one lamp</li>" in html
    assert "<script" not in html
    assert "The ferry was late on Monday, the pilot said.\n\none lamp\ntwo bells" in sitegen.to_text(article)
    as_json = json.loads(json.dumps(sitegen.to_json(article)))
    assert (as_json["markdown"], as_json["text"]) == (markdown, sitegen.to_text(article))
    assert sitegen.to_content_file(article).endswith(f"---\n\n{markdown}")


def test_the_rules_of_a_site_count(tmp_path: Path) -> None:
    rule = (
        'category = "lamp"\n[[rule]]\nid = "und.lamp.own"\naction = "remove"\n'
        'phrases = ["one bell for the pilot"]\nmatches = ["One bell for the pilot"]\nspares = ["One bell rang"]\n'
    )
    site = lay_site(tmp_path, {"rules/und/lamp.toml": rule})
    paste = f"{STORY}\nOne bell for the pilot\n"
    assert "One bell" in sitegen.to_text(sitegen.convert(paste)[0])
    (article,) = sitegen.convert(paste, site=site)
    assert "One bell" not in sitegen.to_text(article)
    assert article.removed[-1].rule == "und.lamp.own"
    with pytest.raises(sitegen.SitegenError, match=r"there is no site\.toml"):
        sitegen.convert(paste, site=lay_files(tmp_path / "elsewhere", {"a": ""}))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sitegen.nonsense  # type: ignore[attr-defined]
    assert {"Article", "convert", "to_html"} <= set(dir(sitegen))
    assert all(hasattr(sitegen, name) for name in sitegen.__all__)


def test_a_strict_checker_sees_a_function_and_records(tmp_path: Path) -> None:
    use = """\
        import sitegen
        import sitegen.convert.report
        from sitegen import Article, convert
        from sitegen.convert.pipeline import convert as stages

        articles: list[Article] = sitegen.convert(b"x", "https://a.example/", name="a.txt")
        title: str = convert("x")[0].metadata.title
        form: str = sitegen.to_markdown(articles[0])
        sitegen.convert(3)
        sitegen.nonsense
    """
    lay_files(tmp_path, {"use.py": inspect.cleandoc(use)})
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ".mypy_cache", str(tmp_path / "use.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(sitegen.__file__).parents[1])
    wrong = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if "use.py" in line]
    assert len(wrong) == 2, done.stdout
    assert 'expected "bytes | str"' in wrong[0]
    assert 'no attribute "nonsense"' in wrong[1]
