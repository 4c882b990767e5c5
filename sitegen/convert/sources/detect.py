"""Bytes to a Source: which format, which encoding, and text that is clean enough to read."""

from __future__ import annotations

import codecs
import re
import zlib

from sitegen.errors import SourceError
from sitegen.model import Source, SourceKind

_SUFFIXES: dict[str, SourceKind] = {
    "txt": "text",
    "text": "text",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "xml": "feed",
    "rss": "feed",
    "atom": "feed",
    "md": "markdown",
    "markdown": "markdown",
    "json": "json",
    "eml": "mail",
    "mht": "mhtml",
    "mhtml": "mhtml",
    "warc": "warc",
    "docx": "docx",
    "pdf": "pdf",
}
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or another office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "rich text"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document"),
)
_HEADER = re.compile(rb"([!-9;-~]{1,76}):")
_MAIL_NAMES = frozenset(b"from to cc subject date sender reply-to content-type received list-id".split())
_MAIL_MARKS = frozenset(
    b"message-id mime-version return-path delivered-to dkim-signature x-received arc-seal authentication-results "
    b"snapshot-content-location".split()
)
"""Header names that programs write and people do not: a paste may begin with `From:` and `Subject:`."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}encoding=["']([\w.:-]{1,40})|<meta[^>]{0,200}charset=["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_XML_ROOTS: dict[str, SourceKind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf:rdf": "feed",
    "nitf": "nitf",
    "newsitem": "newsml",
    "newsmessage": "newsml",
    "packageitem": "newsml",
}
_XML_ROOT = re.compile(rf"<(?:[a-z][\w.-]{{0,20}}:)?({'|'.join(_XML_ROOTS)})[\s>]")
_JSON = re.compile(r'(?:\[\s*)?\{\s*["}]')
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
_HEAD = 1 << 16
"""Bytes: what mail servers write above a message runs to thousands."""
WEB = "windows-1252"
NO_TEXT = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Codecs of Python's that no text is sent in, and that take long over a hostile one."""
_STRAYS = re.compile("[\udc80-\udcff]")
_FEW_LOST = 0.005
"""Characters in whose place a sign for what is lost may stand, for each that is read."""
_FEW_ZEROS = 0.01
"""Zero bytes for each byte of text that programs left some in; half of UTF-16 is zero, and much of what is no text."""
_WIDE = re.compile("[^\x00-\x7f\udc80-\udcff]")
_FEW_STRAYS = 0.05
"""Bytes that are no UTF-8 for each character that is: pages are put together from pieces."""
_C0 = bytes([*range(9), 11, 12, *range(14, 32), 127])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_INVISIBLE = "\u200b\u2060\ufeff\u180e\u200c\u200d\ufffe\uffff"
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u180e]")
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]"
)


def detect(name: str, data: bytes, url: str = "") -> Source:
    """The Source for `data`, named `name`. Raises SourceError when it is none of the formats that are read, or text in
    an encoding we cannot tell."""
    packed = _detect_packed(name, data)
    if packed:
        return Source(name=name, kind=packed, text="", url=url, data=data)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"is {what}, not text", name, hint="save the article as text or HTML")
    text = clean_characters(_decode(name, data))
    if not text.strip():
        raise SourceError("is empty", name, hint="paste the article into it")
    return Source(name=name, kind=_detect_kind(name, text), text=text, url=url)


def _detect_packed(name: str, data: bytes) -> SourceKind | None:
    """The format of what is no text by itself, or holds text in encodings of its own."""
    start = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    suffix = name.rsplit(".", 1)[-1].lower()
    if start.startswith(b"%PDF-") or (suffix == "pdf" and b"%PDF-" in start[:1024]):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document" in data:
        return "docx"
    if start.startswith(b"WARC/") or (data.startswith(b"\x1f\x8b") and _is_warc_inside(data)):
        return "warc"
    return _detect_message(suffix, start)


def _is_warc_inside(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data[:_HEAD], 5) == b"WARC/"
    except zlib.error:
        return False


def _detect_message(suffix: str, start: bytes) -> SourceKind | None:
    """Whether a file begins with the headers of a message: such as only programs write, or any if it is named so."""
    head = start.replace(b"\r", b"").partition(b"\n\n")[0]
    lines = head.lower().split(b"\n")
    if lines[0].startswith((b"from ", b">from ")):  # the line that parts the messages of a mailbox
        del lines[0]
    names: set[bytes] = set()
    for line in lines:
        header = _HEADER.match(line)
        if header:
            names.add(header[1])
        elif not line.startswith((b" ", b"\t")):
            break
    marks = names & _MAIL_MARKS
    known = len(marks) + len(names & _MAIL_NAMES)
    if not known or (suffix not in ("eml", "mht", "mhtml") and (not marks or known < 2)):
        return None
    saved = b"snapshot-content-location" in names or b"\nfrom: <saved by" in b"\n" + head.lower()
    return "mhtml" if saved or suffix in ("mht", "mhtml") else "mail"


def suffix_of(kind: SourceKind) -> str:
    """The suffix that files of a kind usually have; XML is told by what is in it."""
    return next((suffix for suffix, each in _SUFFIXES.items() if each == kind), "xml")


def is_readable(name: str) -> bool:
    """Whether a file of this name is one that `detect` knows, so that a folder may hold others."""
    return name.rsplit(".", 1)[-1].lower() in _SUFFIXES or name.lower().endswith(".warc.gz")


def clean_characters(text: str) -> str:
    """LF line ends, plain spaces for no-break ones, and none of the invisible characters that pages hide in a paste.

    Joiners stay where they join: in Arabic, Indic and emoji sequences (Unicode, UAX 44 Join_Control).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\u00a0", " ")
    if _is_clean(text):
        return text
    text = _CONTROLS.sub("", _ZERO_WIDTH.sub("", text))
    return _JOINERS.sub(lambda hit: hit[0] if _joins(text, hit.start()) else "", text)


def _is_clean(text: str) -> bool:
    """Whether none of the characters to look at is there: ten times as fast to say as to go through them."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _C0)) < len(data) or _C1.search(data):
        return False
    return text.isascii() or not any(char in text for char in _INVISIBLE)


def _joins(text: str, at: int) -> bool:
    return any(_JOINING.match(char) for char in (text[at - 1 : at], text[at + 1 : at + 2]) if char)


def _decode(name: str, data: bytes) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decode_as(name, data, encoding).removeprefix("\ufeff")
    zeros = data.count(0)
    if 0 < zeros <= _FEW_ZEROS * len(data):
        data = data.replace(b"\x00", b"")
    elif zeros:
        return _decode_wide(name, data)
    try:
        return _refuse_binary(name, data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_with_strays(name, data)


def _decode_with_strays(name: str, data: bytes) -> str:
    """Text that is not all UTF-8: mostly so, or in the encoding it declares."""
    encoding = declared_encoding(data)
    if encoding == WEB and is_mostly_utf8(data):
        return _refuse_binary(name, _STRAYS.sub(_read_stray, data.decode("utf-8", "surrogateescape")))
    return _decode_as(name, data, encoding)


def is_mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: no text in another encoding is that by chance."""
    text = data.decode("utf-8", "surrogateescape")
    return len(_STRAYS.findall(text)) <= _FEW_STRAYS * len(_WIDE.findall(text))


def _read_stray(stray: re.Match[str]) -> str:
    """A byte that is no UTF-8, by the web's default; its five holes are control characters (WHATWG Encoding)."""
    byte = ord(stray[0]) - 0xDC00
    return bytes([byte]).decode(WEB, "ignore") or chr(byte)


def declared_encoding(data: bytes) -> str:
    """What a page says of itself; where it says nothing or what is not so, the web's default (WHATWG Encoding)."""
    declared = _DECLARED.search(data[:4096])
    label = next((group for group in declared.groups() if group), b"") if declared else b""
    encoding = label.decode("ascii").lower()
    if encoding.replace("_", "-") in NO_TEXT:
        return WEB
    return WEB if encoding in ("", "utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii") else encoding


def _decode_as(name: str, data: bytes, encoding: str) -> str:
    try:
        return _refuse_binary(name, data.decode(encoding))
    except (UnicodeDecodeError, LookupError) as error:
        text = data.decode(encoding, "replace") if isinstance(error, UnicodeDecodeError) else ""
        if _is_markup(text) and text.count("\ufffd") <= _FEW_LOST * len(text):
            return _refuse_binary(name, text)
        raise SourceError(f"cannot be decoded as {encoding}", name, hint="save it as UTF-8") from error


def _is_markup(text: str) -> bool:
    """Whether a text is a feed or a page: nobody can save those anew, and few bytes cost no entry."""
    return text[:200].lstrip("\ufeff \t\r\n").startswith("<")


def _decode_wide(name: str, data: bytes) -> str:
    """UTF-16 without a mark: in text every other byte of Latin letters, blanks and line ends is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 10 * min(even, odd):
        try:
            return _refuse_binary(name, data.decode("utf-16-be" if even > odd else "utf-16-le"))
        except UnicodeDecodeError:
            pass  # not UTF-16 after all, and no text has zero bytes
    raise SourceError("is binary, not text", name, hint="save the article as text or HTML")


def _refuse_binary(name: str, text: str) -> str:
    if len(_CONTROLS.findall(text[:10_000])) > max(2, len(text[:10_000]) // 50):
        raise SourceError("is binary, not text", name, hint="save the article as text or HTML")
    return text


def _detect_kind(name: str, text: str) -> SourceKind:
    """By what the text is, then by its name: saved pages and feeds carry every suffix."""
    start = text.lstrip()[:2000].lower()
    root = _XML_ROOT.search(start) if start.startswith("<") else None
    if root:
        return "wxr" if "/export/1." in start else _XML_ROOTS[root[1]]
    if re.match(r"<!doctype html|<html|<head|<body|<!--[^>]*saved from", start):
        return "html"
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else "txt"
    kind = _SUFFIXES.get(suffix, "text")
    if _JSON.match(start) and kind in ("text", "json"):
        return "json"
    if kind not in ("text", "html", "feed", "markdown"):
        raise SourceError(f"is no {suffix.upper()} that can be read", name, hint="save it again, or paste its text")
    if kind == "feed" and not start.startswith("<") and not _XML_ROOT.search(start):  # programs print warnings first
        raise SourceError("is no feed", name, hint="an RSS or Atom feed begins with <rss> or <feed>")
    return kind
