"""The content file, both ways, and what it says of a slip of the pen."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.frontmatter import format_content_file, parse_content_file, split_content, without_origin
from sitegen.model import Attribution, Correction, Credit, FrontMatter, Image, Origin, Party, Window

WHOLE = FrontMatter(
    title='The bell: "why" & when – #1',
    date="2026-05-04T09:00:00Z",
    updated="2026-05-05",
    slug="bell",
    language="en",
    section="News",
    authors=("Ilo Brandt", "Åsa Ödegård"),
    tags=("no", "1871", "null"),
    summary="It rings.\nTwice.",
    draft=True,
    image=Image(src="/a.jpg", alt="A bell", caption="The bell: old", credit="File"),
    aliases=("/old/",),
    publish=Window(from_="2026-05-04", until="2027-05-04T00:00:00Z"),
    attribution=Attribution(
        chain=(
            Party(role="agency", name="MBP", line=4),
            Party(role="publisher", name="Sound", url="https://s.example"),
        ),
        original_url="https://s.example/bell",
        credits=(Credit(role="editing", name="Ana Quill"),),
        dateline="Cape Orlo",
        notices=("(Except the headline …)",),
    ),
    origin=Origin(seed="seeds/bell.txt", item="1", digest="abc", written="def", imported="2026-05-04T09:00:00Z"),
    extra={"mood": {"a": [1, 2.5, True]}},
)


def error_of(head: str) -> str:
    with pytest.raises(ContentError) as caught:
        parse_content_file("content/a.md", f"---\n{head}\n---\n\nBody.\n")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_what_is_written_reads_back_the_same() -> None:
    text = format_content_file(WHOLE, "Body.\n")
    file = parse_content_file("content/a.md", text)
    assert (file.front, file.body) == (WHOLE, "Body.\n")
    assert text.split("\n")[file.body_line - 1] == "Body."
    assert format_content_file(file.front, file.body) == text


def test_only_what_is_known_is_written() -> None:
    assert format_content_file(FrontMatter(title="T"), "B\n") == "---\ntitle: T\n---\n\nB\n"


def test_dates_that_yaml_reads_are_plain_text_again() -> None:
    file = parse_content_file("a.md", "---\ntitle: T\ndate: 2026-05-04 09:00:00Z\nupdated: 2026-05-05\n---\nB")
    assert (file.front.date, file.front.updated) == ("2026-05-04T09:00:00Z", "2026-05-05")


def test_a_correction_may_be_a_sentence_alone() -> None:
    head = "title: T\nattribution:\n  corrections: ['The lamp is red.', {text: Two lamps., date: 2026-05-03}]"
    file = parse_content_file("a.md", f"---\n{head}\n---\nB")
    assert file.front.attribution is not None
    assert file.front.attribution.corrections == (
        Correction(text="The lamp is red."),
        Correction(text="Two lamps.", date="2026-05-03"),
    )


@pytest.mark.parametrize("text", ["\ufeff---\r\ntitle: T\r\n---\r\n\r\nB\r\n", "---\ntitle: T\n---\nB\n"])
def test_line_ends_and_marks_make_no_difference(text: str) -> None:
    assert parse_content_file("a.md", text).body == "B\n"


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("title: T\nathors: [x]", 'content/a.md:3: unknown key "athors" (did you mean "authors"?)'),
        (
            "title: T\nattribution:\n  chain:\n  - {role: agency, name: A, nme: x}",
            'content/a.md:5: unknown key "nme" (did you mean "name"?)',
        ),
        (
            "title: T\ndate: 2026-05-03\nattribution:\n  corrections:\n  - text: A lamp.\n    date: soon",
            'content/a.md:7: "attribution.corrections.date" is no date: "soon"',
        ),
        (
            "title: T\nattribution:\n  corrections:\n  - {txt: A lamp.}",
            'content/a.md:5: unknown key "txt" (did you mean "text"?)',
        ),
        ("title: T\nimage:\n  scr: x", 'content/a.md:4: unknown key "scr" (did you mean "src"?)'),
        ("title: T\nslug: [\n", "content/a.md:"),
        ("title: a: b", "content/a.md:2: front matter is no YAML: mapping values are not allowed"),
        ("section: News", 'content/a.md:2: has no "title"'),
        ("title: 4", 'content/a.md:2: "title": expected `str`, got `int` (put it in quotes)'),
        ("title: T\ndraft: perhaps", 'content/a.md:3: "draft": expected `bool`'),
        ("title: T\ndate: soon", 'content/a.md:3: "date" is no date: "soon"'),
        ("title: T\npublish:\n  from: later", 'content/a.md:4: "publish.from" is no date'),
        ("- title: T", "content/a.md:2: front matter is no list of keys"),
        ("just words", "content/a.md:2: front matter is no list of keys"),
        ("title: !!python/object/apply:os.getcwd []", "content/a.md:2: front matter is no YAML"),
    ],
)
def test_a_slip_is_named_with_its_line(head: str, message: str) -> None:
    assert error_of(head).startswith(message)


def test_unknown_key_error_is_exact() -> None:
    assert error_of("title: T\nathors: [x]") == 'content/a.md:3: unknown key "athors" (did you mean "authors"?)'


def test_bad_yaml_names_the_line_it_is_on() -> None:
    assert error_of("title: T\nsection: News\ntags: [a\nslug: b").startswith("content/a.md:5: front matter is no YAML")


@pytest.mark.parametrize("text", ["", "No head at all.\n", "---\ntitle: never closed\n"])
def test_a_file_without_front_matter_says_how_to_begin(text: str) -> None:
    with pytest.raises(ContentError, match="has no front matter"):
        parse_content_file("a.md", text)


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12))]
    assert "too many YAML aliases" in error_of("title: T\nextra:\n" + "\n".join(f"  {line}" for line in lines))


def test_nesting_without_end_is_refused() -> None:
    assert "front matter is no YAML" in error_of("title: " + "[" * 20_000)


def test_origin_can_be_left_out() -> None:
    text = format_content_file(WHOLE, "Body.\n")
    assert "seeds/bell.txt" not in without_origin(text)
    assert parse_content_file("a.md", without_origin(text)).front.title == WHOLE.title


def test_a_rule_in_the_body_is_not_the_end_of_the_head() -> None:
    assert split_content("---\ntitle: T\n---\n\nA\n\n---\n\nB\n")[1] == "A\n\n---\n\nB\n"


def test_what_is_not_to_be_republished_says_so_and_all_else_is_silent() -> None:
    text = "---\ntitle: A\nrepublish: false\n---\n\nRain.\n"
    file = parse_content_file("a.md", text)
    assert file.front.republish is False
    assert format_content_file(file.front, file.body) == text
    assert "republish" not in format_content_file(FrontMatter(title="A"), "")
