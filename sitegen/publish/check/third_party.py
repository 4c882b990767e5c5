"""Requests that a page has a browser make to others: each tells them of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from sitegen.model.profile import Profile
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import Ref
from sitegen.publish.check.links import spellings
from sitegen.publish.config import SiteConfig
from sitegen.rights.tracker import is_tracker

_WORDS = {
    "picture": "a picture",
    "script": "a script",
    "style": "a style sheet, font or background",
    "frame": "a frame",
    "icon": "an icon or resource",
    "hint": "a connection",
    "refresh": "a redirect",
    "ping": "a ping for each click",
    "media": "sound, film or an object",
}


def check_requests(config: SiteConfig, base: str, refs: Iterable[Ref], profile: Profile | None) -> Iterator[Fault]:
    """What one file loads from others without its licensor's asking for it."""
    for ref in refs:
        if not (ref.is_loaded or ref.kind == "form"):
            continue
        try:
            parts = urlsplit(urljoin(base, ref.url))
            host = parts.netloc.lower()
        except ValueError:
            continue  # told as malformed
        if parts.scheme not in ("http", "https") or not host:
            continue
        if parts.scheme == "http" and config.base_url.startswith("https:") and ref.kind != "form":
            yield _fault(
                config, "request.insecure", ref, f"{_name(ref)} is loaded over http from {host}", "write https"
            )
        if host != urlsplit(config.base_url).netloc.lower():
            yield from _check_foreign(config, ref, host, profile)


def _check_foreign(config: SiteConfig, ref: Ref, host: str, profile: Profile | None) -> Iterator[Fault]:
    if ref.kind == "form":
        yield _fault(
            config, "request.form", ref, f"a form sends what readers type to {host}", "let it send to the site"
        )
    elif profile and profile.tracker and is_tracker(ref.url, profile.tracker):
        return
    elif ref.kind == "picture" and config.images.remote == "show":
        remedy = 'put it into static/, let import fetch pictures, or set [images] remote = "link"'
        yield _fault(config, "request.picture", ref, f"a picture is loaded from {host}, which sees each reader", remedy)
    else:
        message = f"{_name(ref)} is loaded from {host}, which sees each reader"
        yield _fault(config, "request.third-party", ref, message, "put a copy into static/, or take it out")


def _name(ref: Ref) -> str:
    return _WORDS.get(ref.kind, "something")


def _fault(config: SiteConfig, rule: str, ref: Ref, message: str, remedy: str) -> Fault:
    return Fault(rule, ref.line, message, remedy, url=ref.url, sought=spellings(config, ref.url))
