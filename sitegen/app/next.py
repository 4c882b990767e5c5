"""`sitegen next`: when the site has to be built again though nobody changed it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.app.profiles import load_profiles
from sitegen.app.site import load_config, load_pages
from sitegen.publish.index import find_next_change
from sitegen.shell.package import engine_digest


def find_next(site: Path, now: datetime | None) -> str | None:
    """The first moment after `now` (this moment where None) at which a page appears or goes, in UTC: an embargo ends, a
    page expires, or its licensor's terms say so."""
    config = load_config(site)
    pages = load_pages(site, engine_digest())
    zone = ZoneInfo(config.timezone)
    moment = find_next_change(pages, now or datetime.now(UTC), zone, load_profiles(site))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
