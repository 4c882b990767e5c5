"""The ftr-site-config format: one text file a site, a `key: expression` a line, shared by several readers.

The files are other people's, and there are many: what cannot be used in one is said where it is used, and the rest of
it still helps.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.convert.sources.selector import Selector, check_selector
from sitegen.convert.sources.site_rules import SiteRule

_SUFFIX = ".txt"
_SWITCH = {"yes": True, "true": True, "no": False, "false": False}
_SELECTORS = ("title", "body", "author", "date", "strip")
_STRIPPED: Mapping[str, str] = {"strip_id_or_class": "id_or_class", "strip_image_src": "image_src"}
"""Keys whose value is no expression but a part of an attribute."""


def parse_ftr(name: str, text: str) -> SiteRule:
    """The rule of a file; `name` is its path as it is shown in messages. Total.

    Read: title, body, author, date, strip, strip_id_or_class, strip_image_src, prune. Keys about fetching (further
    pages, headers, logins), testing (test_url) and editing the page's source (find_string) have no meaning here and are
    passed over, like those of other readers. Lines that are malformed are left out and listed in `faults`.
    """
    found: dict[str, list[Selector]] = {key: [] for key in _SELECTORS}
    faults: list[str] = []
    prune = True
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not key or key.startswith("#"):
            continue
        if not colon:
            faults.append(f"{name}:{number}: has no colon after its key")
        elif key == "prune":
            prune = _SWITCH.get(value.lower(), prune)
        elif value and (key in found or key in _STRIPPED):
            selector = _selector(key, value, number)
            wrong = check_selector(selector)
            if wrong:
                faults.append(f'{name}:{number}: "{key}" {wrong}')
            else:
                found["strip" if key in _STRIPPED else key].append(selector)
    domain = _domain_of(name)
    return SiteRule(
        file=name,
        name=domain.removeprefix("*."),
        domains=(domain,),
        prune=prune,
        faults=tuple(faults),
        title=tuple(found["title"]),
        body=tuple(found["body"]),
        author=tuple(found["author"]),
        date=tuple(found["date"]),
        strip=tuple(found["strip"]),
    )


def find_ftr(files: dict[str, str], domains: list[str]) -> SiteRule | None:
    """The rule for the first of `domains` (`*.` before those that cover what is below) that has a file."""
    names = {_domain_of(path): path for path in reversed(files)}
    name = next((names[domain] for domain in domains if domain in names), None)
    return parse_ftr(name, files[name]) if name else None


def _selector(key: str, value: str, line: int) -> Selector:
    if key == "strip_id_or_class":
        return Selector(kind="id_or_class", text=value.replace("'", "").replace('"', ""), line=line)
    if key == "strip_image_src":
        return Selector(kind="image_src", text=value.replace("'", "").replace('"', ""), line=line)
    return Selector(kind="xpath", text=value, line=line)


def _domain_of(path: str) -> str:
    """`harbour.example.txt` is for that domain, `.harbour.example.txt` for all below it."""
    stem = path.rpartition("/")[2].removesuffix(_SUFFIX).lower()
    return f"*{stem}" if stem.startswith(".") else stem.removeprefix("www.")
