"""What a picture is by its bytes, whatever its name and its sender say."""

from __future__ import annotations

import io
import re
import warnings
from typing import NamedTuple

from sitegen.errors import SourceError

_SUFFIXES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_MARKUP = re.compile(rb"<(?:(svg)|!doctype\s{1,9}html|html|head|body|script|p|div)[\s>]", re.IGNORECASE)
_HEAD = 1000


class Picture(NamedTuple):
    """The suffix of its format, and its size in pixels."""

    suffix: str
    width: int
    height: int


def read_picture(data: bytes, shown: str, most_pixels: int) -> Picture:
    """The format and size of a picture. Raises SourceError, naming `shown`, for what is none that a page may show, is
    damaged, or unpacks to more than `most_pixels`. Only its head is unpacked."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own limit of pixels, and of odd metadata
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP", "AVIF")) as image:
                found = Picture(_SUFFIXES[image.format or ""], *image.size)
                if found.width * found.height <= most_pixels:
                    image.verify()
        except Image.DecompressionBombError as error:
            raise _too_large(shown, most_pixels) from error
        except (UnidentifiedImageError, KeyError) as error:
            raise SourceError(_name_other(data), shown, hint="JPEG, PNG, GIF, WebP and AVIF are taken") from error
        except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
            raise SourceError("is a damaged picture", shown, hint="open it in a browser") from error
    if found.width * found.height > most_pixels:
        raise _too_large(shown, most_pixels)
    return found


def _too_large(shown: str, most_pixels: int) -> SourceError:
    hint = "[images] max_megapixels is the limit"
    return SourceError(f"is a picture of more than {most_pixels / 1_000_000:g} megapixels", shown, hint=hint)


def _name_other(data: bytes) -> str:
    markup = _MARKUP.search(data[:_HEAD])
    if markup and markup[1]:
        return "is an SVG, which can carry scripts, and is not taken"
    return "is a page, not a picture" if markup else "is no picture that can be shown" if data else "is empty"
