"""Small numbers are not shown, nor what would give them away; periods end today."""

import math
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.admin.figures import lines
from policies.models import DailyCount
from policies.statistics.cells import cell, gives_away, parts, total
from policies.statistics.periods import PERIODS, Span
from policies.statistics.report import report
from tests import loaded
from tests.persons import DAY


@pytest.mark.parametrize(
    ("count", "shown"),
    [(-1, "0"), (0, "0"), (1, "少于 5"), (4, "少于 5"), (5, "5"), (7, "5"), (8, "10"), (12, "10"), (1234, "1,235")],
)
def test_a_number_is_rounded_and_a_small_one_not_shown(count, shown):
    assert cell(count).words == shown
    assert cell(count).least <= max(0, count) <= cell(count).most


def test_what_was_sixty_less_fortyone_less_six_less_ten_is_not_three():
    """Started 60, seen 41, stopped in three sections: with exact numbers the third could be reckoned."""
    started, finished = cell(60), cell(41)
    shown = parts([6, 10, 3], started, [finished])
    assert [one.words for one in shown] == ["5", "10", "少于 5"]
    assert not gives_away(started, [finished, *shown])


@pytest.mark.parametrize(
    ("count", "breakdown", "shown"),
    [
        (12, [5, 5, 1, 1], "不显示"),
        (12, [5, 7], "10"),
        (4, [1, 1, 1, 1], "不显示"),
        (3, [3, 0], "少于 5"),
        (0, [0], "0"),
    ],
)
def test_a_total_that_gives_a_part_away_is_kept_back(count, breakdown, shown):
    assert total(count, breakdown).words == shown


def test_parts_that_give_a_small_one_away_are_kept_back():
    assert [one.words for one in parts([5, 5, 1, 1], cell(12))] == ["不显示", "5", "少于 5", "少于 5"]
    assert [one.words for one in parts([1, 1, 1, 1], cell(4))] == ["不显示"] * 4


def test_a_small_number_beside_the_parts_is_not_given_away():
    """Started 18, stopped 7 and 7: with these shown, nobody but four can have finished."""
    assert [one.words for one in parts([7, 7], cell(18), [cell(4)])] == ["不显示", "5"]


# Every difference


DAYS = [DAY - timedelta(days=back) for back in (0, 1, 7, 8, 40)]
REGIONS = ("town", "city")


@st.composite
def counts(draw):
    """Small numbers, of which the most can be reckoned: per day and region, started, finished, stopped."""
    few = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 41])
    rows = {}
    for day in draw(st.sets(st.sampled_from(DAYS), min_size=1)):
        for region in draw(st.sets(st.sampled_from(REGIONS), min_size=1)):
            stopped = {section: draw(few) for section in ("you", "home")}
            rows[day, region, "finished", ""] = finished = draw(few)
            rows[day, region, "started", ""] = finished + sum(stopped.values())
            rows |= {(day, region, "stopped", section): count for section, count in stopped.items()}
            rows[day, region, "near", "town-rent"] = draw(few)
    return {key: count for key, count in rows.items() if count}


KNOWN = {"0": (0, 0), "少于 5": (1, 4), "不显示": (0, math.inf)}


def known(words):
    """What somebody knows who reads only the file."""
    return KNOWN.get(words) or (max(5, int(words) - 2), int(words) + 2)


def differences(files):
    """All sums that hold among the numbers of the files: (total, parts), each by its place."""
    for (region, period), numbers in files.items():
        for event in ("开始自查", "看到结果"):
            spans = [(region, period, key) for key in numbers if key[1] == event and key[0] != "all"]
            yield (region, period, ("all", event, "")), spans
        stopped = [(region, period, key) for key in numbers if key[1] == "停在这一段"]
        yield (region, period, ("all", "开始自查", "")), [(region, period, ("all", "看到结果", "")), *stopped]
        if region == "":
            for key in numbers:
                yield ("", period, key), [(one, period, key) for one in REGIONS if key in files[one, period]]
    for region in ("", *REGIONS):
        yield from weeks_of_days(region, files[region, "13w"], files[region, "30d"])


def weeks_of_days(region, weeks, days):
    for key in weeks:
        if key[0] != "all":
            (first, last), event, _ = key
            inside = [one for one in days if one[0] != "all" and one[1] == event and first <= one[0][0] <= last]
            if len(inside) == 7:
                yield (region, "13w", key), [(region, "30d", one) for one in inside]


def told(whole, parts_of_it):
    """Whether a small number is the only one possible, given what is known of the total and of the other parts."""
    small = (1, 4)
    low, high = (sum(one[end] for one in parts_of_it) for end in (0, 1))
    if whole == small and max(low, 1) >= min(high, 4):
        return parts_of_it != [small] and (1, 4) in parts_of_it
    return small in parts_of_it and max(1, whole[0] - (high - 4)) >= min(4, whole[1] - (low - 1))


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=counts())
def test_no_difference_of_shown_numbers_tells_a_small_one(small_rows, rows):
    """Not within a file, not between regions, not between days and weeks."""
    DailyCount.objects.all().delete()
    for (day, region, event, code), count in rows.items():
        DailyCount.objects.create(day=day, region=region, event=event, code=code, count=count)
    files = {}
    for region, period in product(("", *REGIONS), ("30d", "13w")):
        found = report(PERIODS[period], region, DAY)
        whole = str(found.spans[0].span.first), str(found.spans[-1].span.last)
        files[region, period] = {
            ("all" if (first, last) == whole else (first, last), what, code): words
            for first, last, what, code, _, words in lines(found)
        }
    numbers = {(*file, key): words for file, found in files.items() for key, words in found.items()}
    bounds = {place: known(words) for place, words in numbers.items()}
    sums = [(bounds[whole], [bounds[part] for part in of]) for whole, of in differences(files)]
    assert not [one for one in sums if told(*one)]


@pytest.fixture
def small_rows(db):
    loaded.small()


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
