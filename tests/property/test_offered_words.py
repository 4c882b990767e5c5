"""What others take of a story is what it says, to the last character, and the credit after it."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given

from sitegen.document.blocks import text_of_all
from sitegen.document.read_markdown import read_markdown
from sitegen.document.write_markdown import format_markdown
from sitegen.frontmatter import parse_content_file
from sitegen.model import AnyBlock
from sitegen.publish.pack import PackView
from sitegen.publish.pack_forms import read_pack, render_story_file
from tests.property.test_markdown import BLOCKS
from tests.sites import article
from tests.unit.publish.press import config_of, outputs_of, site_of

CREDIT = "This story first appeared on The Lantern."
LICENSE = "Licence: https://lantern.example/licence/"
SITE = site_of({"a.md": article("A")}, config_of('[rights]\nlicense = "/licence/"\nrepublish = true\n'))


def view() -> PackView:
    found = outputs_of(SITE)["a/story.md"].view
    assert isinstance(found, PackView)
    return found


VIEW = view()


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(BLOCKS)
def test_the_boxes_and_the_file_say_what_the_story_says(blocks: list[AnyBlock]) -> None:
    body = format_markdown(blocks)
    said = squeeze(text_of_all(read_markdown(body)))
    pack = read_pack(VIEW, body)
    assert squeeze(BeautifulSoup(pack.html, "html.parser").get_text()) == squeeze(f"A{said}{CREDIT}{LICENSE}")
    assert squeeze(text_of_all(read_markdown(pack.markdown))) == squeeze(f"A{said}{CREDIT}{LICENSE}")
    file = parse_content_file("a.md", render_story_file(VIEW, body).decode())
    assert squeeze(text_of_all(read_markdown(file.body))) == squeeze(f"{said}{CREDIT}{LICENSE}")
