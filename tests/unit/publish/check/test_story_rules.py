from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.model.profile import Excerpt, Grant, Profile
from tests.unit.publish.check.built import PROFILES, page_of, rules_in, story_of

PLAIN = replace(
    PROFILES.by_id["grist"],
    names=("Harbour Wire",),
    domains=("wire.example",),
    credit=PROFILES.by_id["grist"].credit.__class__(),
    link=PROFILES.by_id["grist"].link.__class__(),
    grant=Grant(),
    images="unstated",
    index="unstated",
)
PAGE = page_of("<p>Harbour Wire</p>", '<meta name="robots" content="noindex">')


def told(
    profile: Profile | None, body: str = "Rain fell.", page: str = PAGE, rights: str = "unknown", **keys: str
) -> set[str]:
    attribution = f"{{chain: [{{role: publisher, name: Harbour Wire}}], rights: {rights}}}"
    return rules_in(page, story=story_of(body, profile, attribution=attribution, **keys))


@pytest.mark.parametrize(
    ("basis", "rights", "rules"),
    [
        (None, "unknown", {"rights.unknown"}),
        (None, "granted", set()),
        (None, "denied", {"rights.denied"}),
        ("licence", "unknown", set()),
        ("licence", "denied", {"rights.denied"}),
        ("terms", "unknown", set()),
        ("permission", "unknown", {"rights.permission"}),
        ("permission", "granted", set()),
        ("contract", "unknown", {"rights.permission"}),
    ],
)
def test_somebody_said_that_it_may_be_shown(basis: str | None, rights: str, rules: set[str]) -> None:
    profile = replace(PLAIN, grant=Grant(basis=basis)) if basis else None
    assert told(profile, rights=rights) == rules


def test_a_story_of_our_own_needs_nobody_s_leave() -> None:
    assert rules_in(page_of(), story=story_of()) == set()


def test_no_more_than_an_excerpt_is_shown() -> None:
    profile = replace(PLAIN, grant=Grant(excerpt=Excerpt(paras=2)))
    assert told(profile, "One.\n\n## Head\n\nTwo.\n\n---") == set()
    assert told(profile, "One.\n\nTwo.\n\n> Three.") == {"rights.excerpt"}


def test_nothing_marked_as_not_for_publication_is_shown() -> None:
    profile = replace(PLAIN, exclude_markers=("not for publication",))
    assert told(profile, "It is not, for all I know, a publication.") == set()
    assert told(profile, "Eds: NOT FOR **PUBLICATION**.") == {"rights.marker"}


PICTURE = page_of(
    '<p>Harbour Wire</p><img src="/paper/images/a.png" alt="The quay"><img src="/paper/assets/own.png" alt="Ours">',
    '<meta name="robots" content="noindex">',
)


@pytest.mark.parametrize(
    ("body", "image", "rules"),
    [
        ("Rain.", "", set()),
        ("Rain.", "{src: /images/a.png, credit: A. Quill}", set()),
        ("Rain.", "{src: images/a.png}", {"image.credit"}),
        ('![The quay](/images/a.png "The quay | A. Quill")', "", set()),
        ('![The quay](/images/a.png "The quay")', "", {"image.credit"}),
        ("![The quay](/images/a.png)", "", {"image.credit"}),
    ],
)
def test_pictures_of_copies_are_credited(body: str, image: str, rules: set[str]) -> None:
    keys = {"image": image} if image else {}
    assert told(PLAIN, body, PICTURE, **keys) == rules
    forbidding = replace(PLAIN, images="none")
    shown = bool(image or "](" in body)
    assert told(forbidding, body, PICTURE, **keys) == ({"image.forbidden"} if shown else set())
