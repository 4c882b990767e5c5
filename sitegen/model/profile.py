"""What a licensor asks of those who republish its stories."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sitegen.model.record import Record

Evidence = Literal["own", "third-party", "general"]
"""How terms are known: from the licensor's own page, from somebody who quotes it, or from what is generally said."""
IndexRule = Literal["canonical", "noindex", "both", "unstated"]
Placement = Literal["top", "byline", "bottom"]


class Licence(Record, frozen=True):
    """`spdx` is its identifier in the SPDX list, `custom` a name where it has none."""

    spdx: str = ""
    custom: str = ""
    url: str = ""
    version: str = ""

    @property
    def forbids_derivatives(self) -> bool:
        return "-ND" in self.spdx


class Excerpt(Record, frozen=True):
    """No more than so many paragraphs may be shown."""

    paras: int


class Grant(Record, frozen=True):
    """What is allowed; None and `unstated` where the terms do not say.

    `basis`: a public licence, the licensor's own terms, a contract, or a permission for each story. No more than
    `max_per_period` stories in `period_days`; none before `delay_days` and none first shown after `window_days`, both
    counted from the original's date.
    """

    basis: Literal["licence", "terms", "contract", "permission"] = "terms"
    individual_selection: bool | None = None
    org_type: str = ""
    commercial: bool | None = None
    ads: Literal["ok", "not_against_story", "no", "unstated"] = "unstated"
    paywall: bool | None = None
    resale: bool | None = None
    max_per_period: int | None = None
    period_days: int = 30
    delay_days: int = 0
    window_days: int | None = None
    excerpt: Excerpt | None = None


class CreditRule(Record, frozen=True):
    """How a story is credited.

    The sentences of `required_text` stand at `placement`, `end_tagline` at the end. They are inline Markdown with the
    slots {title}, {author}, {source}, {site}, {url} and {home}. A line that begins as one of the former does, or with a
    phrase of `recognized`, is the licensor's own credit and stands in their place; one that begins as the latter does,
    or with a phrase of `taglines`, is its own tagline. `logo_src` is the site's copy of the logo.
    """

    required_text: tuple[str, ...] = ()
    recognized: tuple[str, ...] = ()
    placement: Placement = "bottom"
    end_tagline: str = ""
    taglines: tuple[str, ...] = ()
    logo: Literal["required", "preferred", "unstated"] = "unstated"
    logo_src: str = ""
    authors: bool = False
    institutions: bool = False
    keep_dateline: bool = False
    keep_copyright: bool = False
    licence_link: bool = False
    change_notice: bool = False


class LinkRule(Record, frozen=True):
    """Where the credit must lead, and whether the story must keep all of its own links."""

    target: Literal["article", "home", "either", "unstated"] = "unstated"
    preserve_all_links: bool = False


class Tracker(Record, frozen=True):
    """What counts the readers of copies. `url_pattern` is its address, `{id}` standing for what differs."""

    kind: Literal["pixel", "script"]
    url_pattern: str
    required: bool = True


class EditRule(Record, frozen=True):
    body: Literal["none", "style", "shorten_ok", "approval", "unstated"] = "unstated"
    headline: Literal["free", "approval", "no", "unstated"] = "unstated"
    translation: Literal["free", "approval", "no", "unstated"] = "unstated"


class Notify(Record, frozen=True):
    """Whom to tell of a copy; `email` is empty where their page must be asked."""

    email: str = ""


class Profile(Record, frozen=True, kw_only=True):
    """The terms of one licensor. `evidence` is how they are known, `terms` their address, `checked` when somebody read
    them, and after `check_again` they are stale."""

    id: str
    names: tuple[str, ...]
    domains: tuple[str, ...] = ()
    evidence: Evidence
    checked: date
    check_again: date
    terms: str = ""
    note: str = ""
    licence: Licence = Licence()
    grant: Grant = Grant()
    credit: CreditRule = CreditRule()
    link: LinkRule = LinkRule()
    index: IndexRule = "unstated"
    tracker: Tracker | None = None
    edit: EditRule = EditRule()
    images: Literal["none", "per_caption", "ok", "unstated"] = "unstated"
    exclude_markers: tuple[str, ...] = ()
    retention_days: int | None = None
    kill_duty: bool = False
    share_alike: bool = False
    notify: Notify | None = None

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def home(self) -> str:
        """The address of its front page; empty where it has none."""
        return f"https://{self.domains[0]}/" if self.domains else ""
