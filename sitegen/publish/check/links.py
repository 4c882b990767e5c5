"""Where addresses lead within the site: the graph of all its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.document.links import is_safe
from sitegen.publish.check.finding import Fault
from sitegen.publish.check.html_page import Ref
from sitegen.publish.config import SiteConfig

_LOCAL = frozenset(["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "::1"])  # noqa: S104 (looked for, not listened on)
_HINT = {
    "picture": "put the file into static/, or take the picture out",
    "sitemap": "build again; take what is gone out of the sitemap",
    "feed": "build again",
}


class Ground(NamedTuple):
    """The site as a place for links: its files, their paths without case, the ids on each page; `found` is where
    addresses that mean the same on every page were found to lead."""

    config: SiteConfig
    files: frozenset[str]
    folded: Mapping[str, str]
    ids: Mapping[str, frozenset[str]]
    found: dict[str, Target | None]


class Target(NamedTuple):
    """Where an address leads: to the file `path` of the site, or else to `url` elsewhere. `rule` is broken where there
    is nothing, `fragment` as it is written, `is_redirect` where servers send readers on to it."""

    url: str
    path: str = ""
    fragment: str = ""
    rule: str = ""
    is_redirect: bool = False


def address_of(config: SiteConfig, path: str) -> str:
    """The address of a file of the site."""
    return f"{config.origin}{config.root}{path.removesuffix('index.html') if _is_index(path) else path}"


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def find_target(ground: Ground, base: str, url: str) -> Target | None:
    """Where `url` on a page at `base` leads; None for what is no place: mail, data, a fragment that scripts read."""
    if not is_safe(url):
        scheme = "".join(url.split()).partition(":")[0].lower()
        return Target(url, rule="link.unsafe") if scheme in ("javascript", "vbscript", "file") else None
    if url.startswith(("mailto:", "tel:")):
        return None
    try:
        whole = urljoin(base, url)
        parts = urlsplit(whole)
        host = parts.netloc.lower()
        named = urlsplit(url)
    except ValueError:
        return Target(url, rule="link.malformed")
    if any(char.isspace() for char in url) or not host or (named.scheme and not named.netloc):
        return Target(url, rule="link.malformed")
    if parts.scheme not in ("http", "https") or host != urlsplit(ground.config.base_url).netloc.lower():
        local = (parts.hostname or "") in _LOCAL
        return Target(whole, rule="link.local" if local else "")
    return _find_file(ground, whole, parts.path, parts.fragment)


def _find_once(ground: Ground, base: str, url: str) -> Target | None:
    if url[:1] != "/" or url[:2] == "//":
        return find_target(ground, base, url)
    if url not in ground.found:
        ground.found[url] = find_target(ground, base, url)
    return ground.found[url]


def _find_file(ground: Ground, whole: str, path: str, fragment: str) -> Target:
    root = ground.config.root
    path = unquote(path) or "/"
    if path == root.rstrip("/"):
        path = root
    if not path.startswith(root):
        return Target(whole, rule="link.outside")
    inner = path[len(root) :]
    wished = [f"{inner}index.html"] if not inner or inner.endswith("/") else [inner, f"{inner}.html"]
    for file in wished:
        if file in ground.files:
            return Target(whole, file, fragment)
    if inner and f"{inner}/index.html" in ground.files:
        return Target(whole, f"{inner}/index.html", fragment, is_redirect=True)
    wished.append(f"{inner}/index.html")
    near = next((ground.folded[file.casefold()] for file in wished if file.casefold() in ground.folded), "")
    return Target(whole, near, rule="link.case" if near else "link.broken")


def check_refs(ground: Ground, path: str, base: str, refs: Iterable[Ref]) -> Iterator[Fault]:
    """The links of one file that do not lead anywhere on the site, or not straight."""
    for ref in refs:
        if ref.kind == "hint" or not (ref.url or ref.is_loaded):
            continue
        target = _find_once(ground, base, ref.url) if ref.url else Target("", rule="link.broken")
        if target is None:
            continue
        if target.rule:
            yield _broken(ground, ref, target)
        elif target.is_redirect and ref.kind != "form":
            remedy = f'end it with a slash: "{ref.url.partition("#")[0]}/"'
            yield _fault(ground, "link.redirect", ref, f'"{ref.url}" sends readers on to the page', remedy)
        elif target.path and target.fragment and ref.kind == "link" and not _has_id(ground, target):
            where = "this page" if target.path == path else target.path
            message = f'nothing on {where} is called "{unquote(target.fragment)}"'
            yield _fault(ground, "link.anchor", ref, message, "name a heading's or element's id, or link to the page")


def _has_id(ground: Ground, target: Target) -> bool:
    known = ground.ids.get(target.path)
    fragment = target.fragment.partition(":~:")[0]
    if known is None or not fragment or fragment.lower() == "top":
        return True
    return fragment in known or unquote(fragment) in known  # browsers look for it as it is written first


def _broken(ground: Ground, ref: Ref, target: Target) -> Fault:
    shown = ref.url if len(ref.url) <= 200 else f"{ref.url[:200]}…"
    messages = {
        "link.broken": (f'"{shown}" leads to nothing', _HINT.get(ref.kind, "mend the address, or take the link out")),
        "link.case": (f'"{shown}" is written otherwise: {target.path}', "write it as the file is"),
        "link.outside": (f'"{shown}" is above the path of base_url', "begin it with the site's own path"),
        "link.unsafe": (f'"{shown}" is no link to a page', "take it out"),
        "link.local": (f'"{shown}" leads to the reader\'s own machine', "write the public address"),
        "link.malformed": (f'"{shown}" is no address', "retype it; blanks are %20"),
    }
    message, remedy = messages[target.rule]
    return _fault(ground, target.rule, ref, message, remedy)


def _fault(ground: Ground, rule: str, ref: Ref, message: str, remedy: str) -> Fault:
    return Fault(rule, ref.line, message, remedy, url=ref.url, sought=spellings(ground.config, ref.url))


def spellings(config: SiteConfig, url: str) -> tuple[str, ...]:
    """How a content file may spell an address that a page has: without the site's own path, and not encoded."""
    root = config.root
    inner = url.removeprefix(config.origin)
    found = [url, f"/{inner[len(root) :]}"] if inner.startswith(root) and len(inner) > len(root) else [url]
    return tuple(dict.fromkeys([*found, *map(unquote, found)]))
