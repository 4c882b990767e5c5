"""The previewed site as an ASGI application: the output folder as a host would serve it, and nothing outside it.

Pages gain one script on their way out; files on disk are never changed, so what is previewed is what is deployed.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import os
import re
import stat
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sitegen.shell.preview.channel import Channel

_OWN = "_sitegen"
_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LOST = b"<!doctype html>\n<html lang=en><title>Not found</title><body><h1>Not found</h1></body></html>\n"
_WHOLE = 8 * 1024 * 1024
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[^\s:\[\]/@]+))(?::\d{1,5})?")
_UNNAMED = re.compile(r"^\.|[/\\\x00-\x1f\x7f]")
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_TYPES = mimetypes.MimeTypes()
for _ending, _type in {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".md": "text/markdown",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}.items():
    _TYPES.add_type(_type, _ending)


class PreviewSite:
    """The ASGI application: one request in, one response out, and nothing outside the output folder."""

    def __init__(self, output: Path, base_path: str, host: str, channel: Channel) -> None:
        self._output = output
        self._base = (*(unquote(segment) for segment in base_path.split("/") if segment), "")
        self.prefix = quote("/" + "/".join(self._base))
        self._names = frozenset({"localhost", host.lower()})
        self._open = host in ("", "0.0.0.0", "::")  # noqa: S104 (asked, not bound)
        self._channel = channel
        self._script = resources.files("sitegen.shell.preview").joinpath("reload.js").read_bytes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not self._trusts(request):
            return PlainTextResponse("This host is not served here.\n", 403, _HEADERS)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Only reading is served here.\n", 405, _HEADERS | {"Allow": "GET, HEAD"})
        # Read before the file is: a build in between makes the page an old one, which reloads.
        build = self._channel.build
        path = parse_path(request.scope["raw_path"])
        depth = len(self._base) - 1
        if path is None or (path[:depth] != self._base[:-1]):
            return _redirect(self.prefix, 302) if path == ("",) else await self._file(request, None, build)
        if path[depth:] == ():
            return _redirect(self.prefix, 301)
        if path[depth] == _OWN:
            return self._own(request, path[depth + 1 :]) or await self._file(request, None, build)
        return await self._file(request, path[depth:], build)

    def _trusts(self, request: Request) -> bool:
        """Whether the request was meant for this server: no rebound name, no stranger's page behind it."""
        header = request.headers.get("host", "").lower()
        match = _HOST.fullmatch(header)
        if match is None or request.headers.get("origin", f"//{header}").lower().partition("//")[2] != header:
            return False
        name = match["v6"] or match["name"].rstrip(".")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        return self._open or address.is_loopback or name in self._names

    def _own(self, request: Request, path: tuple[str, ...]) -> Response | None:
        if path == ("reload.js",):
            return Response(self._script, headers=_HEADERS | {"Content-Type": "text/javascript; charset=utf-8"})
        if path == ("events",):
            kind = "text/event-stream; charset=utf-8"
            if request.method == "HEAD":
                return Response(headers=_HEADERS | {"Content-Type": kind})
            return StreamingResponse(self._channel.stream(), headers=_HEADERS, media_type=kind)
        return None

    async def _file(self, request: Request, path: tuple[str, ...] | None, build: str) -> Response:
        return await run_in_threadpool(self._load, request, path, build)

    def _load(self, request: Request, path: tuple[str, ...] | None, build: str) -> Response:
        tag = f'<script src="{escape(self.prefix)}{_OWN}/reload.js?build={build}" defer></script>'.encode()
        if path is not None:
            found = _find_file(self._output, path)
            if found is not None and stat.S_ISDIR(found.status.st_mode):
                query = f"?{request.url.query}" if request.url.query else ""
                return _redirect(f"{self.prefix}{quote('/'.join(path))}/{query}", 301)
            response = _respond_with(found, tag, "range" in request.headers) if found is not None else None
            if response is not None:
                return response
        lost = _find_file(self._output, ("404.html",))
        page = (_read(lost) if lost is not None else None) or _LOST
        return Response(insert_script(page, tag), 404, _HEADERS | {"Content-Type": _HTML})


@dataclass(frozen=True, slots=True)
class _Found:
    """A regular file or a folder, by its real path."""

    path: Path
    status: os.stat_result


def _find_file(output: Path, path: tuple[str, ...]) -> _Found | None:
    """The regular file or folder that `path` names, if it really lies in the output folder and is not hidden."""
    try:
        root = output.resolve(strict=True)
        place = root.joinpath(*path[:-1], path[-1] or "index.html").resolve(strict=True)
        status = place.stat()
    except (OSError, RuntimeError, ValueError):
        return None
    if not place.is_relative_to(root) or any(part.startswith(".") for part in place.relative_to(root).parts):
        return None
    regular = stat.S_ISREG(status.st_mode) or (path[-1] and stat.S_ISDIR(status.st_mode))
    return _Found(place, status) if regular else None


def _respond_with(found: _Found, tag: bytes, ranged: bool) -> Response | None:
    kind = content_type(found.path.name)
    if kind != _HTML and (ranged or found.status.st_size > _WHOLE):
        return FileResponse(found.path, headers=_HEADERS, media_type=kind, stat_result=found.status)
    # Read in one go, so that a build which replaces the file meanwhile cannot mix two versions.
    body = _read(found)
    if body is None:
        return None
    if kind == _HTML:
        return Response(insert_script(body, tag), headers=_HEADERS | {"Content-Type": kind})
    return Response(body, headers=_HEADERS | {"Content-Type": kind, "Accept-Ranges": "bytes"})


def _read(found: _Found) -> bytes | None:
    try:
        return found.path.read_bytes()
    except OSError:
        return None


def _redirect(place: str, status: int) -> Response:
    return RedirectResponse(place, status, _HEADERS)


def parse_path(raw: bytes) -> tuple[str, ...] | None:
    """The segments of a request path, a trailing slash being an empty last one; None for what no page is called.

    Each segment is decoded once and on its own, so an encoded slash cannot make two of one. Dot segments and dotfiles,
    empty segments, backslashes and control characters name nothing here.
    """
    first, *rest = raw.split(b"/")
    if first or not rest:
        return None
    try:
        parts = tuple(unquote_to_bytes(segment).decode("utf-8") for segment in rest)
    except UnicodeDecodeError:
        return None
    return parts if all(parts[:-1]) and not any(_UNNAMED.search(part) for part in parts) else None


def content_type(name: str) -> str:
    """The Content-Type of a file by its name, the same on every machine."""
    kind, packed = _TYPES.guess_type(name)
    if kind is None or packed:
        return "application/octet-stream"
    spoken = kind.startswith("text/") or kind.endswith(("/json", "+json", "/xml", "+xml"))
    return f"{kind}; charset=utf-8" if spoken else kind


def insert_script(page: bytes, tag: bytes) -> bytes:
    """The page with `tag` before its last `</body>`, or at its end."""
    at = max((match.start() for match in _BODY_END.finditer(page)), default=len(page))
    return page[:at] + tag + page[at:]
