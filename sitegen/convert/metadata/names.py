"""The people a byline names: out of `By Ana Quill and Pell Arden, Political Editor` come two names."""

from __future__ import annotations

import re
from collections.abc import Collection

from sitegen.convert.metadata.given_names import is_given_name
from sitegen.convert.metadata.written_date import find_written_date

_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_LABEL = re.compile(
    r"(?:(?:a |an |ein(?:e)? |un(?:e)? )?"
    r"(?:article|text|texte|testo|texto|tekst|words|story|report|reported|reporting|written|posted|published|submitted"
    r"|created|contributed|authored|edited|compiled|opinion|analysis|commentary|review|interview|guest (?:post|essay)"
    r"|beitrag|artikel|gastbeitrag|gastkommentar|kommentar|bericht|reportage|analyse|rezension|kolumne|essay|porträt"
    r"|geschrieben|verfasst|veröffentlicht|erstellt|eingestellt|gepostet|autor|autorin|publié|écrit|rédigé|proposé"
    r"|propos recueillis|posté|escrito|publicado|redactado|postado|scritto|pubblicato|a cura|geschreven|geplaatst"
    r"|gepubliceerd|skrevet|skriven|napisane|opublikowane|napisał|napisała|zdjęcia|foto)\s+)?"
    r"(?:by|von|vom|par|por|door|av|af|oleh|przez)(?:\s*:\s*|\s+)(?=(?-i:[^a-z\s]))",
    re.IGNORECASE,
)
_COLON_LABEL = re.compile(
    r"(?:über (?:den|die) )?(?:the )?(?:author|authors|autor|autoren|autorin|autor/in|autor\*in|autor:in|autores|autora"
    r"|auteur|auteurs|auteure|autore|autori|autrice|text|texte|testo|texto|tekst|words|story|reporter|redakteur|redaktion"
    r"|redakteurin|redacteur|redactor|redator|redazione|verfasser|verfasserin|von|by|par|por|di|door|av|af|yazan|yazar"
    r"|penulis|oleh|penyunting|автор|авторы|текст|автори|skribent|journalist|writer|contributor|user|benutzer"
    r"|geschrieben von|verfasst von|interview|bericht|beitrag|credit|credits|by line|byline)\s*[:：]\s*",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"(?:about the author|über den autor|über die autorin|written by|posted by|published by|author|authors|autor"
    r"|autorin|autoren|auteur|auteurs|autore|door|von|by|par|por|di|da|av|af)\s+(?=(?-i:[^\Wa-z\d_]))",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"(?:autor(?:en|in|innen)?|authors?|auteurs?|autori|autore|autores)\s+(?=(?-i:[^\Wa-z\d_]))", re.IGNORECASE
)
_PARTS = re.compile(r"\s*(?:\s[|·•–—-]\s|\||·|•|\n|\s//\s|\s{3,})\s*")
_AND = re.compile(
    r"\s*(?:[,;&/、،]|\s\+\s|(?<=\s)(?:and|und|et|y|e|en|och|og|ve|dan|i|и|та|with|mit|avec|con|sowie|و|और)(?=\s))\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]|\s*@\w+|\s*<?\S+@\S+>?|https?://\S+|\bwww\.\S+")
_TAIL = re.compile(
    r"\s+(?:on|am|le|el|il|op|den|in|for|für|at|für die|from|aus|pour|para|à|il y a|vor|published|updated|posted"
    r"|veröffentlicht|publié|publicado|pubblicato|mis à jour)\s*$",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\s+(?:under|in|on|at|am|um|unter|dans|en|sur|op|vom|le|il|el|em)(?:\s.*)?$")
_PLACE_OF_WORK = re.compile(r"\s+(?:in|at|for|für|pour|from|aus|bei|of the|correspondant|correspondent)\s+.*$")
_ROLES = re.compile(
    r"(?:\b|(?<=\w))(?:editor|editors|writer|reporter|correspondent|journalist|columnist|contributor|producer|director"
    r"|analyst|fellow|professor|lecturer|manager|founder|intern|chief|redakteur|redakteurin|chefredakteur"
    r"|chefredakteurin|korrespondent|korrespondentin|autorin|autor|leiter|leiterin|volontär|volontärin|geschäftsführer"
    r"|redacteur|rédacteur|rédactrice|journaliste|correspondant|correspondante|periodista|corresponsal|redactor"
    r"|redactora|jornalista|repórter|giornalista|redattore|inviato|inviata|dziennikarz|redaktor|muhabir"
    r"|phd|ph\.d\.?|m\.?d\.?|jr\.?|sr\.?|esq\.?|rdn?|mph|mba|m\.a\.|msc)$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"(?:^|\b)(?:staff|team|desk|newsroom|redaktion\w*|redaktionsteam|redaction|rédaction|redacción|redazione|redação"
    r"|redakcja|editorial|editors?|news|media|medien|gmbh|ag|kg|e\.\s?v\.?|ev|inc\.?|ltd\.?|llc|corp\.?|agency|agencies"
    r"|agentur|agence|agencia|agências|\w+anstalt|\w+amt|bundes\w+|gesellschaft|partei|kirche|gemeinde|stadt|zentrum|admin|administrator|webmaster|online|magazin\w*|magazine|zeitung|verlag|press"
    r"|presse|foundation|stiftung|institut\w*|university|universität|ministerium|association|verein|verband|group"
    r"|network|newswire|wire|blog|society|council|center|centre|department|committee|service|services|guest|gast"
    r"|anonymous|nachrichten|pressestelle|büro|office|tv|radio|dpa|afp|ap|apa|sda|epa|efe|ansa|reuters)(?:\b|$)"
    r"|\w\.(?:com|de|org|net|ch|at|fr|eu|info|co\.uk|es|it|nl|io)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:read|more|view|profile|all|posts?|articles?|comments?|min|mins|minutes?|hours?|days?|ago|share|follow|print"
    r"|subscribe|click|here|this|that|these|those|your|you|our|we|is|are|was|were|has|have|had|will|be|the|about|see"
    r"|alle|beiträge|artikel|anzeigen|archiv|mehr|lesen|kommentare?|ist|sind|war|hat|haben|wird|werden|nicht|auch|wir"
    r"|sie|ihr|ich|uhr|minuten|tous|toutes|articles|lire|voir|est|sont|cette|ver|todos|leer|más|leggi|tutti|date"
    r"|datum|category|categories|kategorie|tags?|tweet|facebook|twitter|instagram|email|e-mail|login|abo|newsletter"
    r"|copyright|unsplash|getty|shutterstock|istock|pixabay|pexels|photo|foto|bild|image|updated|published|author"
    r"|gmt|utc|est|url|linkedin|getty|jupiterimages|images|unknown|null|undefined|none|website|homepage|zum|zur|am|im|uncategorized|allgemein|posted|theme|bereitgestellt"
    r"|wordpress|blogger|auteur|auteurs|autor|autoren|autorin|authors|profil|profile|powered|interview"
    r"|fotograf|fotografin|photograph|photographer|styling|kontakt|contact|anmelden|log|sign|written|veröffentlicht"
    r"|geschrieben|on|at|bookmark|permalink|permanent|link|rss|feed|menu|search|suche|home|about|über|next|previous)\b",
    re.IGNORECASE,
)
_LABEL_WORDS = frozenset(["by", "von", "vom", "par", "por", "door", "av", "af", "oleh"])
_PICTURE = re.compile(
    r"(?:photo|foto|bild|image|illustration|video|grafik|zeichnung|camera|styling)\w*\s*(?:\W|by|von|par|por)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?<=\w)[\s,]*[\d*†‡¹²³]+$")
_LONGEST = 500
_LONGEST_NAME = 45
_MOST_WORDS = 5


def read_names(text: str, *, stated: bool = False) -> tuple[str, ...]:
    """The names in a byline, each once; empty when it reads like something else.

    `stated` means that the page itself calls this text its author: then a user name will do.
    """
    text = text[:_LONGEST]
    text = _NOTE.sub("", _SPACE.sub(" ", text.replace("\n", " | "))).strip(" ,;:|·•–—-")
    if _PICTURE.match(text):
        return ()
    if stated and is_desk(text) and len(text) <= 2 * _LONGEST_NAME and not starts_with_label(text) and ", " not in text:
        return (text,)
    text = _strip_label(_choose_part(text))
    text = _UNDER.sub("", _strip_label(_drop_date(text)))
    names: dict[str, str] = {}
    for number, piece in enumerate(_AND.split(text)):
        name = _strip_label(piece.strip(" .,;:|·•–—-*\"'“”„"))
        if " " in name:
            name = _FOOTNOTE.sub("", name)
        at_work = _PLACE_OF_WORK.sub("", name)
        name = at_work if number or " " in at_work else name
        if is_name(name, stated=stated) and not (_ROLES.search(name) and " " in name):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def is_name(text: str, *, stated: bool = False) -> bool:
    """Whether `text` could be somebody's name."""
    words = text.split()
    if not 1 < len(text) <= _LONGEST_NAME or not 1 <= len(words) <= _MOST_WORDS or "://" in text:
        return False
    if (
        _reads_like_a_button(text, words[0])
        or not any(char.isalpha() for char in text)
        or set(text) & set("?!=<>{}[]#%…→›»")
    ):
        return False
    if stated:
        return len(words) == 1 or not words[-1][0].islower()
    return text[0].isalpha() and not words[-1][0].islower() and not words[0][0].islower() and not _has_digit(text)


def _reads_like_a_button(text: str, first: str) -> bool:
    """Whether words of menus and sentences are in it: at its start, or anywhere in small letters."""
    if first.lower() in _LABEL_WORDS:
        return True
    return any(hit.start() == 0 or hit[0].islower() for hit in _NOT_A_NAME.finditer(text))


def is_desk(name: str) -> bool:
    """Whether a byline is a newsroom, an agency, a firm or a site: nobody in person."""
    return bool(_DESK.search(name))


def are_people(names: Collection[str]) -> bool:
    """Whether all of them, and there are some, are people by what they are called: `Ana Quill`, not `Top Stories`."""
    return bool(names) and all(
        2 <= len(name.split()) <= 4 and any(map(is_given_name, name.split()[:2])) and not is_desk(name)
        for name in names
    )


def _drop_date(text: str) -> str:
    """`Ana Quill on 4 May 2026` and `Posted on 4 May 2026 by Ana Quill` without the date and the words about it."""
    written = find_written_date(text)
    if not written:
        return text
    before = _TAIL.sub("", text[: written.start].rstrip(" ,;:|·•–—-("))
    after = text[written.end :].strip(" ,;:|·•–—-)")
    return after if starts_with_label(after) or not is_name(before) else before


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _choose_part(text: str) -> str:
    """Of `12 May 2026 | By Ana Quill | 4 min` the part with the label, else the first that may be a name."""
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) < 2:
        return text
    labelled = next((part for part in parts if _LABEL.match(part) or _COLON_LABEL.match(part)), None)
    if labelled:
        return labelled
    return next(
        (part for part in parts if is_name(part) or (len(_AND.split(part)) > 1 and not _has_digit(part))), parts[0]
    )


def _strip_label(text: str) -> str:
    for pattern in (_COLON_LABEL, _LABEL, _BARE_LABEL):
        hit = pattern.match(text)
        if hit:
            return text[hit.end() :].strip()
    return text


def starts_with_label(text: str) -> bool:
    """Whether a line begins as bylines do: `By …`, `Von …`, `Autor: …`."""
    return bool(_LABEL.match(text) or _COLON_LABEL.match(text) or _AUTHORS.match(text))


_BEGINNING = re.compile(
    r"\s*(?:by|v[oe]n|vom|par|por|door|av|af|oleh|przez|di|da|de|[aáà]ut|writ|post|publ|text|test|tekst|words|story"
    r"|report|subm|creat|contrib|edited|compil|opinion|analy|comment|komment|review|interview|guest|an? |eine?|une? "
    r"|beitr|artik|artic|gast|berich|repor|rezen|kolum|essay|portr|gesch|verf|veröf|erst|einge|gepos|écri|rédi|prop"
    r"|escr|reda|réda|scri|pubb|a cura|gesc|gepl|gepu|skr|napi|opub|zdj|foto|über|the |sto|yaz|penu|penyu|авт|текст"
    r"|journ|user|benu|cred)",
    re.IGNORECASE,
)


def may_begin_byline(text: str) -> bool:
    """A quick look at how a text begins, that spares most of a page's lines the closer one."""
    return bool(_BEGINNING.match(text))


def is_plain_label(text: str) -> bool:
    """Whether a line begins with a bare `By`, which as many sentences do; `Posted by` leaves no doubt."""
    return text.split(" ", 1)[0].lower() in _LABEL_WORDS


def is_label(text: str) -> bool:
    """Whether a text is nothing but the label of a byline: `By`, `Autor:`."""
    hit = _LABEL.match(f"{text} X")
    return bool(_COLON_LABEL.fullmatch(f"{text.rstrip(' :')}: ") or (hit and hit.end() == len(text) + 1))
