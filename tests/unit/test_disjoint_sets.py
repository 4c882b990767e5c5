from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.disjoint_sets import find_roots

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


def test_the_least_of_all_that_hang_together() -> None:
    assert find_roots([("b", "c"), ("d", "d"), ("c", "a"), ("e", "f")]) == {
        "a": "a", "b": "a", "c": "a", "d": "d", "e": "e", "f": "e",
    }  # fmt: skip


@given(PAIRS)
def test_pairs_share_a_root_and_their_order_does_not_count(pairs: list[tuple[int, int]]) -> None:
    roots = find_roots(pairs)
    assert all(roots[one] == roots[other] for one, other in pairs)
    assert all(roots[root] == root <= thing for thing, root in roots.items())
    assert find_roots([(other, one) for one, other in reversed(pairs)]) == roots
