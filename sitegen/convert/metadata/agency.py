"""Which agency's copy a story is."""

from __future__ import annotations

import re
import tomllib

import msgspec

from sitegen.convert.clean.fold import fold_text
from sitegen.errors import RuleError
from sitegen.model import Record


class Agency(Record, frozen=True, kw_only=True):
    name: str
    aliases: tuple[str, ...] = ()


class Mention(Record, frozen=True, kw_only=True):
    """How a story names its own agency: "told AFP". An `open` one is proof enough for an agency nobody listed."""

    open: bool
    phrases: tuple[str, ...]


class AgencyFile(Record, frozen=True, kw_only=True):
    mention: tuple[Mention, ...]
    agency: tuple[Agency, ...]


class Agencies:
    """The known agencies and the patterns of their mentions. Immutable after it is made."""

    def __init__(self, file: AgencyFile) -> None:
        names = {alias: agency.name for agency in file.agency for alias in (agency.name, *agency.aliases)}
        self._names = {fold_text(alias): name for alias, name in names.items()}
        known = "|".join(re.escape(alias) for alias in sorted(names, key=len, reverse=True))
        parts = []
        for mention in file.mention:
            slot = rf"({known}|[A-Z]{{2,20}})" if mention.open else f"({known})"
            parts += [re.escape(phrase).replace(re.escape("{agency}"), slot) for phrase in mention.phrases]
        self._mention = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")

    def find_name(self, text: str) -> str | None:
        """The agency that `text` names and nothing else."""
        return self._names.get(fold_text(text))

    def find_mention(self, text: str) -> str | None:
        """The agency whose copy a sentence shows this to be: `told AFP`, `AFP takes a look at …`."""
        hit = self._mention.search(text)
        if not hit:
            return None
        name = next(group for group in hit.groups() if group)
        return self.find_name(name) or name


def parse_agencies(path: str, text: str) -> Agencies:
    """The agencies of a TOML file. Raises RuleError when it is malformed."""
    try:
        return Agencies(msgspec.convert(tomllib.loads(text), AgencyFile))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RuleError(str(error), path, hint="see the entries beside it") from error
