"""Articles of our own with the truth about which are copies of one story: written by hand (`tune.txt`, `check.txt`),
and edited as outlets edit. Thresholds are chosen on `tune`, `check` is only looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

Half = Literal["tune", "check"]
HALVES: tuple[Half, ...] = ("tune", "check")
FOLDER = Path(__file__).parent


class Piece(NamedTuple):
    """An article; pieces of one `story` are copies of each other."""

    name: str
    story: str
    language: str
    title: str
    body: str


class Text(NamedTuple):
    """A text as it was written: its language, headline and paragraphs."""

    language: str
    title: str
    parts: tuple[str, ...]


def load_texts(half: Half) -> dict[str, Text]:
    """The hand-written texts of a half, by name."""
    found = {}
    for chunk in re.split(r"^== ", (FOLDER / f"{half}.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = chunk.partition("\n")
        name, language, title = head.split(" ", 2)
        found[name] = Text(language, title, tuple(body.strip().split("\n\n")))
    return found


class Edits(NamedTuple):
    """What outlets do to the agency's story of a half, and to the others of it."""

    agency: str
    headlines: tuple[str, ...]
    local: tuple[str, str]
    house: Mapping[str, str]
    dateline: tuple[str, str]
    other_languages: tuple[str, ...]
    apart: tuple[str, ...]
    """Texts that are stories of their own, near as they are to others."""
    rewritten: str
    updates: tuple[str, ...]


EDITS: dict[Half, Edits] = {
    "tune": Edits(
        agency="ferry",
        headlines=("Ferry stranded off Port Mara", "All safe after ferry hits sandbank", "Lady Ansel aground again"),
        local=(
            "Valley people were among those who sat fast on a sandbank this week. The Vell choir, on its way to the "
            "singing days in Hask, was on board with all its music, conductor Ulla Brem told the Valley Post.",
            "The choir will sing on Sunday in the chapel of Vell instead. Doors open at five, and the collection is "
            "for the lifeboat. Whoever bought a ticket for Hask will be let in without paying, Brem said.",
        ),
        house={
            "forty minutes": "40 minutes",
            "on Tuesday morning": "Tuesday morning",
            "harbour": "harbor",
            "all passengers were": "everyone was",
            "said that the ship would": "said the ship will",
            "It expects to": "The company hopes to",
            "which the district council turned down as too dear": "a thing the council thought too costly",
            "six years ago": "6 years ago",
        },
        dateline=("PORT MARA (NSP) - ", "Port Mara, 5 May (NSP) – "),
        other_languages=("dam-hi", "port-ar", "rail-zh", "tower-ja"),
        apart=("ferry-own", "ferry-next", "ferry-de", "bridge-a", "bridge-b", "dam-hi-own", "rail-zh-own"),
        rewritten="library",
        updates=("quake-1", "quake-2"),
    ),
    "check": Edits(
        agency="mill",
        headlines=("Orrin paper mill burns down", "Blaze ends banknote paper making", "86 out of work after mill fire"),
        local=(
            "Firefighters from Meer were among the first to cross the river on Friday, and the last to go home. Eleven "
            "of them took the old pump, which is kept for parades, because the new one was at the painter's.",
            "The Meer brigade is looking for helpers. It meets in the engine house on the first Thursday of the month, "
            "at seven, and there is coffee. Nobody needs to bring more than boots, captain Willem Aas said.",
        ),
        house={
            "Fifty firefighters": "Some 50 firefighters",
            "on Friday night": "late Friday",
            "its owner said": "according to its owner",
            "was taken to hospital": "was taken to the hospital",
            "Nobody was hurt": "No one was injured",
            "sealed off": "cordoned off",
            "said that it had orders": "said it had orders",
            "the likeliest cause": "the most likely cause",
        },
        dateline=("ORRIN (CPA) - ", "Orrin, 8 May (CPA) – "),
        other_languages=("flood-hi", "school-ar", "tea-zh", "market-ja", "metro-tr"),
        apart=("mill-own", "mill-next", "mill-es", "otter-a", "otter-b", "strike-1", "strike-2"),
        rewritten="clinic",
        updates=(),
    ),
}


def build_pieces(half: Half) -> list[Piece]:
    """All articles of a half."""
    texts, edits = load_texts(half), EDITS[half]
    pieces = [
        *_agency_copies(texts[edits.agency], edits),
        *_updates(texts, edits),
        *(_piece(name, name, texts[name]) for name in edits.apart),
        _piece("rewritten-1", "rewritten", texts[edits.rewritten]),
        _piece("rewritten-2", "rewritten", texts[f"{edits.rewritten}-house"]),
        *_foreign_copies(texts, edits),
        *_noticed(texts, edits),
        _round_up(texts, edits),
        *_briefs(texts),
        *_templates(half),
    ]
    assert len({piece.name for piece in pieces}) == len(pieces)
    return pieces


def _piece(name: str, story: str, text: Text, *parts: str, title: str = "") -> Piece:
    return Piece(name, story, text.language, title or text.title, "\n\n".join(parts or text.parts) + "\n")


def _agency_copies(text: Text, edits: Edits) -> Iterator[Piece]:
    """One agency story as outlets carry it."""
    parts, (one, two, three) = text.parts, edits.headlines
    bare = (parts[0].removeprefix(edits.dateline[0]), *parts[1:])
    yield _piece("agency", "agency", text)
    yield _piece("agency-brief", "agency", text, *bare[:2], title=one)
    yield _piece("agency-local", "agency", text, edits.local[0], *bare, edits.local[1], title=two)
    yield _piece("agency-house", "agency", text, *(_replace(part, edits.house) for part in bare), title=three)
    typeset = tuple(map(_typeset, (parts[0].replace(*edits.dateline), *parts[1:])))
    yield _piece("agency-typeset", "agency", text, *typeset)
    merged = [" ".join(bare[i : i + 2]) for i in range(0, len(bare), 2)]
    linked = [part.replace(" said", " [said](https://www.example.org/a/b-c?d=e)", 1) for part in merged]
    yield _piece("agency-merged", "agency", text, "![A picture](/images/one.jpg)", *linked, title=one)
    yield _piece("agency-cut", "agency", text, bare[0], *bare[2:4], bare[-1], title=two)
    yield _piece("agency-sentences", "agency", text, *re.split(r"(?<=[.”]) ", " ".join(bare)), title=three)


def _updates(texts: Mapping[str, Text], edits: Edits) -> Iterator[Piece]:
    """Versions of one story: the first take, a longer one with a new beginning, one with a corrected number."""
    if edits.updates:
        for number, name in enumerate(edits.updates, 1):
            yield _piece(f"update-{number}", "update", texts[name])
        last = texts[edits.updates[-1]]
        corrected = [part.replace("nineteen", "twenty-one").replace("600", "640") for part in last.parts]
        yield _piece("update-3", "update", last, "CORRECTED: the number of homes and of people hurt.", *corrected)
        return
    text = texts[edits.rewritten]
    first = ("A clinic for the night is to open in Dunmoor.", *text.parts[1:3])
    yield _piece("update-1", "rewritten", text, *first, title="Night clinic for Dunmoor")
    corrected = [part.replace("310,000", "301,000") for part in text.parts]
    yield _piece("update-2", "rewritten", text, *corrected, "An earlier version misstated the price.")


def _foreign_copies(texts: Mapping[str, Text], edits: Edits) -> Iterator[Piece]:
    """Stories in scripts of their own: whole, cut, and with something added."""
    for name in edits.other_languages:
        text = texts[name]
        yield _piece(name, name, text)
        yield _piece(f"{name}-cut", name, text, *text.parts[:2])
        yield _piece(f"{name}-more", name, text, *text.parts[:-1], _EXTRA[text.language], title=f"{text.title} – 2")


def _noticed(texts: Mapping[str, Text], edits: Edits) -> Iterator[Piece]:
    """The long notice of one house under stories that are not the same."""
    notice = texts["notice"].parts[0]
    for name in ("short-a", "short-b", "short-c", edits.rewritten):
        story = "rewritten" if name == edits.rewritten else name
        yield _piece(f"noticed-{name}", story, texts[name], *texts[name].parts, notice)


def _round_up(texts: Mapping[str, Text], edits: Edits) -> Piece:
    """The stories of a day on one page, whole: a copy of none."""
    names = (edits.agency, edits.rewritten, edits.apart[3])
    parts = [part for name in names for part in (f"## {texts[name].title}", *texts[name].parts)]
    return Piece("round-up", "round-up", "en", "The day in short: five things to know", "\n\n".join(parts) + "\n")


def _briefs(texts: Mapping[str, Text]) -> Iterator[Piece]:
    """Very short items, and pages that have none yet."""
    for name in ("short-a", "short-b", "short-c"):
        yield _piece(name, f"{name}-bare", texts[name])
        yield _piece(f"{name}-copy", f"{name}-bare", texts[name], *map(_typeset, texts[name].parts))
    for number, title in enumerate(("Minister resigns", "Snow closes pass", "Cup draw made"), 1):
        yield Piece(
            f"empty-{number}", f"empty-{number}", "en", title, "More on this story follows as soon as we have it.\n"
        )


_EXTRA = {
    "hi": "स्थानीय संवाददाता के अनुसार बाज़ार दोपहर तक बंद रहे और शाम को चौक पर लोगों की भीड़ जमा हुई।",
    "ar": "وقال مراسل الصحيفة في المدينة إن المقاهي القريبة امتلأت بالناس الذين جاؤوا ليروا ما حدث بأعينهم.",
    "zh": "本报记者在现场看到，许多居民带着孩子前来观看，附近的餐馆也比平时忙碌。",
    "ja": "本紙の取材に、近くで食堂を営む女性は「にぎやかになるのはうれしい」と話した。",
    "tr": "Muhabirimizin konuştuğu esnaf, yeni hattın dükkânların önünden geçmesini yıllardır beklediklerini anlattı.",
}


def _replace(part: str, pairs: Mapping[str, str]) -> str:
    for old, new in pairs.items():
        part = part.replace(old, new)
    return part


def _typeset(part: str) -> str:
    """Curly quotes, dashes and spaces that do not break."""
    part = re.sub(r'(^|\s)"', "\\1“", part).replace('"', "”").replace("'", "’").replace(" - ", " — ")
    return re.sub(r"(\d) (\w)", "\\1\u00a0\\2", part)


def _templates(half: Half) -> Iterator[Piece]:
    """Reports written by filling in a form: alike in all but what they say."""
    for kind, (language, title, form, rows) in _FORMS[half].items():
        for number, row in enumerate(rows, 1):
            name = f"{kind}-{number}"
            yield Piece(name, name, language, title.format(*row), form.format(*row) + "\n")
            if number == 1:  # the same report, carried by another house
                yield Piece(f"{name}-copy", name, language, title.format(*row), _typeset(form.format(*row)) + "\n")


Form = tuple[str, str, str, tuple[tuple[str, ...], ...]]
_FORMS: dict[Half, dict[str, Form]] = {
    "tune": {
        "market": (
            "en",
            "Shares close {1}",
            "The Vell exchange closed {1} on {0}. The index of the thirty largest companies {2} {3} points, or {4} per "
            "cent, to end the day at {5}.\n\nAmong the winners was {6}, whose shares rose by {7} per cent after it "
            "raised its forecast for the year. {8} lost {9} per cent.\n\nTraders said that turnover was thin before "
            "the holidays. The crown was quoted at {10} to the dollar in late trading, and a barrel of oil for "
            "delivery next month cost {11} dollars.",
            (
                (
                    "Monday",
                    "higher",
                    "gained",
                    "41",
                    "0.8",
                    "5,212",
                    "Norr Line",
                    "3.1",
                    "Tarn Dairy",
                    "2.2",
                    "8.41",
                    "71",
                ),
                (
                    "Tuesday",
                    "lower",
                    "lost",
                    "63",
                    "1.2",
                    "5,149",
                    "Osk Steel",
                    "1.9",
                    "Norr Line",
                    "4.0",
                    "8.44",
                    "69",
                ),
                (
                    "Wednesday",
                    "higher",
                    "gained",
                    "12",
                    "0.2",
                    "5,161",
                    "Tarn Dairy",
                    "2.6",
                    "Aske Tools",
                    "1.1",
                    "8.40",
                    "70",
                ),
            ),
        ),
        "weather": (
            "en",
            "Weather for {0}",
            "{1} is expected along the coast on {0}, with winds of up to {2} kilometres an hour from the {3}. In the "
            "valleys it will be {4}, with temperatures between {5} and {6} degrees.\n\nThe outlook: {7} on the day "
            "after, then {8}. The water at Port Mara is {9} degrees warm. The sun rises at {10} and sets at {11}.",
            (
                (
                    "Monday",
                    "Rain",
                    "40",
                    "west",
                    "dry at first",
                    "9",
                    "14",
                    "showers",
                    "brighter",
                    "11",
                    "5.12",
                    "20.40",
                ),
                ("Thursday", "Fog", "15", "east", "sunny", "7", "19", "sunshine", "clouds", "12", "5.06", "20.45"),
                ("Friday", "Drizzle", "30", "north", "cloudy", "6", "12", "rain", "a storm", "10", "5.04", "20.47"),
            ),
        ),
        "obituary": (
            "en",
            "{0}, {1}",
            "{0} of {2} died on {3} at the age of {1}. {4} was born in {5} and worked for {6} years as a {7}. {4} is "
            "survived by {8} children and {9} grandchildren.\n\nThe funeral will be held on {10} at {11} in the "
            "church of {2}. The family asks that no flowers be sent; gifts may be made to the lifeboat instead. "
            "Friends may call at the house on the evening before.",
            (
                (
                    "Anders Hovd",
                    "84",
                    "Vell",
                    "Sunday",
                    "Hovd",
                    "Tarn",
                    "41",
                    "baker",
                    "three",
                    "seven",
                    "Friday",
                    "two",
                ),
                (
                    "Birgit Saal",
                    "91",
                    "Ostrel",
                    "Monday",
                    "Saal",
                    "Meer",
                    "30",
                    "teacher",
                    "two",
                    "four",
                    "Saturday",
                    "eleven",
                ),
                (
                    "Carl Omdal",
                    "77",
                    "Hask",
                    "Tuesday",
                    "Omdal",
                    "Hask",
                    "25",
                    "pilot",
                    "five",
                    "nine",
                    "Monday",
                    "one",
                ),
            ),
        ),
        "match-zh": (
            "zh",
            "{0}主场{1}战胜{2}",
            "昨晚在{3}体育场进行的一场联赛中，{0}队以{1}战胜{2}队。比赛第{4}分钟，{5}接队友传球打入第一个进球，"
            "下半场{6}用任意球扩大了比分。{2}队主教练赛后表示，球队在防守上犯了不该犯的错误，下一轮将全力争取三分。"
            "现场共有{7}名观众观看了比赛。目前{0}队积{8}分，排名第{9}位。",
            (
                ("青河", "3比1", "白石", "青河", "12", "刘凯", "孙涛", "18200", "41", "2"),
                ("南山", "2比0", "东湖", "南山", "27", "马俊", "高飞", "9400", "33", "6"),
                ("云岭", "4比2", "青河", "云岭", "8", "陈宇", "罗斌", "15100", "29", "9"),
            ),
        ),
    },
    "check": {
        "prices": (
            "en",
            "Fish prices at {0}",
            "At the auction in {0} on {1}, {2} boats landed {3} boxes. Cod fetched {4} a kilogram, haddock {5} and "
            "plaice {6}. Prices were {7} than a week ago.\n\nThe largest catch came from the {8}, whose skipper {9} "
            "sold {10} boxes. Buyers from {11} took most of the cod. The next auction is on the day after tomorrow at "
            "six in the morning, if the weather allows the boats to go out.",
            (
                (
                    "Hask",
                    "Monday",
                    "11",
                    "840",
                    "4.20",
                    "3.75",
                    "5.10",
                    "higher",
                    "Sea Thrift",
                    "Jan Roe",
                    "160",
                    "Lessing",
                ),
                (
                    "Hask",
                    "Thursday",
                    "7",
                    "512",
                    "4.85",
                    "4.05",
                    "5.60",
                    "higher",
                    "Good Intent",
                    "Piet Maal",
                    "121",
                    "Orrin",
                ),
                (
                    "Meer",
                    "Monday",
                    "9",
                    "633",
                    "4.10",
                    "3.60",
                    "4.95",
                    "lower",
                    "Three Sisters",
                    "Ole Brandt",
                    "99",
                    "Lessing",
                ),
            ),
        ),
        "quakes": (
            "en",
            "Magnitude {0} quake near {1}",
            "An earthquake of magnitude {0} struck {2} kilometres {3} of {1} on {4} at {5}, according to the "
            "geological survey. The centre lay at a depth of {6} kilometres.\n\nThere were no immediate reports of "
            "damage. This report was written from data of the survey and was read by an editor before it was "
            "published. In the last ten days there have been {7} quakes of magnitude three or more nearby.",
            (
                ("3.2", "Callan", "11", "south", "Monday", "4.10 a.m.", "9", "2"),
                ("3.6", "Dunmoor", "24", "west", "Wednesday", "1.47 p.m.", "14", "1"),
                ("4.1", "Callan", "8", "north", "Friday", "9.02 p.m.", "7", "5"),
            ),
        ),
        "match": (
            "en",
            "{0} beat {1}",
            "{0} beat {1} {2} at home on {3} to move up to {4} in the league. {5} scored after {6} minutes from a "
            "corner, and {7} added a second before half-time.\n\nThe visitors had chances after the break, but the "
            'goalkeeper {8} was not to be beaten. "We played for each other," said coach {9}. A crowd of {10} saw '
            "the match. Next week {0} travel to {11}.",
            (
                (
                    "Orrin",
                    "Vell",
                    "2-0",
                    "Saturday",
                    "third",
                    "Kai Dorn",
                    "14",
                    "Emil Voss",
                    "Ruud Aker",
                    "Lena Fisk",
                    "1,204",
                    "Tarn",
                ),
                (
                    "Lessing",
                    "Meer",
                    "3-1",
                    "Sunday",
                    "first",
                    "Ivo Stam",
                    "31",
                    "Jon Park",
                    "Max Oude",
                    "Arne Holt",
                    "5,880",
                    "Hask",
                ),
                (
                    "Tarn",
                    "Orrin",
                    "2-1",
                    "Saturday",
                    "eighth",
                    "Per Lund",
                    "9",
                    "Nils Berg",
                    "Olav Rud",
                    "Siri Vang",
                    "640",
                    "Meer",
                ),
            ),
        ),
        "mausam": (
            "hi",
            "{0} का मौसम",
            "{0} में {1} को आसमान {2} रहेगा और अधिकतम तापमान {3} डिग्री तक पहुँच सकता है। न्यूनतम तापमान {4} डिग्री "
            "रहने का अनुमान है। मौसम विभाग के अनुसार हवा की रफ़्तार {5} किलोमीटर प्रति घंटा रहेगी।\n\nबारिश की संभावना {6} "
            "प्रतिशत है। सूर्योदय {7} बजे और सूर्यास्त {8} बजे होगा। अगले तीन दिनों में तापमान में {9} डिग्री की {10} हो सकती है।",
            (
                ("सोनपुर", "सोमवार", "साफ़", "34", "22", "12", "10", "5.41", "18.32", "2", "बढ़ोतरी"),
                ("सोनपुर", "गुरुवार", "बादलों से घिरा", "29", "21", "25", "70", "5.39", "18.34", "3", "गिरावट"),
                ("कमलापुर", "सोमवार", "धुंधला", "31", "19", "8", "20", "5.44", "18.30", "1", "बढ़ोतरी"),
            ),
        ),
    },
}
