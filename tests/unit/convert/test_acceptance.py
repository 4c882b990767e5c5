"""The acceptance cases of cleaning, each with a short story of its own."""

# ruff: noqa: E501 (a paste has lines as long as its paragraphs)

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from sitegen.convert.report import article_to_json, format_article
from sitegen.document.blocks import text_of, text_of_all
from sitegen.model import Article, Heading, Paragraph

Converter = Callable[..., Article]

PASTE = """News

Why has the lighthouse of Cape Orlo gone dark for the first time since 1871?

Share on facebook
Share on twitter
Share on telegram
Share on telegram


The lamp room has become “a greenhouse with a view,” said Tilda Marr. (File)

Cape Orlo:

The lighthouse at Cape Orlo has shown no light for eleven nights, and the pilots who used to steer by it have started to hang lanterns from the quay instead.

MBP takes a look at what the keepers say:

Why did the lamp stop?

The bearing that turns the lens wore through in March, and the only workshop that could cast a new one closed its doors two winters ago.

A substitute was tried and failed within an hour, the harbour log says, “with a noise like a dropped tray . .”

Who pays for a new one?

Nobody has said so yet. The ministry told MBP that the budget for lights is spent until the autumn, and the parish has asked its neighbours for a loan.

By Friday, the fund held the price of half a bearing.

What happens in the meantime?

The lamp room has become “a greenhouse with a view,” said Tilda Marr, who grows tomatoes behind the lens and sells them on Saturdays to pay for the oil.

“We will light it with candles if we must,” said the parish’s Tilda Marr.

(Except the headline, this story has not been edited by Orlo Courier staff and is published from a syndicated feed.)

This story originally appeared on Orlocourier.example read the full story

Support fearless, independent journalism

We are not owned by a billionaire or shareholders – our readers support us. Donate any amount over $2. Skerry Global Media is a global news organization that brings patient reporting to readers like you! Help us to continue publishing daily.

Support us just once

We accept support of any size, at any time – you name it for $2 or more.

Related

More

Don't Miss
"""


@pytest.fixture(scope="module")
def whole(article_of: Converter) -> Article:
    return article_of(PASTE)


def test_01_whole_paste_first_and_last_text_and_headings(whole: Article) -> None:
    texts = [text_of(block) for block in whole.blocks]
    assert texts[0].startswith("The lighthouse at Cape Orlo has shown")
    assert texts[-1].endswith("said the parish’s Tilda Marr.")
    headings = [text_of(block) for block in whole.blocks if isinstance(block, Heading)]
    assert headings == ["Why did the lamp stop?", "Who pays for a new one?", "What happens in the meantime?"]
    assert whole.metadata.title.startswith("Why has the lighthouse of Cape Orlo")
    assert whole.metadata.section == "News"


def test_01_whole_paste_removals_name_their_lines(whole: Article) -> None:
    lines = PASTE.split("\n")
    assert all(removal.text == lines[removal.line - 1].strip() for removal in whole.removed)
    categories = [removal.category for removal in whole.removed]
    assert categories[:8] == ["share"] * 4 + ["donation"] * 4
    assert len(categories) == 11
    assert set(categories[8:]) <= {"related_tail", "trending_tail"}
    assert len({removal.id for removal in whole.removed}) == len(whole.removed)


def test_01_odd_spots_of_the_text_are_left_alone(whole: Article) -> None:
    assert "“with a noise like a dropped tray . .”" in text_of_all(whole.blocks)


def test_02_caption_moves_and_the_sentence_it_echoes_stays(whole: Article) -> None:
    (image,) = whole.metadata.images
    assert (image.caption, image.credit) == (
        "The lamp room has become “a greenhouse with a view,” said Tilda Marr.",
        "File",
    )
    assert "said Tilda Marr, who grows tomatoes behind the lens" in text_of_all(whole.blocks)


def test_03_dateline_moves_and_the_next_paragraph_is_not_prefixed(whole: Article) -> None:
    assert whole.attribution.dateline == "Cape Orlo"
    assert not text_of(whole.blocks[0]).startswith("Cape Orlo")


def test_04_mentions_of_the_agency_stay_and_credit_it(whole: Article) -> None:
    body = text_of_all(whole.blocks)
    assert "MBP takes a look at what the keepers say:" in body
    assert "told MBP that the budget" in body
    assert (whole.attribution.chain[0].role, whole.attribution.chain[0].name) == ("agency", "MBP")


def test_05_disclaimer_is_kept_word_for_word_and_names_the_publisher(whole: Article) -> None:
    (notice,) = whole.attribution.notices
    assert notice.startswith("(Except the headline, this story has not been edited by Orlo Courier")
    assert [(party.name, party.site_name) for party in whole.attribution.chain][1] == (
        "Orlo Courier",
        "Orlocourier.example",
    )


def test_06_a_credit_without_address_gives_no_address(whole: Article) -> None:
    assert whole.metadata.site_name == "Orlocourier.example"
    assert whole.metadata.canonical_url is None
    assert whole.metadata.published is None
    assert {"no-date", "no-canonical-url"} <= {notice.code for notice in whole.warnings}


def test_07_donation_names_the_republisher_before_it_goes(whole: Article) -> None:
    party = whole.attribution.chain[2]
    assert (party.role, party.name) == ("republisher", "Skerry Global Media")
    assert party.line is not None
    assert "Skerry Global Media" in PASTE.split("\n")[party.line - 1]


STORY = """The ferry that ties the islands together

{head}

The ferry has crossed the sound four times a day since the war, and nobody on the islands can remember a week without it.

{line}

The captain keeps a list of everything that was ever left on board, from umbrellas to a wedding cake, and reads it aloud at Christmas.

Her grandson will take the wheel in the spring, and the list with it.

{tail}
"""


def _story(line: str = "", head: str = "", tail: str = "") -> str:
    return STORY.format(line=line, head=head, tail=tail)


KEPT_IN_THE_STORY = {
    "08": "Share on Facebook fell 3% after results, the company said.",
    "09": "“Support us!” protesters chanted.",
    "12": "Related",
    "13": "By Tuesday, troops had left.",
    "quoted": "“We accept support of any size,” it ends, “and stamps of any year.”",
    "guarded": "By signing up, you agree to row on Sundays, as the oldest rule of the club has it.",
    "photo": "A photo: that was all that was left of the tower.",
}


@pytest.mark.parametrize("case", sorted(KEPT_IN_THE_STORY))
def test_lines_that_look_like_junk_or_credit_stay_in_the_story(article_of: Converter, case: str) -> None:
    line = KEPT_IN_THE_STORY[case]
    article = article_of(_story(line))
    assert line in [text_of(block) for block in article.blocks]
    assert not article.removed
    assert not article.metadata.authors


def test_10_an_advertisement_mark_takes_one_line(article_of: Converter) -> None:
    article = article_of(_story("Advertisement"))
    assert [(removal.text, removal.category, removal.line) for removal in article.removed] == [
        ("Advertisement", "ad_marker", 7)
    ]
    assert len(article.blocks) == 3


@pytest.mark.parametrize(
    ("line", "removed"),
    [
        ("ALSO READ: The goats that run a post office", ["ALSO READ: The goats that run a post office"]),
        ("ALSO READ:\nThe goats that run a post office", ["ALSO READ:", "The goats that run a post office"]),
        ("ALSO READ:\n\nThe goats that run a post office", ["ALSO READ:", "The goats that run a post office"]),
    ],
)
def test_11_also_read_takes_its_headline_and_no_prose(article_of: Converter, line: str, removed: list[str]) -> None:
    article = article_of(_story(line))
    assert [removal.text for removal in article.removed] == removed
    assert len(article.blocks) == 3


def test_11_prose_right_after_also_read_is_kept(article_of: Converter) -> None:
    article = article_of(_story("ALSO READ:").replace("ALSO READ:\n\n", "ALSO READ:\n"))
    assert [removal.text for removal in article.removed] == ["ALSO READ:"]
    assert len(article.blocks) == 3


def test_09_a_quotation_that_ends_the_story_is_kept_too(article_of: Converter) -> None:
    line = KEPT_IN_THE_STORY["quoted"]
    assert line in [text_of(block) for block in article_of(_story(tail=line)).blocks]


@pytest.mark.parametrize("tail", ["", "Share this article"])
def test_14_a_clarification_is_kept_as_a_correction(article_of: Converter, tail: str) -> None:
    line = "Clarification: An earlier version of this story gave the wrong year for the first crossing."
    article = article_of(_story(tail=f"{line}\n\n{tail}"))
    assert [each.text for each in article.attribution.corrections] == [line]
    assert line not in [removal.text for removal in article.removed]


def test_15_reporting_and_editing_become_credits(article_of: Converter) -> None:
    article = article_of(_story(tail="(Reporting by Oda Lunde; Editing by Per Askeland)"))
    assert [(credit.role, credit.name) for credit in article.attribution.credits] == [
        ("reporting", "Oda Lunde"),
        ("editing", "Per Askeland"),
    ]


def test_16_a_required_credit_with_a_newsletter_is_kept_and_a_bare_plug_goes(article_of: Converter) -> None:
    credit = (
        "This article originally appeared in Sandbank Magazine, a nonprofit publication that explains the shore. "
        "Sign up for Sandbank Magazine’s newsletter."
    )
    article = article_of(_story(tail=f"{credit}\n\nSign up for our newsletter"))
    everything_kept = [text_of_all(article.blocks), article.attribution.credit or "", *article.attribution.notices]
    assert any(credit in kept for kept in everything_kept)
    assert [removal.text for removal in article.removed] == ["Sign up for our newsletter"]


APPEARED_FIRST = {
    "es": (
        "La barca vuelve a cruzar la ría cada mañana, y los vecinos la esperan en el muelle con pan caliente y noticias.",
        "La entrada La barca de la ría se publicó primero en Diario Marola.",
        "Diario Marola",
    ),
    "fr": (
        "Le bac traverse de nouveau la rivière chaque matin, et les habitants l’attendent sur le quai avec du pain chaud.",
        "L’article Le bac de la rivière est apparu en premier sur La Gazette du Gué.",
        "La Gazette du Gué",
    ),
    "de": (
        "Die Fähre überquert den Fluss wieder jeden Morgen, und die Leute warten am Ufer mit warmem Brot und Neuigkeiten.",
        "Der Beitrag Die Fähre am Fluss erschien zuerst auf Uferbote.",
        "Uferbote",
    ),
    "pt": (
        "A barca volta a atravessar o rio todas as manhãs, e os moradores esperam por ela no cais com pão quente.",
        "O post A barca do rio apareceu primeiro em Correio da Barra.",
        "Correio da Barra",
    ),
    "it": (
        "Il traghetto attraversa di nuovo il fiume ogni mattina, e gli abitanti lo aspettano sul molo con il pane caldo.",
        "L’articolo Il traghetto del fiume proviene da Voce del Guado.",
        "Voce del Guado",
    ),
    "nl": (
        "De veerpont vaart weer elke ochtend over de rivier, en de bewoners wachten op de kade met warm brood en nieuws.",
        "Het bericht De veerpont op de rivier verscheen eerst op Oeverblad.",
        "Oeverblad",
    ),
    "tr": (
        "Feribot her sabah nehri yeniden geçiyor ve köylüler onu iskelede sıcak ekmek ve haberlerle bekliyor, dedi kaptan.",
        "Nehirdeki feribot yazısı ilk önce Kıyı Postası üzerinde ortaya çıktı.",
        "Kıyı Postası",
    ),
    "ar": (
        "تعبر العبّارة النهر من جديد كل صباح، وينتظرها الأهالي على الرصيف بالخبز الساخن والأخبار القادمة من الضفة الأخرى.",
        "ظهرت المقالة عبّارة النهر أولاً على صحيفة الضفة.",
        "صحيفة الضفة",
    ),
}


@pytest.mark.parametrize("language", sorted(APPEARED_FIRST))
def test_19_the_post_appeared_first_on(article_of: Converter, language: str) -> None:
    """The source is harvested and the line leaves the body, in every language WordPress says it in."""
    prose, line, site = APPEARED_FIRST[language]
    article = article_of(f"{prose}\n\n{prose} {prose}\n\n{line}\n")
    assert article.metadata.site_name == site
    assert line not in text_of_all(article.blocks)
    assert line in [moved.text for moved in article.moved]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line", ["La suite après cette publicité", "LA SUITE APRÈS CETTE PUBLICITÉ"])
def test_20_french_advertisement_marks_in_any_spelling(article_of: Converter, form: str, line: str) -> None:
    prose = APPEARED_FIRST["fr"][0]
    mark = unicodedata.normalize(form, line)  # type: ignore[arg-type]
    article = article_of(f"{prose}\n\n{mark}\n\n{prose} {prose}\n")
    assert [removal.text for removal in article.removed] == [mark]
    assert len(article.blocks) == 2


HINDI = """नदी के उस पार की घंटी

नदी के उस पार एक घंटी टँगी है, जिसे बजाने पर नाविक श्‍याम सिंह अपनी नाव लेकर आ जाते हैं और किसी से पैसे नहीं माँगते।

यह भी पढ़ें: पहाड़ पर चलता पुस्तकालय

घंटी पिछले बरस चोरी हो गई थी, पर गाँव के बच्‍चों ने पीतल के लोटे जोड़कर नई बना ली, और उसकी आवाज़ पहले से मीठी है।
"""

ARABIC = """جرس على الضفة الأخرى

على الضفة الأخرى من النهر جرسٌ معلّق، إذا قرعه أحدٌ جاءه المراكبي سليم الهادي بقاربه ولم يطلب منه أجراً.

اقرأ أيضاً: مكتبة تمشي في الجبل

سُرق الجرس في العام الماضي، لكنّ أطفال القرية صنعوا جرساً جديداً من أباريق النحاس، وصوته أعذب من صوت القديم.
"""


@pytest.mark.parametrize(("text", "language"), [(HINDI, "hi"), (ARABIC, "ar")])
def test_21_other_scripts_keep_every_code_point(article_of: Converter, text: str, language: str) -> None:
    article = article_of(text)
    title, first, junk, last = (line for line in text.split("\n") if line)
    assert article.metadata.language == language
    assert article.metadata.title == title
    assert [text_of(block) for block in article.blocks] == [first, last]
    assert [removal.text for removal in article.removed] == [junk]


def test_22_an_excerpt_is_no_whole_story(article_of: Converter) -> None:
    feed = """<?xml version="1.0"?><rss version="2.0"><channel><title>Sound Weekly</title><item><title>The bell</title>
    <link>https://sound.example/bell</link><guid>bell-1</guid>
    <description>The bell on the far bank rings when somebody wants to cross, and the boatman [&#8230;]</description>
    </item></channel></rss>"""
    article = article_of(feed, name="wire.xml")
    assert {"truncated", "excerpt"} & {notice.code for notice in article.warnings}
    assert "draft: true" in format_article(article)


CLEAN = "\n\n".join(
    [
        "The ferry has crossed the sound four times a day since the war, and nobody can remember a week without it.",
        "The captain keeps a list of everything that was ever left on board * and reads it aloud _every_ Christmas.",
        "1. It begins with an umbrella, and #2 is a wedding cake with <b>one</b> slice missing, she said.",
    ]
)


def test_25_a_clean_story_loses_nothing_and_comes_back_the_same(article_of: Converter) -> None:
    article = article_of(f"The list on the ferry\n\n{CLEAN}\n")
    assert article.removed == ()
    assert [moved.field for moved in article.moved] == ["title"]
    assert article_to_json(article)["text"] == CLEAN
    assert all(isinstance(block, Paragraph) for block in article.blocks)
    once = format_article(article)
    again = article_of(once, name="content.md")
    assert again.removed == ()
    assert format_article(again) == once


def test_25_every_key_of_a_content_file_comes_back(article_of: Converter) -> None:
    text = "---\ntitle: T\nslug: s\ndraft: true\naliases:\n- /old/\npublish:\n  until: '2026-05-01'\nextra:\n  k: 1\n---\n\nBody.\n"
    assert format_article(article_of(text, name="content.md")) == text


@pytest.mark.parametrize("headline", ["Mayor quits", "FERRY RETURNS", "Flood"])
def test_a_headline_may_be_a_word_or_two(article_of: Converter, headline: str) -> None:
    story = (
        "The river rose on Monday night and it took the bridge, officials said.\n\n"
        "Nobody was hurt, and the ferry has been asked to come back from the museum.\n"
    )
    article = article_of(f"{headline}\n\n{story}")
    assert article.metadata.title == headline
    assert article.removed == ()
