from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from sitegen.app.imports import import_sources
from sitegen.app.receipt import Receipt, format_receipt, make_receipt, receipt_to_json
from sitegen.errors import ContentError
from tests.sites import NOON, article, build_site, lay_files, lay_site

PASTE = """\
Ferry leaves without its captain

By Ines Varga

PORT ELMA (NSP) - Three passengers steered the evening ferry home on Tuesday, says the keeper of the north lamp.

Share on Facebook

The captain was asleep in the tavern, and the harbour master will hear him on Friday.

Follow us on WhatsApp
"""
CONTENT = Path("content/ferry-leaves-without-its-captain.md")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = lay_site(tmp_path / "site", {"seeds/ferry.txt": PASTE})
    build_site(folder)
    return folder


def receipt(site: Path) -> Receipt:
    return make_receipt(site, CONTENT, now=NOON)


def test_what_arrived_what_was_removed_and_what_was_built(site: Path) -> None:
    made = receipt(site)
    assert made.arrived.seed
    assert made.arrived.seed.sha256 == hashlib.sha256(PASTE.encode()).hexdigest()
    assert made.arrived.is_same
    assert made.arrived.lines == (1, 11)
    assert [(piece.line, piece.text) for piece in made.removed] == [
        (7, "Share on Facebook"),
        (11, "Follow us on WhatsApp"),
    ]
    assert (3, "authors") in {(piece.line, piece.what) for piece in made.moved}
    assert made.words
    assert made.words.kept + made.words.moved + made.words.removed == len(PASTE.split())
    assert (made.added, made.taken) == (0, 0)
    page = (site / "public/ferry-leaves-without-its-captain/index.html").read_bytes()
    assert made.built
    assert made.built.sha256 == hashlib.sha256(page).hexdigest()


def test_it_is_told_for_people_and_programs(site: Path) -> None:
    made = receipt(site)
    text = "\n".join(format_receipt(made))
    assert "Share on Facebook" in text
    assert "as it came" in text
    found = json.loads(receipt_to_json(made))
    assert found["removed"][0]["rule"] == made.removed[0].rule


def test_edits_are_counted(site: Path) -> None:
    path = site / CONTENT
    path.write_text(path.read_text("utf-8").replace("tavern", "boathouse") + "\nA line of ours.\n", "utf-8")
    made = receipt(site)
    assert made.taken == 1
    assert made.added >= 2
    assert "taken out here" in "\n".join(format_receipt(made))


def test_what_is_not_of_the_text_is_an_edit_too(site: Path) -> None:
    path = site / CONTENT
    path.write_text(path.read_text("utf-8").replace("Ferry leaves", "Ferry sails"), "utf-8")
    assert "; changed here: none of its text" in "\n".join(format_receipt(receipt(site)))
    (site / "seeds/ferry.txt").unlink()
    for kept in (site / ".sitegen/versions").rglob("*.gz"):
        kept.unlink()
    assert "; changed here: what cannot be told any more" in "\n".join(format_receipt(receipt(site)))


def test_of_what_was_taken_back_no_text_came(site: Path) -> None:
    path = site / CONTENT
    head, _, _ = path.read_text("utf-8").rpartition("---\n")
    path.write_text(head.replace("---\n", "---\nstatus: withdrawn\n", 1) + "---\n", "utf-8")
    assert "; its text was taken back" in "\n".join(format_receipt(receipt(site)))


def test_a_seed_that_changed_is_told_of_unless_its_version_is_kept(site: Path) -> None:
    lay_files(site, {"seeds/ferry.txt": PASTE.replace("Three", "Four")})
    made = receipt(site)
    assert made.arrived.is_same
    assert made.arrived.seed
    assert made.arrived.seed.sha256 == hashlib.sha256(PASTE.encode()).hexdigest()
    for path in (site / ".sitegen/versions").rglob("*.gz"):
        path.unlink()
    assert not receipt(site).arrived.is_same
    (site / "seeds/ferry.txt").unlink()
    made = receipt(site)
    text = "\n".join(format_receipt(made))
    assert "no longer here" in text
    assert "words     not known: its seed is gone" in text
    assert "; as it came" in text
    assert made.words is None


@pytest.mark.parametrize(
    ("line", "why"),
    [("draft: true", "it is a draft"), ("status: held", "it is held"), ("publish: {from: 2030-01-01}", "its time")],
)
def test_what_is_not_shown_says_why(site: Path, line: str, why: str) -> None:
    path = site / CONTENT
    path.write_text(
        path.read_text("utf-8")
        .replace("\ntitle:", f"\n{line}\ntitle:", 1)
        .replace("---\ntitle", f"---\n{line}\ntitle", 1),
        "utf-8",
    )
    made = receipt(site)
    assert made.built is None
    assert why in made.why_not


def test_an_item_of_a_feed_is_found_again(site: Path, tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>Storm {n}</title><guid>storm-{n}</guid>"
        f"<description>Rain fell on quay {n} all day.</description></item>"
        for n in range(3)
    )
    lay_files(tmp_path, {"wire.xml": f'<rss version="2.0"><channel><title>The Ford</title>{items}</channel></rss>'})
    import_sources(site, [str(tmp_path / "wire.xml")])
    made = make_receipt(site, Path("content/storm-1.md"), now=NOON)
    assert made.arrived.item == "storm-1"
    assert made.words
    assert made.words.kept == 7
    assert made.arrived.lines is None


def test_what_was_written_by_hand_has_no_receipt(site: Path) -> None:
    lay_files(site, {"content/own.md": article("Own")})
    with pytest.raises(ContentError, match="written by hand"):
        make_receipt(site, Path("content/own.md"))
