"""Messages of parts (MIME), as mail and saved pages are: parsed within bounds, and read whatever their labels say."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import EmailPolicy

from sitegen.convert.sources.charset import decode_labelled
from sitegen.convert.sources.faults import FAULTS
from sitegen.errors import SourceError
from sitegen.model import Source

_LONGEST_HEADER = 2000
"""Characters: parsing one takes time that grows with the square of its length."""
_MOST_NESTED = 100
"""Parts that hold parts; a message has three or four."""
_MOST_PARTS = 10_000
_FAULTS = (*FAULTS, MessageError)


class _Policy(EmailPolicy):
    """Headers of bounded length; those that hold plain bytes are read as text instead of marked as unknown."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        value = value[:_LONGEST_HEADER]
        return name, value if value.isascii() else decode_labelled(value.encode("utf-8", "surrogateescape"))


_POLICY = _Policy()


def parse_message(source: Source) -> EmailMessage:
    """The message of `source`. Raises SourceError when it cannot be read or holds more parts than any real one."""
    data = source.data.removeprefix(BOM_UTF8).lstrip()
    lower = data.lower()
    if lower.count(b"multipart/") + lower.count(b"message/rfc822") > _MOST_NESTED:
        raise SourceError("is a message nested too deeply", source.name, hint="save the story alone")
    if lower.count(b"\ncontent-") > 3 * _MOST_PARTS:
        raise SourceError("is a message of too many parts", source.name, hint="save the story alone")
    try:
        message = message_from_bytes(data, policy=_POLICY)
    except _FAULTS as error:
        raise SourceError("is no message that can be read", source.name, hint="save it again") from error
    assert isinstance(message, EmailMessage)  # noqa: S101 (it is what the policy makes)
    return message


def header_of(part: Message, name: str) -> str:
    """A header as its reader would see it, on one line; empty where there is none or it is past reading."""
    try:
        value = str(part.get(name) or "")
    except _FAULTS:
        return ""
    return " ".join(value.split())


def parameter_of(part: Message, name: str) -> str:
    """A parameter of the media type; empty where there is none or it is past reading."""
    try:
        return str(part.get_param(name) or "")
    except _FAULTS:
        return ""


def walk_parts(message: Message) -> Iterator[Message]:
    """Every part that holds no others, in order."""
    yield from (part for part in message.walk() if not part.is_multipart())


def kind_of(part: Message) -> str:
    """The media type of a part, such as text/html."""
    try:
        return part.get_content_type()
    except _FAULTS:
        return "text/plain"


def is_attached(part: Message) -> bool:
    """Whether a part is a file that came along rather than something to read."""
    return header_of(part, "Content-Disposition").lower().startswith("attachment")


def text_of_part(part: Message) -> str:
    """The text of a part, by its bytes first and its label second."""
    try:
        data = part.get_payload(decode=True)
        label = part.get_content_charset()
    except _FAULTS:
        return ""
    return decode_labelled(data, label) if isinstance(data, bytes) else ""
