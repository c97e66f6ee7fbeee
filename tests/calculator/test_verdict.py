import itertools

import pytest

from policies.calculator.verdict import NO, UNKNOWN, YES, all_of, any_of

RANK = {NO: 0, UNKNOWN: 1, YES: 2}
PAIRS = list(itertools.product(RANK, RANK))


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_all_of_is_the_lower_and_any_of_the_higher(left, right):
    assert all_of([left, right]) is min(left, right, key=RANK.get)
    assert any_of([left, right]) is max(left, right, key=RANK.get)


def test_nothing_required_holds_and_nothing_offered_fails():
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_a_verdict_cannot_be_taken_for_true_or_false():
    with pytest.raises(TypeError):
        bool(YES)
