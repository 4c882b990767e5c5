from __future__ import annotations

from datetime import date

import pytest

from sitegen.app.knowledge import load_knowledge
from sitegen.app.profiles import load_profiles
from sitegen.convert.clean.fate import Cleaned
from sitegen.convert.clean.profile_lines import build_profile_rules
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.profile_terms import check_terms
from sitegen.convert.report import format_article
from sitegen.document.blocks import text_of_all
from sitegen.model import Article, Attribution, Party, Removal
from sitegen.model.profile import CreditRule, Profile
from sitegen.rights.binding import bind
from tests.unit.convert.conftest import Converter

PAGE = """<html lang="en"><head><title>Lamp lit</title></head><body><article><h1>Lamp lit</h1>
<p>The lamp at the end of the pier was lit on Monday for the first time in nine years, and the town came to see it.</p>
<p>Nobody had told the pilots, who took it for a ship on fire and sent two boats with pumps and a doctor.</p>
{inside}
<p>The keeper has promised to send word next time. The pilots have promised to believe it, when it comes to that.</p>
{after}
</article></body></html>"""


def page(inside: str = "", after: str = "") -> str:
    return PAGE.format(inside=inside, after=after)


def where(article: Article, words: str) -> list[str]:
    """In which parts of the result some words are."""
    parts = {
        "body": [text_of_all(article.blocks)],
        "moved": [entry.text for entry in article.moved],
        "removed": [entry.text for entry in article.removed],
        "required": list(article.attribution.required),
    }
    return [name for name, texts in parts.items() if any(words in text for text in texts)]


def test_the_same_words_are_junk_where_nobody_demands_them(article_of: Converter) -> None:
    letter = "Sign up for {}'s newsletter."
    ours = article_of(page(after=f"<p>{letter.format('Knowable Magazine')}</p>"), "a.html")
    theirs = article_of(page(after="<p>Sign up for our newsletter.</p>"), "a.html")
    assert where(ours, "newsletter") == ["moved", "required"]
    assert where(theirs, "newsletter") == ["removed"]


def test_links_come_with_the_sentence(article_of: Converter) -> None:
    link = '<a href="https://grist.org/lamps/lamp-lit/">Grist</a>'
    article = article_of(page(after=f"<p>This story was originally published by {link}.</p>"), "a.html")
    assert article.attribution.required == (
        "This story was originally published by [Grist](https://grist.org/lamps/lamp-lit/).",
    )
    assert article.attribution.original_url == "https://grist.org/lamps/lamp-lit/"
    assert [party.name for party in article.attribution.chain] == ["Grist"]


def test_a_link_to_a_letter_is_not_the_original(article_of: Converter) -> None:
    link = '<a href="https://grist.org/newsletters/weekly/">Grist’s weekly newsletter</a>'
    article = article_of(page(after=f"<p>Sign up for {link} here</p>"), "a.html")
    assert article.attribution.required
    assert article.attribution.original_url is None


def test_it_is_kept_where_the_page_calls_it_a_newsletter_box(article_of: Converter) -> None:
    credit = "<p>This article originally appeared in Knowable Magazine. Sign up.</p>"
    box = f'<aside class="newsletter-signup">{credit}</aside>'
    article = article_of(page(after=box + "<p>Advertisement</p>"), "a.html")
    assert where(article, "Sign up.") == ["moved", "required"]


@pytest.mark.parametrize(
    "src",
    [
        '<img src="https://counter.theconversation.com/content/12/count.gif" width="1" height="1">',
        '<img src="https://counter.theconversation.com/content/12/count.gif" alt="The Conversation">',
    ],
)
def test_a_counter_is_kept_and_no_picture(article_of: Converter, src: str) -> None:
    article = article_of(page(inside=f"<figure>{src}</figure>"), "a.html")
    assert article.attribution.tracker == "https://counter.theconversation.com/content/12/count.gif"
    assert article.metadata.images == ()
    assert "count.gif" not in repr(article.blocks)


def test_a_counter_in_a_paste(article_of: Converter) -> None:
    line = "![The Conversation](https://counter.theconversation.com/content/12/count.gif?a=b&c=d)"
    text = f"Lamp lit\n\nThe lamp at the end of the pier was lit on Monday, and the town came to see it.\n\n{line}\n"
    article = article_of(text)
    assert article.attribution.tracker == "https://counter.theconversation.com/content/12/count.gif?a=b&c=d"
    assert where(article, "count.gif") == ["moved"]


def test_each_story_of_a_stream_has_its_own_counter(knowledge: Knowledge) -> None:
    story = "&lt;p&gt;The lamp at the end of the pier was lit on Monday, and the town came to see it. {0}&lt;/p&gt;"
    image = "&lt;img src=&quot;https://counter.theconversation.com/content/{0}/count.gif?a=1&amp;amp;b=2&quot;&gt;"
    item = (
        "<item><title>Lamp {0}</title><guid>tag:theconversation.com,2026:article/{0}</guid>"
        "<link>https://theconversation.com/lamp-lit-{0}</link><description>" + story + image + "</description></item>"
    )
    items = "".join(item.format(number) for number in (12, 120, 7))
    stray = "<item><title>Bell</title><guid>x-9</guid><description>" + story.format(9) + "</description></item>"
    feed = f'<rss version="2.0"><channel><title>Lamps</title>{items}{stray}</channel></rss>'
    found = [article.attribution.tracker for article in convert("a.xml", feed.encode(), knowledge)]
    address = "https://counter.theconversation.com/content/{0}/count.gif?a=1"
    assert [each and each.partition("&")[0] for each in found] == [*map(address.format, (12, 120, 7)), None]


@pytest.mark.parametrize(
    "src",
    [
        "https://counter.theconversation.com.evil.example/content/12/count.gif",
        "https://counter.theconversation.com/content/../count.gif/x",
        "https://pixel.example/1.gif",
    ],
)
def test_other_counters_are_dropped(article_of: Converter, src: str) -> None:
    article = article_of(page(inside=f'<img src="{src}" width="1" height="1">'), "a.html")
    assert article.attribution.tracker is None
    assert src not in repr(article.blocks)


def test_a_sentence_that_names_nobody_protects_nothing() -> None:
    day = date(2026, 5, 1)
    profile = Profile(
        id="pier",
        names=("The Pier Wire",),
        evidence="own",
        checked=day,
        check_again=day.replace(year=2027),
        credit=CreditRule(required_text=("Sign up for our newsletter.", "{title} is from the [Pier Wire]({url}).")),
    )
    (rule,) = build_profile_rules([profile]).rule
    assert rule.phrases == ("{any} is from the Pier Wire",)


def cut_of(knowledge: Knowledge, text: str) -> list[str]:
    (article,) = convert("a.html", text.encode(), knowledge)
    return [notice.message for notice in article.warnings if notice.code == "licence-cut"]


def removal(category: str, text: str) -> Removal:
    return Removal(id="r1", text=text, category=category, rule="lines.outside", line=7, end_line=7)


def test_a_cut_inside_a_story_that_allows_none_is_told() -> None:
    chain = (Party(role="publisher", name="Knowable Magazine"),)
    sentence = "The fleet went out to help on a Monday and came back in the evening with herring for everybody."
    profiles = load_profiles()
    cut, letter, label = removal("outside", sentence), removal("newsletter", sentence), removal("outside", "Herring")
    cleaned = Cleaned(blocks=(), moved=(), removed=(), candidates=(), notices=(), cuts=(cut, letter, label))
    (notice,) = check_terms(Attribution(chain=chain), cleaned, profiles)
    assert (notice.code, notice.line) == ("licence-cut", 7)
    assert notice.message.startswith('Knowable Magazine allows no cuts, and "The fleet went out')
    assert check_terms(Attribution(), cleaned, profiles) == ()
    free = Attribution(chain=(Party(role="publisher", name="Global Voices"),))
    assert check_terms(free, cleaned, profiles) == ()


def test_a_cut_makes_a_draft_of_what_arrives(knowledge: Knowledge) -> None:
    box = (
        "<nav><p>A ship on fire was last seen here in the year 1911, when the whole of the fleet went out to help "
        "and came back in the evening with herring for everybody.</p></nav>"
    )
    credit = "<p>This article originally appeared in Knowable Magazine.</p>"
    (message,) = cut_of(knowledge, page(box, credit))
    assert message.startswith('Knowable Magazine allows no cuts, and "A ship on fire was last seen here')
    assert cut_of(knowledge, page(box)) == []
    (article,) = convert("a.html", page(box, credit).encode(), knowledge)
    assert "draft: true" in format_article(article)


def test_what_interrupts_a_story_is_no_cut(knowledge: Knowledge) -> None:
    credit = "<p>This article originally appeared in Knowable Magazine.</p>"
    assert cut_of(knowledge, page("<p>Advertisement</p><p>Share on facebook</p>", credit)) == []


def codes(knowledge: Knowledge, text: str) -> set[str]:
    (article,) = convert("a.html", text.encode(), knowledge)
    return {notice.code for notice in article.warnings} & {"excerpt-only", "not-released"}


def test_of_an_excerpt_no_more_is_shown(knowledge: Knowledge) -> None:
    credit = "<p>This story was originally published by {}.</p>"
    more = "<p>The doctor stayed for the dance that followed and has not been seen in the village since that night.</p>"
    assert codes(knowledge, page(more, credit.format("PublicSource"))) == {"excerpt-only"}
    assert codes(knowledge, page("", credit.format("PublicSource"))) == set()
    assert codes(knowledge, page(more, credit.format("Grist"))) == set()


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<figure><img src='/a.jpg'><figcaption>All Rights Reserved</figcaption></figure>", {"not-released"}),
        ("<figure><img src='/a.jpg'><figcaption>A lamp on the pier</figcaption></figure>", set()),
        (
            "<p>The sign at the pier, which says that all rights reserved by the harbour are those of the pilots too, "
            "was painted by the keeper in the winter and has been laughed at since.</p>",
            set(),
        ),
    ],
)
def test_what_its_licensor_keeps_back_is_told(knowledge: Knowledge, inside: str, expected: set[str]) -> None:
    credit = "<p>This article was produced by KFF Health News.</p>"
    assert codes(knowledge, page(inside, credit)) == expected


FEED = """<rss version="2.0"><channel><title>{channel}</title><link>{home}</link><item><title>Lamp lit</title>
<guid>1</guid><description>{text}</description></item></channel></rss>"""
LINE = "<p>This story was originally published by Grist. Read the original article.</p>"


def from_feed(channel: str, home: str, line: str = LINE) -> Article:
    text = page(after=line).replace("<", "&lt;").replace(">", "&gt;")
    (article,) = convert("feed.xml", FEED.format(channel=channel, home=home, text=text).encode(), load_knowledge())
    return article


def test_the_licensor_of_what_another_passes_on_is_credited() -> None:
    article = from_feed("The Tide", "https://tide.example/")
    assert [(party.role, party.name) for party in article.attribution.chain] == [
        ("originator", "Grist"),
        ("publisher", "The Tide"),
    ]
    bound = bind(article.attribution, load_profiles())
    assert bound.profile is not None
    assert bound.profile.id == "grist"


@pytest.mark.parametrize(
    ("channel", "home"), [("Grist", "https://x.example/"), ("News", "https://grist.org/"), ("GRIST", "")]
)
def test_the_licensor_of_its_own_feed_is_its_publisher(channel: str, home: str) -> None:
    assert [party.role for party in from_feed(channel, home).attribution.chain] == ["publisher"]


def test_an_agency_that_another_passes_on_stays_one() -> None:
    article = from_feed("The Tide", "https://tide.example/", "<p>This report comes from Reuters.</p>")
    assert [party.name for party in article.attribution.chain] == ["Reuters", "The Tide"]
