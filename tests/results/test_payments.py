"""What is paid in which year: certain and at most, from now on or from the event it counts from, up to the cap."""

from datetime import date

import pytest

from policies.calculator.payments import by_year, payments
from policies.calculator.ruleset import Award, Basis, Part, Recurring
from policies.results.gather import page_of
from policies.results.picture import picture
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.persons import BUYER_2024, CAST, MASTER_2025, MASTER_2026, replace, without

BOUGHT, HIRES = question("bought", "date"), question("hires", "int")


def yearly(amount, count=None, basis=Basis.FIXED, period="year"):
    return Recurring(Part(amount, basis), period, count)


def paid(award, answers=None):
    """{year: (yearly, once, up to)} in 2026"""
    assessment = check(ruleset([BOUGHT, HIRES], policy(award=award)), answers)
    return {year.year: (year.yearly, year.once, year.up_to) for year in by_year(payments(assessment.results))}


@pytest.mark.parametrize(
    ("award", "answers", "expected"),
    [
        pytest.param(Award("cash", once=Part(2400)), {}, {2026: (0, 2400, 0)}, id="once-this-year"),
        pytest.param(
            Award("cash", recurring=yearly(6000, 3)),
            {},
            {2026: (6000, 0, 0), 2027: (6000, 0, 0), 2028: (6000, 0, 0)},
            id="three-years",
        ),
        pytest.param(Award("cash", recurring=yearly(500)), {}, {2026: (500, 0, 0)}, id="no-limit-one-year"),
        pytest.param(
            Award("cash", recurring=yearly(100, 18, period="month")),
            {},
            {2026: (200, 0, 0), 2027: (1200, 0, 0), 2028: (400, 0, 0)},
            id="months-from-the-day-shown",
        ),
        pytest.param(
            Award("cash", recurring=yearly(1000, 2, Basis.UP_TO)),
            {},
            {2026: (0, 0, 1000), 2027: (0, 0, 1000)},
            id="up-to",
        ),
        pytest.param(
            Award("cash", once=Part(20000), recurring=yearly(8000, 2, Basis.UP_TO)),
            {},
            {2026: (0, 20000, 8000), 2027: (0, 0, 8000)},
            id="the-one-off-part-is-certain",
        ),
        pytest.param(
            Award("cash", once=Part(500, Basis.UP_TO), recurring=yearly(8000, 2)),
            {},
            {2026: (8000, 0, 500), 2027: (8000, 0, 0)},
            id="the-yearly-part-is-certain",
        ),
        pytest.param(
            Award("cash", recurring=yearly(5000, 3), times="hires", cap=50000),
            {"hires": 4},
            {2026: (20000, 0, 0), 2027: (20000, 0, 0), 2028: (10000, 0, 0)},
            id="a-cap-cuts-off-the-last",
        ),
        pytest.param(Award("cash", recurring=yearly(5000, 3), times="hires"), {}, {}, id="a-factor-is-missing"),
        pytest.param(
            Award("cash", recurring=yearly(8000, 2), counted_from="bought"),
            {"bought": date(2024, 5, 18)},
            {2024: (8000, 0, 0), 2025: (8000, 0, 0)},
            id="counted-from-an-event",
        ),
        pytest.param(
            Award("cash", once=Part(8000), counted_from="bought"), {}, {2026: (0, 8000, 0)}, id="no-event-yet"
        ),
        pytest.param(Award("cash", once=Part(None)), {}, {}, id="unpublished"),
        pytest.param(
            Award("cash", once=Part(5000), recurring=yearly(None, 3)), {}, {2026: (0, 5000, 0)}, id="half-unpublished"
        ),
        pytest.param(Award("loan", worth=300000), {}, {}, id="a-loan-is-no-payment"),
        pytest.param(Award("discount", once=Part(300)), {}, {}, id="nor-a-discount"),
    ],
)
def test_by_year(award, answers, expected):
    assert paid(award, answers) == expected


ENDS_IN_MARCH_2027 = {"since": date(2023, 3, 10)}


def ending(award, answers=ENDS_IN_MARCH_2027, months=48, on=TODAY):
    """{year: (certain, up to, may come later)} of an award whose right ends so many months after `since`"""
    needs = all_of(need("since", "months_since_at_most", months))
    rules = ruleset([question("since", "date"), BOUGHT], policy(requirements=needs, award=award))
    years = by_year(payments(check(rules, answers, on).results))
    return {year.year: (year.low, year.up_to, year.later) for year in years}


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        pytest.param(
            Award("cash", recurring=yearly(6000, 3)),
            {2026: (6000, 0, 0), 2027: (0, 0, 6000), 2028: (0, 0, 6000)},
            id="years",
        ),
        pytest.param(
            Award("cash", once=Part(500), recurring=yearly(1000, 2, Basis.UP_TO)),
            {2026: (500, 1000, 0), 2027: (0, 0, 1000)},
            id="an-upper-bound-after-the-end-may-come",
        ),
        pytest.param(
            # 22 November, December, January and February; the one of 22 March is after the end.
            Award("cash", recurring=yearly(100, 6, period="month")),
            {2026: (200, 0, 0), 2027: (200, 0, 200)},
            id="months",
        ),
    ],
)
def test_what_falls_due_after_the_end_of_the_right_may_come_or_not(award, expected):
    assert ending(award) == expected


def test_a_payment_due_on_the_last_day_of_the_right_is_certain():
    years = ending(Award("cash", recurring=yearly(1000, 2)), {"since": date(2023, 11, 22)})
    assert years == {2026: (1000, 0, 0), 2027: (1000, 0, 0)}


def test_months_fall_due_on_the_last_of_a_shorter_month():
    """31 January, 28 February, 31 March: not three days before the end of each after February."""
    award = Award("cash", recurring=yearly(100, 3, period="month"))
    assert ending(award, {"since": date(2023, 3, 30)}, on=date(2027, 1, 31)) == {2027: (200, 0, 100)}
    assert ending(award, {"since": date(2023, 3, 31)}, on=date(2027, 1, 31)) == {2027: (300, 0, 0)}


def test_what_is_counted_from_an_event_falls_due_on_its_days():
    award = Award("cash", recurring=yearly(8000, 5), counted_from="bought")
    answers = ENDS_IN_MARCH_2027 | {"bought": date(2024, 5, 18)}
    certain, later = (8000, 0, 0), (0, 0, 8000)
    assert ending(award, answers) == {2024: certain, 2025: certain, 2026: certain, 2027: later, 2028: later}


def test_a_lower_bound_says_so():
    results = check(ruleset([], policy(award=Award("cash", once=Part(2000, Basis.AT_LEAST))))).results
    assert [year.open_end for year in by_year(payments(results))] == [True]


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_the_years_add_up_to_the_headline(person, shipped):
    page = page_of(person.on(), shipped)
    years = by_year(page.money.payments)
    assert sum(year.low for year in years) == page.money.best.certain
    assert sum(year.low + year.up_to for year in years) == page.money.best.within
    assert sum(year.most for year in years) == page.money.best.total


def rows(person, catalogue):
    picture = page_of(person.on(), catalogue).money.picture
    return [(row.years, row.remark, row.low, row.up_to, row.later) for row in picture.rows]


def test_years_alike_share_a_row_but_this_year_stands_alone(shipped):
    assert rows(MASTER_2026, shipped) == [("2026", "今年", "16,872", "", ""), ("2027–2028", "每年", "14,472", "", "")]


def test_a_year_after_the_end_of_the_right_is_not_certain(shipped):
    assert rows(MASTER_2025, shipped) == [
        ("2026", "今年", "16,872", "1,000", ""),
        ("2027", "", "14,472", "1,000", ""),
        ("2028", "", "", "1,000", "14,472"),
    ]


def test_a_year_of_rent_subsidy_is_certain_where_the_right_ends_in_march(shipped):
    renter = replace(MASTER_2025, job_start_date="2023-03-10", graduation_date="2022-06-30")
    page = page_of(without(renter, "full_time_degree").on(date(2026, 11, 29)), shipped)
    rent = page.cards["qj-rent-subsidy"]
    assert rent.result.eligible_until == date(2027, 3, 10)
    assert (rent.result.award.total, rent.result.within) == (18000, 6000)
    assert "现在开始领，到期前能领 1 次，共 6,000 元；文件最长 3 年" in str(rent.award)
    told = [event.text for event in page.events("qj-rent-subsidy")]
    assert any("从 2026 年 11 月 22 日开始领，到期前能领 1 次" in one for one in told)


def test_what_began_earlier_is_shown_from_then(shipped):
    assert rows(BUYER_2024, shipped) == [
        ("2024", "往年", "28,000", "", ""),
        ("2025", "往年", "8,000", "", ""),
        ("2026", "今年", "8,200", "200", ""),
        ("2027–2033", "每年", "9,200", "", ""),
        ("2034–2035", "每年", "1,200", "", ""),
        ("2036", "", "1,000", "", ""),
    ]


def test_bars_stay_inside_and_the_least_is_still_seen(shipped):
    bars = [bar for row in page_of(BUYER_2024.on(), shipped).money.picture.rows for bar in row.bars]
    ends = [float(bar.x.rstrip("%")) + float(bar.width.rstrip("%")) for bar in bars]
    assert max(ends) <= 100
    assert min(float(bar.width.rstrip("%")) for bar in bars) > 1


def test_one_year_alone_needs_no_picture():
    results = check(ruleset([], policy())).results
    assert picture(payments(results), 2026) is None
