"""`copy_of` in a content file: what import says, and what an editor says."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.frontmatter import find_copy_of, format_content_file, parse_content_file, with_copy_of, without_origin
from sitegen.model import FrontMatter

TEXT = """\
---
title: 'A: b'  # mine
origin:
  seed: seeds/a.xml
  sketch:
  - 1a
tags: [x]
---

origin:
  copy_of: no front matter
"""


@pytest.mark.parametrize("path", ["world/ferry.md", "a: b.md", "- x.md", 'q"u.md', "новости/паром.md", "#1.md"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_origin_alone_is_written(path: str, ends: str) -> None:
    text = TEXT.replace("\n", ends)
    found = with_copy_of(text, path)
    assert found
    assert find_copy_of(found) == path
    origin = parse_content_file("a.md", found).front.origin
    assert origin
    assert (origin.copy_of, origin.sketch) == (path, ("1a",))
    assert without_origin(found) == without_origin(text)
    assert with_copy_of(found, "b.md") == with_copy_of(text, "b.md")
    assert with_copy_of(found, None) == text


@pytest.mark.parametrize(
    "text", ["no front matter\norigin:\n  seed: a\n", "---\ntitle: a\n---\n\norigin:\n  seed: b\n"]
)
def test_what_no_import_wrote_is_left_alone(text: str) -> None:
    assert with_copy_of(text, "b.md") is None
    assert find_copy_of(text) is None


def test_an_editor_s_false_is_not_lost() -> None:
    text = format_content_file(FrontMatter(title="a", copy_of=False), "b\n")
    assert parse_content_file("a.md", text).front.copy_of is False


def test_true_is_no_answer() -> None:
    with pytest.raises(ContentError) as caught:
        parse_content_file("a.md", "---\ntitle: a\ncopy_of: true\n---\n")
    assert str(caught.value).startswith('a.md:3: "copy_of" is true')
