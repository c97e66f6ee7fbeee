from dataclasses import replace
from datetime import date

import pytest

from policies.calculator import NO_DATE, UnknownPolicy
from policies.calculator.ruleset import Award, Part, Reason, State, Tier, Window
from tests.calculator.build import THOUSAND, TODAY, all_of, any_of, check, need, policy, question, ruleset

GRADE = question("grade", "choice", choices=("none", "a", "b"))
DEGREE = question("degree", "bool")
STARTED = question("started", "date")
BOUGHT = question("bought", "date")
TRIAL = Window(date(2023, 1, 1), date(2025, 12, 31), date(2026, 5, 3))
ENDLESS_DOUBT = Window(date(2023, 5, 29), date(2023, 12, 31), date.max)


def result(thing, answers=None, on=TODAY, received=()):
    return check(ruleset([GRADE, DEGREE, STARTED, BOUGHT], thing), answers, on, received=received).results[0]


@pytest.mark.parametrize(
    ("window", "on", "status"),
    [
        pytest.param(TRIAL, date(2017, 12, 31), "ineligible", id="more-than-five-years-early"),
        pytest.param(TRIAL, date(2022, 12, 31), "upcoming", id="the-day-before"),
        pytest.param(TRIAL, date(2023, 1, 1), "eligible", id="the-first-day"),
        pytest.param(TRIAL, date(2025, 12, 31), "eligible", id="the-last-day"),
        pytest.param(TRIAL, date(2026, 1, 1), "unknown", id="extended-or-not"),
        pytest.param(TRIAL, date(2026, 5, 3), "unknown", id="the-last-doubtful-day"),
        pytest.param(TRIAL, date(2026, 5, 4), "ineligible", id="certainly-over"),
        pytest.param(ENDLESS_DOUBT, date(2090, 1, 1), "unknown", id="doubtful-without-limit"),
        pytest.param(Window(TODAY), TODAY, "eligible", id="no-end"),
    ],
)
def test_window_on_the_day_evaluated(window, on, status):
    assert result(policy(window=window), on=on).status == status


@pytest.mark.parametrize(
    ("bought", "status"),
    [
        pytest.param(date(2024, 5, 18), "eligible", id="bought-inside"),
        pytest.param(date(2022, 12, 31), "ineligible", id="bought-before"),
        pytest.param(date(2026, 2, 1), "unknown", id="bought-while-in-doubt"),
        pytest.param(date(2026, 5, 4), "ineligible", id="bought-after"),
        pytest.param(NO_DATE, "ineligible", id="not-bought-so-today-counts"),
        pytest.param(None, "unknown", id="nobody-knows"),
    ],
)
def test_window_measured_at_an_event(bought, status):
    window = Window(TRIAL.starts_on, TRIAL.ends_on, TRIAL.doubtful_until, event="bought")
    found = result(policy(window=window), {"bought": bought} if bought else {})
    assert found.status == status
    assert found.findings[0].question == "bought"


def test_an_open_ended_window_that_is_open_needs_no_finding():
    assert result(policy()).findings == ()


@pytest.mark.parametrize(
    ("operator", "months", "started", "expected"),
    [
        ("months_since_at_least", 12, date(2026, 3, 20), ("upcoming", date(2027, 3, 20), None)),
        ("months_since_at_most", 48, date(2025, 9, 1), ("eligible", None, date(2029, 9, 1))),
        ("months_since_at_least", 12, date(2030, 11, 22), ("upcoming", date(2031, 11, 22), None)),
        ("months_since_at_least", 12, date(2030, 11, 23), ("ineligible", None, None)),
        ("months_since_at_most", 60, date(2026, 11, 22), ("eligible", None, None)),
        ("months_since_at_most", 60, date(2026, 11, 21), ("eligible", None, date(2031, 11, 21))),
    ],
    ids=["starts", "ends", "on-the-last-day-looked-at", "a-day-too-far", "ends-with-the-horizon", "a-day-before-it"],
)
def test_the_days_of_a_policy(operator, months, started, expected):
    found = result(policy(requirements=all_of(need("started", operator, months))), {"started": started})
    assert (found.status, found.eligible_from, found.eligible_until) == expected


def test_an_upcoming_policy_ends_on_the_last_day_of_the_stretch_that_starts_it():
    needs = all_of(need("started", "months_since_at_least", 12), need("started", "months_since_at_most", 48))
    found = result(policy(requirements=needs), {"started": date(2026, 3, 20)})
    assert (found.eligible_from, found.eligible_until) == (date(2027, 3, 20), date(2030, 3, 20))
    assert found.award.total == 1000


def test_a_no_today_that_may_turn_is_unknown():
    needs = all_of(need("started", "months_since_at_least", 12), need("degree", "is", True))
    assert result(policy(requirements=needs), {"started": date(2026, 3, 20)}).status == "unknown"


def test_a_no_that_nothing_can_turn_is_ineligible_whatever_is_unknown():
    needs = all_of(need("grade", "is", "a"), need("degree", "is", True))
    assert result(policy(requirements=needs), {"grade": "b"}).status == "ineligible"


def award(amount):
    return Award("cash", once=Part(amount))


TIERED = policy(
    award=None,
    tiers=(
        Tier("a", all_of(need("grade", "is", "a"), need("degree", "is", True)), award(5000)),
        Tier("b", all_of(need("grade", "in", ("a", "b"))), award(2000)),
    ),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"grade": "a", "degree": True}, ("eligible", "a", False, 5000)),
        ({"grade": "b", "degree": True}, ("eligible", "b", False, 2000)),
        ({"grade": "a"}, ("eligible", "b", True, 2000)),
        ({"grade": "none"}, ("ineligible", None, False, None)),
        ({}, ("unknown", None, False, None)),
    ],
    ids=["best", "second", "second-for-certain-maybe-the-best", "none", "unknown"],
)
def test_tiers(answers, expected):
    found = result(TIERED, answers)
    assert (found.status, found.tier, found.maybe_more, found.award and found.award.total) == expected


def test_an_earlier_tier_with_the_same_award_is_no_more():
    same = policy(award=None, tiers=(*TIERED.tiers[:1], Tier("b", TIERED.tiers[1].requirements, award(5000))))
    assert result(same, {"grade": "a"}).maybe_more is False


def test_findings_name_alternative_branch_and_tier():
    needs = all_of(
        need("degree", "is", True),
        any_of=[
            any_of(need("grade", "is", "a"), (need("grade", "is", "b"), need("started", "months_since_at_least", 0)))
        ],
    )
    tiered = policy(requirements=needs, award=None, tiers=TIERED.tiers[1:])
    places = [(f.question, f.alternative, f.branch, f.tier) for f in result(tiered).findings]
    assert places == [
        ("degree", None, None, None),
        ("grade", "A", 1, None),
        ("grade", "A", 2, None),
        ("started", "A", 2, None),
        ("grade", None, None, "b"),
    ]


SURE, GUESSED = need("degree", "is", True), need("grade", "is", "a", inferred=True)
# Without this reading there would be no such way.
OURS = replace(GUESSED, reason=Reason(inferred=True, widens=True))


@pytest.mark.parametrize(
    ("needs", "answers", "doubtful"),
    [
        pytest.param(all_of(SURE, GUESSED), {"degree": True, "grade": "b"}, True, id="only-the-inferred-one-fails"),
        pytest.param(all_of(SURE, GUESSED), {"degree": False, "grade": "b"}, False, id="both-fail"),
        pytest.param(all_of(SURE, GUESSED), {"degree": False, "grade": "a"}, False, id="only-the-stated-one-fails"),
        pytest.param(all_of(SURE, GUESSED), {"degree": True, "grade": "a"}, False, id="eligible"),
        pytest.param(
            all_of(GUESSED, any_of=[any_of(SURE, need("grade", "is", "b"))]),
            {"degree": False, "grade": "b"},
            True,
            id="what-fails-in-an-any-of-that-holds-does-not-count",
        ),
        pytest.param(
            all_of(any_of=[any_of(need("bought", "months_since_at_least", 0), (SURE, GUESSED))]),
            {"bought": NO_DATE, "degree": True, "grade": "b"},
            True,
            id="one-way-fails-by-our-reading-alone",
        ),
        pytest.param(
            all_of(any_of=[any_of(need("bought", "months_since_at_least", 0), (SURE, GUESSED))]),
            {"bought": NO_DATE, "grade": "b"},
            True,
            id="one-way-would-perhaps-hold-without-it",
        ),
        pytest.param(
            all_of(any_of=[any_of(need("bought", "months_since_at_least", 0), (SURE, GUESSED))]),
            {"bought": NO_DATE, "degree": False, "grade": "b"},
            False,
            id="something-stated-fails-on-every-way",
        ),
        pytest.param(
            all_of(any_of=[any_of(SURE, GUESSED)]),
            {"degree": False, "grade": "b"},
            True,
            id="a-way-that-is-all-reading",
        ),
        pytest.param(
            all_of(any_of=[any_of(SURE, OURS)]), {"degree": False, "grade": "b"}, False, id="a-way-that-we-added"
        ),
    ],
)
def test_doubtful_only_if_nothing_stated_is_in_the_way(needs, answers, doubtful):
    assert result(policy(requirements=needs), answers).doubtful is doubtful


def test_received_does_not_change_the_status():
    found = result(policy(), received=["p"])
    assert (found.status, found.received) == ("eligible", True)


def test_a_received_code_outside_the_check_is_an_error():
    with pytest.raises(UnknownPolicy, match="elsewhere"):
        result(policy(), received=["elsewhere"])


def test_a_policy_whose_budget_is_spent_is_still_assessed():
    assert result(policy(award=THOUSAND, state=State.BUDGET_SPENT)).status == "eligible"
