from __future__ import annotations

import pytest

from sitegen.errors import ConfigError, ThemeError
from sitegen.publish.theme import TEMPLATES, Template, Theme, closure_digests, parse_theme, strings_for
from tests.sites import TINY
from tests.unit.publish.press import tiny_theme

REFERENCES = {
    "include": '{% include "part.html" %}',
    "extends": '{% extends "part.html" %}',
    "import": '{% import "part.html" as part %}',
    "from": '{% from "part.html" import x %}',
    "include of several": '{% include ["none.html", "part.html"] ignore missing %}',
    "include in a block": '{% block a %}{% if true %}{% include "part.html" %}{% endif %}{% endblock %}',
    "through another": '{% include "between.html" %}',
    "either of two": '{% include "part.html" if view.draft else "other.html" %}',
    "a name made while rendering": "{% include view.kind %}",
    "a name put together": '{% include "par" ~ "t.html" %}',
    "a name in a variable": '{% set name = "part.html" %}{% include name %}',
}


def theme(page: str, part: str | None) -> Theme:
    extra = {"page.html": page, "between.html": '{% include "part.html" %}', "other.html": "other"}
    return tiny_theme(extra if part is None else {**extra, "part.html": part})


@pytest.mark.parametrize("kind", sorted(REFERENCES))
def test_a_page_depends_on_all_it_refers_to(kind: str) -> None:
    digests = [closure_digests(theme(REFERENCES[kind], part))["page.html"] for part in ("one", "two", None)]
    assert len(set(digests)) == 3


def test_a_page_does_not_depend_on_others() -> None:
    one, two = (closure_digests(theme('{% include "other.html" %}', part)) for part in ("one", "two"))
    assert one["page.html"] == two["page.html"]
    assert one["between.html"] != two["between.html"]


def test_a_circle_of_templates_has_a_digest() -> None:
    circle = {"a.html": '{% include "b.html" %}', "b.html": '{% include "a.html" %}'}
    digests = closure_digests(tiny_theme(circle))
    changed = closure_digests(tiny_theme({**circle, "b.html": circle["b.html"] + "!"}))
    assert digests["a.html"] != changed["a.html"]


def test_a_template_that_cannot_be_parsed_names_file_and_line() -> None:
    with pytest.raises(ThemeError, match=r"^themes/tiny/templates/part\.html:2: "):
        closure_digests(theme("", "fine\n{% if %}"))


def test_a_theme_with_a_missing_template_names_it() -> None:
    templates = {name: Template("", name) for name in TEMPLATES if name != "terms.html"}
    with pytest.raises(ThemeError, match=r"^themes/x/theme\.toml: has no template terms\.html"):
        parse_theme("themes/x/theme.toml", 'name = "x"', templates, {}, {})


def test_an_unknown_option_is_the_sites_mistake() -> None:
    good = tiny_theme()
    with pytest.raises(ConfigError, match=r'^site\.toml: unknown theme option "acent" \(did you mean "accent"\?\)'):
        parse_theme("t/theme.toml", 'name = "x"\n[options]\naccent = "a"', good.templates, {}, {"acent": "b"})


def test_options_and_words_come_over_the_defaults() -> None:
    good = tiny_theme()
    english = TINY["themes/tiny/i18n/en.toml"]
    words = {"en": english + 'a = "A"\nb = "B"', "pt": 'a = "P"', "pt-BR": 'b = "R"'}
    toml = 'name = "x"\n[options]\naccent = "a"\nwide = true'
    made = parse_theme("t/theme.toml", toml, good.templates, words, {"accent": "b"})
    assert made.options == {"accent": "b", "wide": True}
    assert {key: strings_for(made, "pt-BR")[key] for key in "ab"} == {"a": "P", "b": "R"}
    assert {key: strings_for(made, "xx")[key] for key in "ab"} == {"a": "A", "b": "B"}


@pytest.mark.parametrize(("toml", "words"), [("nme = 1", {}), ("name = ", {}), ('name = "x"', {"en": "a = 1"})])
def test_malformed_files_of_a_theme(toml: str, words: dict[str, str]) -> None:
    with pytest.raises(ThemeError) as caught:
        parse_theme("t/theme.toml", toml, tiny_theme().templates, words, {})
    assert str(caught.value).startswith("t/i18n/en.toml: " if words else "t/theme.toml: ")


@pytest.mark.parametrize("word", ["home", "tags", "archive", "page_n", "redirect_title", "not_found_title"])
def test_a_word_that_the_site_needs_is_asked_for(word: str) -> None:
    lines = TINY["themes/tiny/i18n/en.toml"].split("\n")
    words = {"en": "\n".join(line for line in lines if not line.startswith(word))}
    with pytest.raises(ThemeError, match=rf'^t/i18n/en\.toml: .*"{word}"'):
        parse_theme("t/theme.toml", 'name = "x"', tiny_theme().templates, words, {})


def test_a_number_has_its_place_in_the_words() -> None:
    words = {"en": TINY["themes/tiny/i18n/en.toml"].replace("{number}", "{n}")}
    with pytest.raises(ThemeError, match=r"^t/i18n/en\.toml: .*page_n"):
        parse_theme("t/theme.toml", 'name = "x"', tiny_theme().templates, words, {})
