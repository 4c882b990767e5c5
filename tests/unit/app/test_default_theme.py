"""What the default theme makes of an article."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.sites import build_site, lay_files

SITE = 'title = "The Lantern"\nbase_url = "https://lantern.example/"\n[images]\nremote = "show"\n'
HEAD = "---\ntitle: The bell\ndate: '2026-05-05'\nimage:\n  src: {src}\n  alt: A bell\n---\n\n"
PICTURE = "https://bell.example/bell.jpg?w=9&h=8"


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        (f'The bell rang.\n\n![A bell]({PICTURE} "The bell | Ilo Brandt")\n\nIt rang again.', 0),
        ("The bell rang.\n\n![A boat](https://bell.example/boat.jpg)", 1),
        ("The bell rang.", 1),
    ],
)
def test_a_picture_of_the_body_is_not_shown_above_it_too(tmp_path: Path, body: str, lead: int) -> None:
    lay_files(tmp_path, {"site.toml": SITE, "content/bell.md": HEAD.format(src=PICTURE) + body})
    build_site(tmp_path)
    html = (tmp_path / "public/bell/index.html").read_text("utf-8")
    assert html.count('<figure class="picture">') == lead
    assert html.count('src="https://bell.example/bell.jpg?w=9&amp;h=8"') == 1


LANGUAGES = sorted(path.stem for path in Path("themes/default/i18n").glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_is_a_dated_box_in_the_words_of_the_site(tmp_path: Path, language: str) -> None:
    corrections = "{corrections: [{text: 'Correction: It rang <twice>.', date: 2026-05-06}, {text: At noon.}]}"
    lay_files(
        tmp_path,
        {
            "site.toml": f'language = "{language}"\n{SITE}',
            "content/bell.md": f"---\ntitle: The bell\nattribution: {corrections}\n---\n\nThe bell rang.\n",
        },
    )
    build_site(tmp_path)
    page = BeautifulSoup((tmp_path / "public/bell/index.html").read_text("utf-8"), "html.parser")
    words = tomllib.loads(Path(f"themes/default/i18n/{language}.toml").read_text("utf-8"))
    box = page.select_one("article aside.corrections")
    assert box is not None
    heading, times, lines = box.find("h2"), box("time"), box("p")
    assert heading is not None
    assert heading.text == words["corrections"]
    assert [each["datetime"] for each in times] == ["2026-05-06"]
    assert "2026" in times[0].text or "٢٠٢٦" in times[0].text
    assert lines[0].text.endswith("Correction: It rang <twice>.")
    assert lines[1].text == "At noon."
