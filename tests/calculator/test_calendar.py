from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator.calendar import add_days, add_months, birthday, full_months, months_until

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2025, 9, 1), 12, date(2026, 9, 1), id="same-day-next-year"),
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="clamped"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="clamped-in-a-leap-year"),
        pytest.param(date(1900, 1, 31), 1, date(1900, 2, 28), id="1900-is-no-leap-year"),
        pytest.param(date(2000, 1, 31), 1, date(2000, 2, 29), id="2000-is-one"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="from-a-leap-day"),
        pytest.param(date(2026, 3, 31), -1, date(2026, 2, 28), id="backwards"),
        pytest.param(date(2026, 12, 5), 1, date(2027, 1, 5), id="over-new-year"),
        pytest.param(date(9999, 12, 5), 1, date.max, id="no-later-than-the-calendar"),
        pytest.param(date(1, 1, 5), -1, date.min, id="no-earlier-than-the-calendar"),
    ],
)
def test_add_months(day, months, expected):
    assert add_months(day, months) == expected


@given(DAYS, st.integers(0, 150))
def test_a_birthday_is_the_first_day_of_that_age(born, years):
    day = birthday(born, years)
    age = lambda on: on.year - born.year - ((on.month, on.day) < (born.month, born.day))  # noqa: E731
    assert age(day) == years
    assert age(day - timedelta(1)) == years - 1


def test_nothing_is_later_than_the_calendar():
    assert birthday(date(9990, 2, 1), 20) == add_days(date(9999, 12, 1), 400) == date.max


@given(DAYS, DAYS)
def test_full_months_is_the_greatest_step_that_does_not_pass_the_end(start, end):
    months = full_months(start, end)
    if start <= end:
        assert add_months(start, months) <= end < add_months(start, months + 1)
    else:
        assert months == 0


@given(DAYS, DAYS)
def test_months_until_is_the_least_step_that_reaches_the_end(start, end):
    months = months_until(start, end)
    assert add_months(start, months) >= end
    assert months == 0 or add_months(start, months - 1) < end
