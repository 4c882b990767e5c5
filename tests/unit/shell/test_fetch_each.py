"""Many addresses at once, from real servers on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from sitegen.errors import SourceError
from sitegen.shell import fetch
from sitegen.shell.fetch import Fetched, Fetcher
from sitegen.shell.fetch_each import Wanted, fetch_each
from sitegen.shell.lane import Kind, Seen
from tests.web import Answer, Web, serve_web


@pytest.fixture
def web() -> Iterator[Web]:
    with serve_web() as web:
        yield web


def bodies(fetcher: Fetcher, urls: list[str]) -> list[bytes | str | None]:
    outcomes = fetch_each(fetcher.fetch, map(Wanted, urls))
    return [str(each) if isinstance(each, SourceError) else each.data for each in outcomes]


def test_what_came_is_in_the_order_asked_for_over_one_connection_to_a_host(web: Web) -> None:
    for number in range(100):
        web.page(f"/{number}", f"<p>{number}</p>")
    with Fetcher(allow_private=True) as fetcher:
        found = bodies(fetcher, [f"{web.root}/{number}" for number in range(100)])
    assert found == [f"<p>{number}</p>".encode() for number in range(100)]
    assert web.asked == ["/robots.txt", *(f"/{number}" for number in range(100))]
    assert len(web.clients) == 1


def test_one_that_fails_stops_no_other(web: Web) -> None:
    web.page("/a", "<p>a</p>")
    with Fetcher(allow_private=True) as fetcher:
        found = bodies(fetcher, [f"{web.root}/none", "ftp://elma.example/", f"{web.root}/a", "http://[half"])
    assert [isinstance(each, str) for each in found] == [True, True, False, True]


def test_hosts_are_asked_side_by_side() -> None:
    """Each host answers only when all of them have been asked."""
    barrier = threading.Barrier(8, timeout=60)

    def wait_for_all(url: str, seen: Seen | None, kind: Kind) -> Fetched:
        barrier.wait()
        return Fetched(url, b"", Seen())

    urls = [f"http://{number}.example/" for number in range(8)]
    found = fetch_each(wait_for_all, map(Wanted, urls))
    assert [each.url for each in found if isinstance(each, Fetched)] == urls


def test_a_fault_of_our_own_is_not_hidden() -> None:
    def fail(url: str, seen: Seen | None, kind: Kind) -> Fetched:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(fetch_each(fail, [Wanted("http://a.example/")]))


def test_a_host_that_asks_for_rest_gets_it(web: Web) -> None:
    web.pages["/a"] = Answer(b"", status=429, headers=(("Retry-After", "3600"),))
    with Fetcher(allow_private=True) as fetcher:
        first, second = bodies(fetcher, [f"{web.root}/a", f"{web.root}/b"])
    assert "answers 429" in str(first)
    assert "is left alone for 3600 seconds" in str(second) or "is left alone for 3599 seconds" in str(second)
    assert web.asked == ["/robots.txt", "/a"]


def test_a_host_that_is_away_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_PAUSES", ())
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        raise OSError(-2, "Name or service not known")

    with Fetcher(resolve=resolve) as fetcher:
        found = bodies(fetcher, ["https://elma.example/a", "https://elma.example/b", "https://ford.example/"])
    assert all("cannot be reached" in str(each) and "Name or service not known" in str(each) for each in found)
    assert sorted(looked) == ["elma.example", "ford.example"]


def test_a_delay_that_robots_ask_for_is_kept(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 9\n")
    web.page("/a", "<p>a</p>")
    waits: list[float] = []
    with Fetcher(allow_private=True) as fetcher:
        monkeypatch.setattr(fetcher._ending, "wait", waits.append)
        bodies(fetcher, [f"{web.root}/a"] * 3)
    assert [round(wait) for wait in waits] == [0, 9, 9, 9]
