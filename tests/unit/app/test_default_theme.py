"""What the default theme makes of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

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
