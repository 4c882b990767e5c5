"""Addresses: which may be published, and how they are spelt."""

from __future__ import annotations

import pytest

from sitegen.document.links import host_of, is_safe, resolve_url


@pytest.mark.parametrize(
    "url", ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "/x", "y/../z", "#n", "?a:b"]
)
def test_safe(url: str) -> None:
    assert is_safe(url)


@pytest.mark.parametrize("url", ["javascript:x", "java\nscript:x", "\u200bjavascript:x", "data:,x", "tel:1", "x:y"])
def test_unsafe(url: str) -> None:
    assert not is_safe(url)


@pytest.mark.parametrize("url", ["http://[half", "", "   ", "javascript:x"])
def test_what_cannot_be_an_address_resolves_to_nothing(url: str) -> None:
    assert resolve_url(url, "https://a.example/") == ""


@pytest.mark.parametrize(
    ("url", "base", "absolute"),
    [
        ("https://b.example/x-1/y.html", "https://a.example/z/", "https://b.example/x-1/y.html"),
        ("https://b.example", "https://a.example/z/", "https://b.example"),
        ("/x/y", "https://a.example/z/q?r=1", "https://a.example/x/y"),
        ("/x/y", "https://a.example:8443/z", "https://a.example:8443/x/y"),
        ("/x/../y", "https://a.example/z", "https://a.example/y"),
        ("//b.example/x", "https://a.example/z", "https://b.example/x"),
        ("y", "https://a.example/x/z", "https://a.example/x/y"),
        ("/x", "", "/x"),
        ("https://b.example/?utm_source=a&p=1", "", "https://b.example/?p=1"),
    ],
)
def test_an_address_is_made_absolute(url: str, base: str, absolute: str) -> None:
    assert resolve_url(url, base) == absolute


def test_resolving_twice_changes_nothing() -> None:
    once = resolve_url("/straße?q=ä b&x=%20", "https://a.example/")
    assert resolve_url(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("url", "host"), [("https://www.A.example/x", "a.example"), ("/x", ""), ("http://[half", ""), ("mailto:a@b", "")]
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host
