from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from sitegen.publish.config import Images, Markdown, SiteConfig
from sitegen.publish.markdown import render_markdown

SITE = SiteConfig(title="The Lantern", base_url="https://user.example/repo/")
HOSTILE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#x0A;script:alert(1)",
    "&#106;avascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "data:text/html,<b>x</b>",
    "vbscript:x",
    "file:///etc/passwd",
)


def html(text: str, config: SiteConfig = SITE) -> BeautifulSoup:
    return BeautifulSoup(render_markdown(text, config), "html.parser")


def site(markdown: Markdown) -> SiteConfig:
    return SiteConfig(title="The Lantern", base_url="https://user.example/repo/", markdown=markdown)


def test_root_relative_addresses_get_the_root() -> None:
    soup = html("[a](/tags/) ![b](/images/b.png) and [c](other/) [d](//host.example/x) [e](https://e.example/)")
    assert [a["href"] for a in soup("a")] == ["/repo/tags/", "other/", "//host.example/x", "https://e.example/"]
    assert soup.img is not None
    assert soup.img["src"] == "/repo/images/b.png"


@pytest.mark.parametrize("address", ["https://far.example/a.png", "//far.example/a.png"])
def test_a_remote_picture_becomes_a_link(address: str) -> None:
    soup = html(f'Look: ![A <boat>]({address} "A boat")')
    assert soup.img is None
    assert soup.a is not None
    assert (soup.a["href"], soup.a.text) == (address, "A <boat>")


def test_a_remote_picture_is_shown_where_the_site_says_so() -> None:
    config = SiteConfig(title="x", base_url="https://a.example/", images=Images(remote="show"))
    soup = html("![A boat](https://far.example/a.png)", config)
    assert soup.img is not None
    assert soup.img["src"] == "https://far.example/a.png"


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("form", ["[x](<{}>)", "[x]({})", "![x](<{}>)", "<{}>", "[x][1]\n\n[1]: <{}>"])
def test_no_script_is_ever_an_address(address: str, form: str) -> None:
    for tag in html(form.format(address))(True):
        for key in ("href", "src"):
            scheme = str(tag.get(key, "")).strip("\u200b \n").split(":", 1)[0].lower()
            assert scheme not in ("javascript", "data", "vbscript", "file"), tag


def test_raw_html_is_text() -> None:
    out = render_markdown("<script>alert(1)</script>\n\nA <b onclick=x>bold</b> word.", SITE)
    assert "<script" not in out
    assert "<b" not in out
    assert "&lt;b onclick=x&gt;bold&lt;/b&gt;" in out


def test_raw_html_goes_through_the_sanitiser() -> None:
    out = render_markdown(
        'A <b onclick="x()">bold</b> word.\n\n<script>alert(1)</script>\n\n<a href="javascript:x()">a</a>',
        site(Markdown(raw_html=True)),
    )
    assert "<b>bold</b>" in out
    for danger in ("onclick", "<script", "javascript:", "alert"):
        assert danger not in out


def test_the_sanitiser_leaves_our_own_figures_whole() -> None:
    text = '![A boat](/b.png "The boat | Ines Varga")\n\n| a |\n|---|\n| 1 |'
    plain, cleaned = html(text), html(text, site(Markdown(raw_html=True)))
    assert [tag.name for tag in cleaned(True)] == [tag.name for tag in plain(True)]


def test_unsafe_html_is_untouched() -> None:
    text = '<div data-x="1">kept</div>\n'
    assert render_markdown(text, site(Markdown(unsafe_html=True))) == text


def test_a_lone_picture_is_a_figure() -> None:
    soup = html('![A boat](/b.png "The boat | the crew | Ines Varga")')
    assert soup.figure is not None
    assert soup.p is None
    caption, credit = soup.figcaption, soup.find(class_="credit")
    assert caption is not None
    assert credit is not None
    assert credit.text == "Ines Varga"
    assert caption.text == "The boat | the crew Ines Varga"


def test_a_caption_is_text() -> None:
    out = render_markdown('![x](/b.png "a < b & <i>c</i>")', SITE)
    assert "<figcaption>a &lt; b &amp; &lt;i&gt;c&lt;/i&gt;</figcaption>" in out


def test_a_picture_among_words_is_none() -> None:
    soup = html("See ![b](/b.png) here.")
    assert soup.figure is None
    assert soup.p is not None


def test_a_picture_without_a_title_has_no_caption() -> None:
    assert render_markdown("![b](/b.png)", SITE).strip() == (
        '<figure><img src="/repo/b.png" alt="b" loading="lazy" decoding="async"></figure>'
    )


def test_tables_can_be_scrolled_by_keyboard() -> None:
    soup = html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert soup.div is not None
    assert soup.div["tabindex"] == "0"
    assert soup.div.table is not None


def test_an_empty_body() -> None:
    assert render_markdown("", SITE) == ""
