"""Counted links: where they say that they lead."""

from __future__ import annotations

import pytest

from sitegen.convert.sources.redirects import unwrap_url

TARGET = "https://sound.example/tides?a=1"
QUOTED = "https%3A%2F%2Fsound.example%2Ftides%3Fa%3D1"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?q={QUOTED}&sa=D&source=docs&ust=1",
        f"https://eur01.safelinks.protection.outlook.example/?url={QUOTED}&data=05",
        f"https://click.harbour.example/?u=77&url={QUOTED}",
        f"https://harbour.example/redirect?to={QUOTED}%26utm_source%3Dmail",
        f"https://harbour.example/r/81?target={QUOTED}",
        "https://links.a.example/c?url=https%3A%2F%2Ftrack.b.example%2Fgo%3Furl%3Dhttps%253A%252F%252Fsound.example"
        "%252Ftides%253Fa%253D1",
    ],
)
def test_a_counter_is_left_out(url: str) -> None:
    assert unwrap_url(url) == TARGET


@pytest.mark.parametrize(
    "url",
    [
        TARGET,
        "",
        "mailto:a@b.example?subject=https://x.example",
        f"https://www.facebook.example/sharer/sharer.php?u={QUOTED}",
        f"https://t.example/intent/tweet?url={QUOTED}",
        f"https://archive.example/web/search?url={QUOTED}",
        f"https://harbour.example/story?ref={QUOTED}",
        "https://click.harbour.example/c/81/a8f7e6",
        "https://click.harbour.example/c?url=javascript%3Aalert(1)",
        "https://click.harbour.example/c?url=%2Fstory",
        "https://[click.example/c?url=https://a.example",
        "https://click.harbour.example/c?" + "a=1&" * 50_000,
    ],
)
def test_anything_else_stays_as_it_is(url: str) -> None:
    assert unwrap_url(url) == url
