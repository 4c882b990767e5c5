"""What a feed tells besides its texts: pictures, where a story came from, when it may be shown, and what is gone."""

from __future__ import annotations

from sitegen.convert.metadata.lifecycle import resolve_lifecycle
from sitegen.convert.pipeline import Knowledge, convert
from sitegen.convert.sources.detect import detect
from sitegen.convert.sources.feed import parse_feed
from sitegen.model import Article, Draft, Lifecycle

SPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:dcterms="http://purl.org/dc/terms/"'
)
STORY = (
    "&lt;p&gt;The boat crosses at noon, whatever the hour may be, and the boatman has never asked for money.&lt;/p&gt;"
)


def rss(extra: str) -> str:
    return (
        f'<rss version="2.0" {SPACES}><channel><title>Sound Weekly</title><link>https://sound.example/</link>'
        f"<item><title>The bell</title><guid>bell-1</guid><description>{STORY}</description>{extra}</item>"
        "</channel></rss>"
    )


def read(text: str) -> list[Draft]:
    return list(parse_feed(detect("wire.xml", text.encode())))


def lifecycle(extra: str) -> Lifecycle:
    return resolve_lifecycle(read(rss(extra))[0].candidates)


def article(knowledge: Knowledge, extra: str) -> Article:
    (only,) = convert("wire.xml", rss(extra).encode(), knowledge)
    return only


def test_a_picture_keeps_its_own_caption_and_credit(knowledge: Knowledge) -> None:
    found = article(
        knowledge,
        '<media:content url="https://sound.example/a.jpg" medium="image"><media:description>The bell at dusk'
        '</media:description><media:credit role="photographer">Ana Quill</media:credit></media:content>'
        '<media:content url="https://sound.example/b.jpg" type="image/jpeg"><media:credit>Ilo Brandt</media:credit>'
        '</media:content><media:content url="https://sound.example/c.mp4" medium="video"/>',
    )
    pictures = [(image.src, image.caption, image.credit) for image in found.metadata.images]
    assert pictures == [
        ("https://sound.example/a.jpg", "The bell at dusk", "Ana Quill"),
        ("https://sound.example/b.jpg", "", "Ilo Brandt"),
    ]
    assert "dusk" not in repr(found.blocks)
    assert found.metadata.summary is None


def test_of_the_forms_of_a_picture_the_widest_is_taken(knowledge: Knowledge) -> None:
    forms = "".join(
        f'<media:content url="https://sound.example/{w}.jpg" medium="image" width="{w}"/>' for w in (200, 1600, 800)
    )
    found = article(knowledge, f"<media:group>{forms}<media:credit>Ana Quill</media:credit></media:group>")
    assert [(i.src, i.credit) for i in found.metadata.images] == [("https://sound.example/1600.jpg", "Ana Quill")]


def test_an_enclosed_picture_is_the_articles_and_an_enclosed_sound_is_not(knowledge: Knowledge) -> None:
    found = article(
        knowledge,
        '<enclosure url="https://sound.example/a.jpg" type="image/jpeg" length="9"/>'
        '<enclosure url="https://sound.example/a.mp3" type="audio/mpeg" length="9"/>',
    )
    assert [image.src for image in found.metadata.images] == ["https://sound.example/a.jpg"]


def test_the_source_of_an_entry_is_its_publisher_and_the_feed_a_republisher(knowledge: Knowledge) -> None:
    found = article(knowledge, '<source url="https://reach.example/feed">The Reach Post</source>')
    chain = [(party.role, party.name, party.url) for party in found.attribution.chain]
    assert chain == [("publisher", "The Reach Post", None), ("republisher", "Sound Weekly", None)]


def test_dublin_core_names_the_publisher_and_the_rights(knowledge: Knowledge) -> None:
    found = article(
        knowledge,
        "<dc:publisher>The Reach Post</dc:publisher><dc:rights>© The Reach Post</dc:rights>"
        "<dc:language>en</dc:language>",
    )
    assert found.attribution.chain[0].name == "The Reach Post"
    assert (found.attribution.copyright, found.metadata.language) == ("© The Reach Post", "en")


def test_embargo_and_expiry_are_kept() -> None:
    assert lifecycle("<prism:embargoDate>2026-05-04T09:00:00+02:00</prism:embargoDate>").from_ == (
        "2026-05-04T09:00:00+02:00"
    )
    assert lifecycle("<prism:expirationDate>2026-06-04</prism:expirationDate>").until == "2026-06-04"
    window = lifecycle("<dcterms:valid>start=2026-05-04; end=2026-06-04; scheme=W3C-DTF</dcterms:valid>")
    assert (window.from_, window.until) == ("2026-05-04", "2026-06-04")


def test_a_draft_is_held_and_what_was_deleted_is_withdrawn() -> None:
    app = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>{}</app:draft></app:control>'
    assert lifecycle(app.format("yes")).status == "withheld"
    assert lifecycle(app.format("no")).status == "usable"
    assert lifecycle('<media:status state="deleted" reason="rights"/>').status == "canceled"
    assert lifecycle('<media:status state="active"/>').status == "usable"


TOMBSTONE = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<title>Sound Weekly</title>
<at:deleted-entry ref="tag:sound.example,2026:bell" when="2026-05-05T07:00:00Z"><at:comment>wrong</at:comment>
<link href="https://sound.example/bell"/></at:deleted-entry>
{}</feed>"""


def test_a_tombstone_withdraws_its_entry() -> None:
    (gone,) = read(TOMBSTONE.format(""))
    assert (gone.item, gone.blocks) == ("tag:sound.example,2026:bell", ())
    assert resolve_lifecycle(gone.candidates).status == "canceled"
    assert [c.value for c in gone.candidates if c.field == "modified"] == ["2026-05-05T07:00:00Z"]
    assert gone.candidates[0].line == 3


def test_entries_beside_a_tombstone_are_read() -> None:
    drafts = read(TOMBSTONE.format("<entry><id>e</id><title>Two</title><content>So it was.</content></entry>"))
    assert [(draft.item, resolve_lifecycle(draft.candidates).status) for draft in drafts] == [
        ("e", "usable"),
        ("tag:sound.example,2026:bell", "canceled"),
    ]


def test_a_tombstone_without_a_reference_or_in_a_damaged_feed_takes_nothing_with_it() -> None:
    text = TOMBSTONE.replace(' ref="tag:sound.example,2026:bell"', "") + "<at:deleted-entry ref='b' when='x'"
    drafts = read(text.format("<entry><id>e</id><title>Two & three</title><content>So.</content></entry>"))
    assert drafts[0].item == "e"
