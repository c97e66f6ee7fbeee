"""Changes with a day: sample persons of another day follow them, and the history of amounts knows the day."""

from datetime import date

import pytest

from policies.catalogue.document.normal import normal
from policies.publishing import history
from policies.publishing.effects import try_out
from policies.publishing.history import History
from policies.publishing.personas import run
from tests.catalogue import small

DAY = "2026-12-01"
OLD, NEW, NEWEST = (
    {"form": "cash", "recurring": {"amount": amount, "period": "year", "count": 3}} for amount in (6000, 7200, 8000)
)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


def having(document, *changes, **said):
    """The document whose rent subsidy pays 6000 a year to everybody, with these changes."""
    said = {"award": OLD, "conditions": [], "window": None, "changes": list(changes)} | said
    policies = [one | said if one["code"] == "town-rent" else one for one in document["policies"]]
    return normal(document | {"policies": policies})


def change(code="y", starts_on=DAY, **said):
    return {"code": code, "starts_on": starts_on, **said}


def persona(document, on, graduated="2025-06-30", **expected):
    one = next(one for one in document["personas"] if one["code"] == "town-doctor")
    answers = one["answers"] | {"graduation_date": graduated}
    return one | {
        "on": on,
        "answers": answers,
        "received": [],
        "best_total": None,
        "best_low": None,
        "expected": [
            one["expected"][0] | {"policy": "town-rent", "tier": None, "basis": None, "status": "eligible"} | expected
        ],
    }


@pytest.mark.parametrize(("on", "total"), [("2026-11-30", 20400), ("2026-12-01", 21600)])
def test_a_persona_on_another_day_gets_what_is_in_force(document, on, total):
    document = having(document, change(award=NEW))
    (outcome,) = run(document, [persona(document, on, total=total)])
    assert outcome.deviations == ()
    (outcome,) = run(document, [persona(document, on, total=1)])
    assert outcome.deviations == (f"青年租房补助：合计应为 1 元，实际 {total:,} 元",)


@pytest.mark.parametrize(("graduated", "total"), [("2026-11-30", 18000), ("2026-12-01", 21600)])
def test_and_who_has_another_event_gets_another_award(document, graduated, total):
    document = having(document, change(award=NEW, measured_at="graduation_date"))
    (outcome,) = run(document, [persona(document, "2027-06-01", graduated, total=total)])
    assert outcome.deviations == ()


@pytest.mark.parametrize(("on", "said"), [("2026-11-30", "20,400"), ("2026-12-01", "21,600")])
def test_the_effects_on_a_person_are_those_of_their_day(document, on, said):
    before, after = having(document), having(document, change(award=NEW))
    (effect,) = try_out(before, after, [persona(document, on)]).effects
    assert effect.kind == "gains"
    assert effect.lines == (f"青年租房补助：可申领 18,000 元 → 可申领 {said} 元",)


def told(*releases):
    """(day, yearly amount, number of the release) of the rent subsidy after these releases: (day, document)."""
    found = History()
    for number, (on, document) in enumerate(releases, 1):
        found = history._after(found, document, number, date.fromisoformat(on))
    return [(str(one.on), one.words[0].partition("，")[0], one.number) for one in found.changes["town-rent"]]


def test_the_history_has_the_day_on_which_it_will_be_otherwise(document):
    raised = having(document, change(award=NEW))
    assert told(("2026-06-01", having(document)), ("2026-07-01", raised)) == [
        ("2026-06-01", "每年 6,000 元", 1),
        (DAY, "每年 7,200 元", 2),
    ]


def test_what_was_planned_and_is_no_longer_leaves_nothing(document):
    raised, more = having(document, change(award=NEW)), having(document, change(award=NEWEST))
    assert told(("2026-06-01", raised), ("2026-07-01", more)) == [
        ("2026-06-01", "每年 6,000 元", 1),
        (DAY, "每年 8,000 元", 2),
    ]
    assert told(("2026-06-01", raised), ("2026-07-01", having(document))) == [("2026-06-01", "每年 6,000 元", 1)]


def test_what_became_so_on_its_day_stays(document):
    raised = having(document, change(award=NEW))
    assert told(("2026-06-01", raised), ("2027-01-01", having(document, award=NEW))) == [
        ("2026-06-01", "每年 6,000 元", 1),
        (DAY, "每年 7,200 元", 1),
    ]


def test_what_is_only_for_some_is_told_with_whom_it_is_for(document):
    found = history._after(
        History(), having(document, change(award=NEW, measured_at="graduation_date")), 1, date(2026, 6, 1)
    )
    (only,) = found.changes["town-rent"]
    assert len(only.words) == 2
    assert only.words[1].startswith("毕业在 2026 年 12 月 1 日及以后的：每年 7,200 元")
