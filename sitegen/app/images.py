"""Pictures of imported articles, made the site's own: downloaded, looked at, kept by what they are."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from msgspec.structs import replace

from sitegen.app.errand import Errand
from sitegen.app.versions import BASE, INCOMING
from sitegen.digest import digest_text
from sitegen.document.blocks import all_blocks, map_figures
from sitegen.errors import SourceError
from sitegen.model import Article, Figure
from sitegen.shell.fetch_each import Wanted
from sitegen.shell.files import find_files, read_text
from sitegen.shell.lane import Kind, Seen
from sitegen.shell.picture import read_picture
from sitegen.shell.picture_store import PictureStore, names_in

_ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/gif"


class Pictures:
    """The pictures of one import."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._limits = errand.config.images
        self._store = PictureStore(errand.site)
        self._left = self._limits.max_total_megabytes * 1_000_000
        self._told = False

    def take(self, article: Article) -> Article:
        """The article with the pictures that are here, or can be had, at their place on the site; others stay where
        they are, and each is told of in a line."""
        if not (self._store or self._limits.fetch):
            return article
        found = {src: address for src in _srcs_of(article) if (address := _address_of(src, article))}
        own = {src: path for src, address in found.items() if (path := self._store.find(address))}
        missing = {src: address for src, address in found.items() if src not in own}
        if missing and self._limits.fetch and may_take(article):
            own |= self._fetch(article, missing)
        return _with_srcs(article, own) if own else article

    def save(self) -> None:
        """Leave the list of what came in order."""
        self._store.save()

    def _fetch(self, article: Article, missing: Mapping[str, str]) -> dict[str, str]:
        """The paths of those pictures that could be had, by their `src`."""
        own = {} if self._errand.dry_run else dict(self._decode_all(missing))
        missing = {src: address for src, address in missing.items() if not src.startswith("data:")}
        if missing and not self._errand.is_online:
            self._errand.wanting.add(article.source)
            return own
        most = self._limits.max_per_article
        if len(missing) > most:
            limit = f"the first {most} are taken ([images] max_per_article)"
            self._errand.notes.append(f"{article.source}: {article.metadata.title}: {len(missing)} pictures; {limit}")
        if not missing or self._errand.dry_run:
            return own
        chosen = dict(list(missing.items())[:most])
        paths = dict(self._fetch_all(article, tuple(dict.fromkeys(chosen.values()))))
        return own | {src: paths[address] for src, address in chosen.items() if address in paths}

    def _decode_all(self, missing: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The pictures that are in their addresses."""
        for src, address in missing.items():
            if src.startswith("data:"):
                yield from ((src, path) for _, path in self._keep(address, _decode_data(src)))

    def _fetch_all(self, article: Article, addresses: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Each address whose picture came, and its path."""
        if self._left <= 0:
            self._tell_limit(article)
            return
        kind = Kind(_ACCEPT, self._limits.max_megabytes * 1_000_000, hint="[images] max_megabytes is the limit")
        wanted = [Wanted(address, Seen(), kind) for address in addresses]
        for address, outcome in self._errand.fetch_each(wanted):
            if isinstance(outcome, SourceError):
                self._errand.wanting.add(article.source)
                self._errand.tell(address, outcome, "the picture is left where it is")
            elif outcome.data is not None and self._left > 0:
                self._left -= len(outcome.data)
                yield from self._keep(address, outcome.data)
            else:
                self._tell_limit(article)

    def _keep(self, address: str, data: bytes) -> Iterator[tuple[str, str]]:
        """Keep a picture that is one. What is refused now is refused the next time: that asks for no other."""
        try:
            picture = read_picture(data, address, self._limits.max_megapixels * 1_000_000)
            yield address, self._store.keep(address, data, picture.suffix)
        except SourceError as error:
            self._errand.tell(address, error, "the picture is left where it is")

    def _tell_limit(self, article: Article) -> None:
        self._errand.wanting.add(article.source)
        if not self._told:
            self._told = True
            megabytes = self._limits.max_total_megabytes
            self._errand.notes.append(
                f"{megabytes} MB of pictures came: the others wait for the next import ([images] max_total_megabytes)"
            )


def may_take(article: Article) -> bool:
    """Whether a copy of an article's pictures may be made. Licensors whose terms leave pictures out are asked here."""
    return article.lifecycle.status != "canceled" and article.attribution.rights != "denied"


def purge_pictures(site: Path, path: str, text: str) -> None:
    """Delete the downloaded pictures of a withdrawn story, `text` all that was kept of its content file at `path`, that
    no other content file shows."""
    names = names_in(text)
    store = PictureStore(site) if names else None
    if not store:
        return
    for folder in ("content", INCOMING):
        for other in find_files(site / folder):
            if names and other.endswith(".md") and other != path:
                names -= names_in(read_text(site / folder / other, f"{folder}/{other}"))
    store.drop(names)


def kept_texts(site: Path, path: str) -> str:
    """What is laid aside of a content file: as import wrote it, and as it came when a person had changed it."""
    files = [site / folder / path for folder in (BASE, INCOMING)]
    return "\n".join(read_text(file, str(file)) for file in files if file.is_file())


def _srcs_of(article: Article) -> Iterator[str]:
    """The pictures that a content file shows: the lead one, and those in the text."""
    front = article.front.image if article.front else None
    lead = (front,) if article.front else article.metadata.images[:1]
    yield from (image.src for image in lead if image and image.src)
    yield from (block.src for block in all_blocks(article.blocks) if isinstance(block, Figure) and block.src)


def _address_of(src: str, article: Article) -> str:
    """Where a picture is fetched from, or a name for one that is in its address; empty of one that is the site's."""
    if src.startswith("data:"):
        return f"data:{digest_text(src)}"
    base = "" if article.front else article.metadata.canonical_url or article.attribution.original_url or ""
    try:
        address = urljoin(base, src)
        return address if urlsplit(address).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _decode_data(url: str) -> bytes:
    """The bytes in a data URL (RFC 2397); none where it is malformed."""
    head, _, body = url.partition(",")
    data = unquote_to_bytes(body)
    if not head.endswith(";base64"):
        return data
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _with_srcs(article: Article, own: Mapping[str, str]) -> Article:
    """The article with its pictures at their own paths; what is said of them stays with them."""
    images = tuple(replace(image, src=own.get(image.src or "", image.src)) for image in article.metadata.images)
    front = article.front
    if front and front.image:
        front = replace(front, image=replace(front.image, src=own.get(front.image.src or "", front.image.src)))
    blocks = map_figures(article.blocks, lambda figure: replace(figure, src=own.get(figure.src, figure.src)))
    return replace(article, blocks=blocks, metadata=replace(article.metadata, images=images), front=front)
