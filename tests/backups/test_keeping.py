"""Which backups go: none of the last days, and not the first of a month for three years."""

from datetime import date, timedelta
from itertools import islice

import pytest

from policies.backups import keeping

TODAY = date(2026, 12, 15)


def called(day, time="023000") -> str:
    return f"butie-{day}-{time}.backup"


def test_of_four_years_of_nights_a_month_of_days_and_three_years_of_months_stay():
    nights = [TODAY - timedelta(days=days) for days in range(4 * 365)]
    gone = set(keeping.superfluous(map(called, nights), TODAY, 30))
    left = [night for night in nights if called(night) not in gone]
    assert [night for night in left if night >= date(2026, 11, 15)] == nights[:31]
    months = [night for night in left if night < date(2026, 11, 15)]
    assert all(night.day == 1 for night in months)
    assert (min(months), max(months), len(months)) == (date(2023, 12, 1), date(2026, 11, 1), 36)


def test_the_first_there_is_stands_for_its_month():
    found = [called("2026-03-09"), called("2026-03-10"), called("2026-03-09", "120000")]
    assert keeping.superfluous(found, TODAY, 1) == [called("2026-03-09", "120000"), called("2026-03-10")]


@pytest.mark.parametrize(
    "name",
    ["butie-2020-01-05.dump", "butie-2020-13-05-023000.backup", "butie-2020-01-05-023000.backup.old", ".unfinished-x"],
)
def test_what_is_called_otherwise_stays(name):
    assert keeping.superfluous([name], TODAY, 1) == []


def test_each_of_a_second_has_a_name_of_its_own_and_goes_in_its_time():
    names = list(islice(keeping.names(), 3))
    assert len({*names}) == 3
    assert keeping.superfluous(names, date.today() + timedelta(days=1500), 1) == sorted(names)  # noqa: DTZ011
