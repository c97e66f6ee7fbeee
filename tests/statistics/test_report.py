"""Small numbers are not shown, nor what would give them away; periods end today."""

from datetime import date

import pytest

from policies.statistics.cells import cell, parts
from policies.statistics.periods import PERIODS, Span
from tests.persons import DAY


def words(counts):
    return [one.words for one in parts(counts)]


@pytest.mark.parametrize(("count", "shown"), [(-1, "少于 5"), (0, "少于 5"), (4, "少于 5"), (5, "5"), (1234, "1,234")])
def test_a_number_under_five_is_not_shown(count, shown):
    assert cell(count).words == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([20, 3, 9], ["20", "少于 5", "不显示"]),
        ([20, 3, 1], ["20", "少于 5", "少于 5"]),
        ([20, 30], ["20", "30"]),
        ([3], ["少于 5"]),
        ([], []),
    ],
)
def test_one_part_alone_is_never_kept_back(counts, shown):
    assert words(counts) == shown


@pytest.mark.parametrize(
    ("key", "number", "first", "last"),
    [
        ("30d", 30, Span(date(2026, 10, 24), date(2026, 10, 24)), Span(DAY, DAY)),
        ("13w", 13, Span(date(2026, 8, 24), date(2026, 8, 30)), Span(date(2026, 11, 16), DAY)),
        ("12m", 12, Span(date(2025, 12, 1), date(2025, 12, 31)), Span(date(2026, 11, 1), DAY)),
        ("all", 26, Span(date(2024, 10, 1), date(2024, 10, 31)), Span(date(2026, 11, 1), DAY)),
    ],
)
def test_a_period_ends_today(key, number, first, last):
    spans = PERIODS[key].spans(DAY)
    assert (len(spans), spans[0], spans[-1]) == (number, first, last)
