from __future__ import annotations

import pytest

from sitegen.errors import ThemeError
from tests.sites import article
from tests.unit.publish.press import outputs_of, press_of, rendered, site_of, tiny_theme

SITE = site_of({"a.md": article('"Boats & <b>tides</b>"')})
PART = "themes/tiny/templates/part.html"
FAULTS = {
    "unknown name": "{{ nothing.at_all }}",
    "unknown field": "{{ view.heading }}",
    "unknown filter argument": "{{ 'a' | join(3, 4, 5, 6) }}",
    "division": "{{ 1 / 0 }}",
    "overflow": "{{ 2.0 ** 5000 }}",
    "kind": "{{ 1 + 'a' }}",
    "lookup": "{{ 'a'.encode('no-such-encoding') }}",
    "index": "{{ [].pop() }}",
    "a circle": '{% include "part.html" %}',
    "a missing template": '{% include "gone.html" %}',
    "an unending macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "syntax": "{% if %}",
    "unknown tag": "{% frame %}",
    "unknown filter": "{{ 'a' | shiny }}",
}


def error_of(page: str, part: str) -> str:
    with pytest.raises(ThemeError) as caught:
        rendered(SITE, "a/index.html", tiny_theme({"article.html": page, "part.html": part}))
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_an_error_names_template_and_line(fault: str) -> None:
    page = f"first\nsecond\n{FAULTS[fault]}\n"
    assert error_of(page if fault != "a circle" else '\n\n{% include "article.html" %}', "").startswith(
        "themes/tiny/templates/article.html:3: "
    )


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("page", ['\n\n\n\n{% include "part.html" %}', '{% extends "part.html" %}'])
def test_an_error_in_a_partial_names_the_partial(fault: str, page: str) -> None:
    assert error_of(page, f"first\n{FAULTS[fault]}\n").startswith(f"{PART}:2: ")


def test_a_missing_template_is_called_by_its_name() -> None:
    assert "gone.html" in error_of('{% include "gone.html" %}', "")


def test_values_are_escaped_and_the_body_is_not() -> None:
    html = rendered(SITE, "a/index.html", body="A *word*.")
    assert "<h2>Boats &amp; &lt;b&gt;tides&lt;/b&gt;</h2>" in html
    assert "<p>A <em>word</em>.</p>" in html


def test_templates_of_one_press_do_not_leak_into_another() -> None:
    one, two = (tiny_theme({"article.html": text}) for text in ("one", "two"))
    assert [rendered(SITE, "a/index.html", theme) for theme in (one, two, one)] == ["one", "two", "one"]


def test_templates_see_no_more_than_site_view_and_body() -> None:
    page = "{% for name in ['config', 'pages', 'request', 'now'] %}{{ self._TemplateReference__context.get(name) }}"
    theme = tiny_theme({"article.html": page + "{% endfor %}"})
    assert rendered(SITE, "a/index.html", theme) == "None" * 4


def test_every_output_of_a_site_can_be_rendered() -> None:
    pages = {
        f"p{i}.md": article(f"P{i}", tags="[x]", section="Coast", authors="[Ines]", date="2026-05-01") for i in range(3)
    }
    site = site_of(pages)
    assert all(rendered(site, path) for path in outputs_of(site))
    assert press_of(site, tiny_theme()).closures.keys() == tiny_theme().templates.keys()
