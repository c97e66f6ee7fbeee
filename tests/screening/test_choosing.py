"""What is worth most together, of however many combinations: the same as trying all of them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.relations import all_required
from policies.screening.compiling.choosing import PLACES, Added, Choosing, ranks
from policies.screening.compiling.combinations import links_of, parts_of, steps_of
from policies.screening.compiling.terms import NOUGHT, YES, number
from tests.calculator.test_properties import examples

NONE = frozenset()


def excluding(pairs):
    rivals = {}
    for one, other in pairs:
        rivals.setdefault(one, set()).add(other)
        rivals.setdefault(other, set()).add(one)
    return {code: frozenset(others) for code, others in rivals.items()}


def decided(codes, worth, rivals, requires):
    """What is taken, or None where that is too many ways. What lacks what it requires is worth nothing."""
    required = {code: frozenset((code, *all_required(requires).get(code, ()))) for code in codes}
    together = [one for one in required.values() if len(one) > 1]
    links = links_of(codes, rivals, together)
    found = set()
    for part in parts_of(codes, links):
        steps = steps_of(part, links, rivals, together)
        if steps is None:
            return None
        rank = {code: ranks(place, len(part)) for place, code in enumerate(part)}

        def counted(code, rank=rank):
            own = tuple(number(one) for one in (worth[code], *rank[code]))
            return Added(required[code], lambda codes: own if codes >= required[code] else (NOUGHT,) * len(own))

        taken = Choosing(steps, [counted(code) for code in part], 1 + len(rank[part[0]])).taken
        found |= {code for code in part if taken[code] is YES}
    return {code for code in found if found >= required[code]}


def tried(codes, worth, rivals, requires):
    """All combinations that are allowed: of those that come to as much the one with more, then with the earliest."""
    required = {code: {code, *all_required(requires).get(code, ())} for code in codes}
    allowed = (
        set(some)
        for count in range(len(codes) + 1)
        for some in combinations(codes, count)
        if not any(rivals.get(code, NONE) & set(some) or not required[code] <= set(some) for code in some)
    )
    return max(
        allowed,
        key=lambda some: (sum(worth[one] for one in some), len(some), [-codes.index(one) for one in sorted(some)]),
    )


@st.composite
def tangles(draw):
    codes = [f"p{place}" for place in range(draw(st.integers(1, 8)))]
    pairs = list(combinations(codes, 2))
    rivals = excluding(draw(st.lists(st.sampled_from(pairs), max_size=14)) if pairs else [])
    requires = {
        code: draw(st.lists(st.sampled_from(codes[:place]), max_size=2, unique=True)) if place else []
        for place, code in enumerate(codes)
    }
    worth = {code: draw(st.integers(0, 4)) for code in codes}
    return codes, worth, rivals, requires


@examples(500)
@given(tangles())
def test_it_is_the_best_of_all_that_are_allowed(tangle):
    assert decided(*tangle) == tried(*tangle)


RING = excluding((f"p{place}", f"p{(place + 1) % 12}") for place in range(12))
OVERLAPPING = excluding(
    pair
    for start in range(0, 12, 3)
    for pair in combinations([f"p{place % 12}" for place in range(start, start + 4)], 2)
)


@pytest.mark.parametrize("rivals", [RING, OVERLAPPING])
def test_a_ring_of_rivals_and_groups_that_overlap(rivals):
    codes = [f"p{place}" for place in range(12)]
    worth = {code: 5 + place * 7 % 11 for place, code in enumerate(codes)}
    assert decided(codes, worth, rivals, {}) == tried(codes, worth, rivals, {})


@pytest.mark.parametrize("size", [9, 40])
def test_of_two_packages_that_exclude_one_another_one_is_taken_whole(size):
    mine, theirs = ([f"{side}{place}" for place in range(size)] for side in "ab")
    rivals = excluding((one, other) for one in mine for other in theirs)
    assert decided([*mine, *theirs], dict.fromkeys([*mine, *theirs], 1), rivals, {}) == {*mine}
    richer = {**dict.fromkeys(mine, 1), **dict.fromkeys(theirs, 1), theirs[-1]: 2}
    assert decided([*mine, *theirs], richer, rivals, {}) == {*theirs}


def test_of_a_hundred_in_one_group_the_best_is_taken():
    codes = [f"p{place:02}" for place in range(100)]
    rivals = excluding(combinations(codes, 2))
    assert decided(codes, dict.fromkeys(codes, 3), rivals, {}) == {"p00"}
    assert decided(codes, {**dict.fromkeys(codes, 3), "p77": 4}, rivals, {}) == {"p77"}


def test_what_hangs_together_in_too_many_ways_is_not_decided():
    codes = [f"p{place:02}" for place in range(40)]
    rivals = excluding((f"p{place:02}", f"p{(place + on) % 40:02}") for place in range(40) for on in (1, 6, 13))
    assert decided(codes, dict.fromkeys(codes, 1), rivals, {}) is None


@given(st.integers(1, 100).flatmap(lambda count: st.tuples(st.just(count), *(st.sets(st.integers(0, count - 1)),) * 2)))
def test_ranks_tell_the_more_then_the_earlier(drawn):
    count, one, other = drawn
    sums = [tuple(map(sum, zip(*(ranks(place, count) for place in some), strict=True))) for some in (one, other)]
    expected = [(len(some), [-place for place in sorted(some)]) for some in (one, other)]
    assert not (one and other) or (sums[0] < sums[1]) == (expected[0] < expected[1])
    assert all(part < 2**53 for part in (*sums[0], *sums[1]))
    assert PLACES + PLACES.bit_length() <= 53
