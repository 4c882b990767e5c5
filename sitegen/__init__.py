"""sitegen: raw syndicated articles in, a clean, credited, fast static site out.

    >>> import sitegen
    >>> paste = "Ferry late again\\n\\nBy Ines Varga\\n\\nThe ferry was late on Monday, the pilot said."
    >>> (article,) = sitegen.convert(paste)
    >>> article.metadata.title, article.metadata.authors
    ('Ferry late again', ('Ines Varga',))
    >>> sitegen.to_markdown(article)
    'The ferry was late on Monday, the pilot said.\\n'

`convert` gives an `Article` for each article of an input; `to_markdown`, `to_text`, `to_html`, `to_json` and
`to_content_file` give its forms. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

    from sitegen.app.api import to_content_file, to_html, to_json, to_markdown, to_text
    from sitegen.errors import SitegenError, SourceError
    from sitegen.model import (
        Article,
        Attribution,
        Candidate,
        Credit,
        Image,
        Metadata,
        Moved,
        Notice,
        Party,
        Removal,
    )

__all__ = [
    "Article",
    "Attribution",
    "Candidate",
    "Credit",
    "Image",
    "Metadata",
    "Moved",
    "Notice",
    "Party",
    "Removal",
    "SitegenError",
    "SourceError",
    "convert",
    "to_content_file",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
]


def convert(
    data: bytes | str,
    url: str | None = None,
    *,
    name: str = "-",
    site: str | PathLike[str] | None = None,
    ftr: str | PathLike[str] | None = None,
) -> list[Article]:
    """The articles of an input, in its order: one of a text or a page, one for each entry of a feed.

    `data` is pasted text, a saved page, an RSS or Atom feed, or Markdown: bytes in any encoding that can be told, or
    text. `url` is where it came from: links become absolute, and it is the canonical address unless the input knows
    better. `name` is what the input is called, in the ledger and in errors; its suffix tells the format where the
    content does not (`notes.md`). `site` is the folder of a site whose own rules count too, `ftr` one of
    ftr-site-config files.

    Raises SourceError for what cannot be read at all: a picture, say, or nothing. Poor input is no error: the article
    says so in its `warnings`.

        >>> import sitegen
        >>> paste = b"Ferry late again\\n\\nShare on facebook\\n\\nThe ferry was late on Monday, the pilot said."
        >>> (article,) = sitegen.convert(paste)
        >>> [(removal.line, removal.category, removal.text) for removal in article.removed]
        [(3, 'share', 'Share on facebook')]
    """
    from sitegen.app import api

    return api.convert(data, url or "", name, site, ftr)


_HOMES = {
    "sitegen.app.api": ("to_content_file", "to_html", "to_json", "to_markdown", "to_text"),
    "sitegen.errors": ("SitegenError", "SourceError"),
    "sitegen.model": tuple(name for name in __all__ if name[0].isupper() and not name.endswith("Error")),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:  # a checker knows the names from above, and is to find others wrong

    def __getattr__(name: str) -> Any:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME_OF[name]), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


class _CallablePackage(ModuleType):
    """The package `sitegen.convert`, which whoever imports a part of it puts in the place of the function of that name:
    it is called like the function, documented like it, and can be sent to other processes like it."""

    __call__ = staticmethod(convert)
    __wrapped__ = staticmethod(convert)

    def __reduce__(self) -> tuple[Any, ...]:
        return import_module, (self.__name__,)


# Done here, where everything of sitegen is imported through: the name is the package and the function from the start.
_package = import_module("sitegen.convert")
_package.__class__ = _CallablePackage
_package.__doc__ = _CallablePackage.__call__.__doc__
globals()["convert"] = _package
