"""The balanced ledger: every visible word of an input is in the body, in the metadata or removed, and once only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import convert
from sitegen.convert.sources.detect import clean_characters
from sitegen.document.blocks import all_blocks, paragraph, text_of, text_of_all
from sitegen.model import Article, Figure, Moved, Paragraph, Removal

PROSE = (
    "The bell on the far bank rings when somebody wants to cross, and the boatman comes whatever the hour may be.",
    "“It rings by itself in the fog,” said Ilo Brandt, who has rowed here since 1971. Nobody laughs at him for it.",
    "PARIS, June 3 (Reuters) - The bell was cast from eleven pans and a trumpet, the parish told AFP on Monday.",
    "A barca volta a atravessar o rio todas as manhãs, e os moradores esperam por ela no cais com pão quente.",
    "Le bac traverse la rivière chaque matin * et les habitants _l’attendent_ sur le quai : « Enfin ! »",
    "Die Glocke läutet um 9.30 Uhr, und niemand weiß, warum sie das tut, sagte der Fährmann.",
    "नदी के उस पार एक घंटी टँगी है, जिसे बजाने पर नाविक अपनी नाव लेकर आ जाते हैं और किसी से पैसे नहीं माँगते।",
    "على الضفة الأخرى من النهر جرسٌ معلّق، إذا قرعه أحدٌ جاءه المراكبي بقاربه ولم يطلب منه أجراً.",
    "川の向こう岸に鐘がつるされていて、渡りたい人が鳴らすと船頭が舟を出してくれる。お金は取らない。",
    "Feribot her sabah nehri yeniden geçiyor ve köylüler onu iskelede sıcak ekmekle bekliyor, dedi kaptan.",
)
LINES = (
    "Why does the bell ring?",
    "News",
    "The bell that rings by itself in fog",
    "Share on facebook",
    "Share on telegram",
    "Facebook Twitter Email",
    "ALSO READ:",
    "Leia também: O sino da barra",
    "यह भी पढ़ें",
    "اقرأ أيضاً",
    "Advertisement",
    "LA SUITE APRÈS CETTE PUBLICITÉ",
    "By Ilo Brandt, Sound Weekly",
    "Von Hana Brisk",
    "Por Redação",
    "Seoul:",
    "3 May 2026",
    "Updated: 4 May 2026, 09:30",
    "The bell in May. (File)",
    "The boat, said Ana Quill. Photo: Oda Lunde",
    "© Oda Lunde",
    "(Reporting by Oda Lunde; Editing by Per Askeland)",
    "(With inputs from PTI)",
    "(ib)",
    "Clarification: The year was 1872.",
    "(Except the headline, this story has not been edited by Sound Weekly staff and comes from a syndicated feed.)",
    "This story originally appeared on Sound.example read the full story",
    "The post The bell appeared first on Sound Weekly.",
    "Support us just once",
    "Related",
    "More",
    "Don't Miss",
    "Most Read",
    "Sign up for our newsletter",
    "Tags: bells, boats",
    "• Salt",
    "• Rope",
    "1. Lamp oil",
    "2. Bread",
    "© 2026 Sound Weekly. All rights reserved.",
    "28 views",
    "Brandt: It rings.",
    "Subscribe to unlock this article",
    "…",
    "[…]",
    "-----",
    "***",
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
PASTE = st.lists(st.sampled_from(PROSE) | st.sampled_from(LINES) | WORDS, min_size=1, max_size=25)
GAPS = st.sampled_from(["\n", "\n\n", "\r\n\r\n"])


def tokens_kept(article: Article) -> Counter[str]:
    """Every word of the three places where the ledger says it can be."""
    figures = (f"{block.caption} {block.credit}" for block in all_blocks(article.blocks) if isinstance(block, Figure))
    places = [
        text_of_all(article.blocks),
        *figures,
        *(moved.text for moved in article.moved),
        *(removal.text for removal in article.removed),
    ]
    return Counter(word for place in places for word in place.split())


def imbalance(seen: Sequence[str], article: Article) -> tuple[Counter[str], Counter[str]]:
    """Words that got lost, and words that came from nowhere."""
    kept, given_ = tokens_kept(article), Counter(seen)
    return given_ - kept, kept - given_


BALANCED: tuple[Counter[str], Counter[str]] = (Counter(), Counter())


def words_of_paste(text: str) -> list[str]:
    """What a reader of the paste sees; the bullets of a list are drawn, not written."""
    lines = clean_characters(text).split("\n")
    return [word for line in lines for word in line.split()]


def without_bullets(words: Counter[str]) -> Counter[str]:
    return Counter({word: n for word, n in words.items() if not re.fullmatch(r"[-*•‣◦▪●·–]|\d{1,2}[.)]", word)})


def converted(name: str, text: str) -> list[Article]:
    return convert(name, text.encode("utf-8"), load_knowledge())


@given(PASTE, GAPS)
def test_every_word_of_a_paste_is_somewhere_once(lines: list[str], gap: str) -> None:
    text = f"The bell{gap}{gap.join(lines)}"
    (article,) = converted("-", text)
    lost, invented = imbalance(words_of_paste(text), article)
    assert (without_bullets(lost), invented) == BALANCED


@pytest.mark.parametrize("line", LINES)
def test_every_kind_of_line_is_accounted_for(line: str) -> None:
    """Before the story, within it and after it."""
    text = "\n\n".join(["The bell of the far bank", line, PROSE[0], line, PROSE[1], PROSE[0], line])
    (article,) = converted("-", text)
    lost, invented = imbalance(words_of_paste(text), article)
    assert (without_bullets(lost), invented) == BALANCED


@given(PASTE)
def test_removals_say_where_they_stood(lines: list[str]) -> None:
    text = "\n\n".join(["The bell", *lines])
    (article,) = converted("-", text)
    numbered = clean_characters(text).split("\n")
    entries: list[Moved | Removal] = [*article.removed, *article.moved]
    for entry in entries:
        there = " ".join(numbered[entry.line - 1 : entry.end_line]).split()
        assert not without_bullets(Counter(entry.text.split()) - Counter(there))


# --- pages ----------------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(PROSE) | st.sampled_from(LINES) | st.text("abcdefgh <&>'\"é中 ", min_size=1, max_size=20)


class Node:
    """A generated piece of a page: its HTML, and the words a browser would show of it."""

    def __init__(self, html: str, words: list[str]) -> None:
        self.html = html
        self.words = words

    def __repr__(self) -> str:
        return self.html


def _text(text: str) -> Node:
    return Node(f" {escape(text)} ", text.split())


def _element(opening: str, inside: Sequence[Node]) -> Node:
    name = opening.split(" ", maxsplit=1)[0]
    html = f"<{opening}>{''.join(node.html for node in inside)}</{name}>"
    return Node(html, [word for node in inside for word in node.words])


def _hidden(opening: str, inside: Sequence[Node]) -> Node:
    return Node(_element(opening, inside).html, [])


def _list(name: str, items: Sequence[Sequence[Node]], loose: Sequence[Node]) -> Node:
    hidden = _hidden("li hidden", [_text("secret")])
    return _element(name, [*loose, hidden, *(_element("li", item) for item in items)])


def _table(rows: Sequence[Sequence[Node]]) -> Node:
    hidden = _hidden("tr hidden", [_element("td", [_text("secret")])])
    return _element("table", [hidden, *(_element("tr", [_element("td", [cell]) for cell in row]) for row in rows)])


def _figure(caption: Node) -> Node:
    return _element(
        'figure class="lead"', [Node('<img src="/a.jpg" alt="A bell">', []), _element("figcaption", [caption])]
    )


def _figure_with_words(words: Node, caption: Node) -> Node:
    picture = Node('<img src="data:image/gif;base64,R0">', [])
    return _element("figure", [words, picture, _element("figcaption", [caption])])


INLINES = st.sampled_from(["em", "strong", "span", 'a href="/x"', "code", "i", "cite", "u", "small"])
PHRASE = st.recursive(
    TEXTS.map(_text),
    lambda inner: st.builds(_element, INLINES, st.lists(inner, max_size=3)),
    max_leaves=4,
)
FLAT = st.builds(
    _element, st.sampled_from(["p", "h2", "h3", "pre", "p class=share", "figcaption"]), st.lists(PHRASE, max_size=3)
)
CONTAINERS = st.sampled_from(
    [
        "div",
        "section",
        "article",
        "main",
        "blockquote",
        "nav",
        "aside",
        "footer",
        'div class="share"',
        'div id="related"',
        'div class="article-body"',
        "details",
        "center",
        'div role="menu"',
        "form",
    ]
)
HIDING = st.sampled_from(
    ["div hidden", 'p style="display: none"', "script", "style", "template", "noscript", "svg", "textarea"]
)
TREE = st.recursive(
    PHRASE | FLAT | PHRASE.map(_figure) | st.builds(_figure_with_words, PHRASE, PHRASE),
    lambda inner: st.one_of(
        st.builds(_element, CONTAINERS, st.lists(inner, max_size=4)),
        st.builds(_hidden, HIDING, st.lists(st.sampled_from(["secret", "words"]).map(_text), max_size=2)),
        st.builds(
            _list,
            st.sampled_from(["ul", "ol", "ol start=4"]),
            st.lists(st.lists(inner, max_size=3), max_size=3),
            st.lists(PHRASE, max_size=1),
        ),
        st.builds(_table, st.lists(st.lists(PHRASE, min_size=1, max_size=3), min_size=1, max_size=3)),
        st.sampled_from(["<br>", "<br><br>", "<hr>", "<!-- note -->"]).map(lambda html: Node(html, [])),
    ),
    max_leaves=12,
)


@given(st.lists(TREE, max_size=6))
def test_every_word_of_a_page_is_somewhere_once(trees: list[Node]) -> None:
    body = _element("body", trees)
    page = f"<!doctype html><html lang=en><head><title>The bell</title><style>secret</style></head>{body.html}</html>"
    (article,) = converted("page.html", page)
    assert imbalance(body.words, article) == BALANCED


# --- the check bites ------------------------------------------------------------------------------------------------

STORY = "\n\n".join(["The bell that rings by itself in fog", "Share on facebook", *PROSE[:3], "Related", "More"])
SENTENCE = re.compile(r"[^.!?]+[.!?]+[”\"]?\s*")


def _sentences(article: Article) -> list[tuple[int, str]]:
    found = [(i, hit) for i, block in enumerate(article.blocks) for hit in SENTENCE.findall(text_of(block))]
    assert len(found) >= 4
    return found


def test_a_sentence_deleted_from_the_body_is_missed() -> None:
    (article,) = converted("-", STORY)
    words = words_of_paste(STORY)
    assert imbalance(words, article) == BALANCED
    for at, sentence in _sentences(article):
        block = article.blocks[at]
        assert isinstance(block, Paragraph)
        shorter = paragraph(text_of(block).replace(sentence, "", 1), block.line)
        cut = replace(article, blocks=(*article.blocks[:at], shorter, *article.blocks[at + 1 :]))
        assert imbalance(words, cut)[0]


@pytest.mark.parametrize("field", ["moved", "removed", "blocks"])
def test_an_entry_lost_or_doubled_is_noticed(field: str) -> None:
    (article,) = converted("-", STORY)
    entries = getattr(article, field)
    assert entries
    for at in range(len(entries)):
        lost = replace(article, **{field: entries[:at] + entries[at + 1 :]})
        doubled = replace(article, **{field: (*entries, entries[at])})
        assert imbalance(words_of_paste(STORY), lost)[0]
        assert imbalance(words_of_paste(STORY), doubled)[1]
