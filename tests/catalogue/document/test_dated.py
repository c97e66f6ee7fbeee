"""A policy with changes on a day: what the document says then, how it becomes rules, and what is said of it."""

import copy
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.calculator import Facts, assess
from policies.calculator.calendar import Month
from policies.calculator.ruleset import State, Turn, Window
from policies.catalogue import rulesets
from policies.catalogue.document import dated, renaming, schema, states
from policies.catalogue.document.normal import normal
from policies.catalogue.packs import dumping, reading
from policies.catalogue.words import dated as dated_sentences
from policies.catalogue.words import states as state_sentences
from tests.catalogue import small

DAY, BEFORE, LATER = date(2027, 1, 1), date(2026, 12, 31), date(2027, 6, 1)
OLD, NEW = (
    schema.Award.model_validate(
        {"form": "cash", "recurring": {"amount": amount, "period": "year", "count": 3}, "note": note}
    ).model_dump(mode="json", by_alias=True)
    for amount, note in ((6000, "按旧办法"), (7200, "按新办法"))
)
EMPLOYED = {"question": "employed", "is": True}
TWELVE, MORE = ({"question": "insured_months", "at_least": months} for months in (12, 24))


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


@pytest.fixture
def policy(document):
    """`policy(changes, …)`: the rent subsidy of the small pack with these."""

    def made(*changes, **more):
        entry = copy.deepcopy(next(one for one in document["policies"] if one["code"] == "town-rent"))
        return entry | {"award": OLD, "conditions": [], "changes": list(changes)} | more

    return made


def change(code="y", starts_on="2027-01-01", **said):
    return {"code": code, "starts_on": starts_on, **said}


def test_a_policy_without_changes_is_itself(policy):
    entry = policy()
    del entry["changes"]
    assert dated.as_of(entry, DAY) is entry


def test_on_its_day_a_change_is_what_the_policy_says(policy):
    entry = policy(change(award=NEW, office="新单位", phone="0570-1"), conditions=[EMPLOYED])
    before, after = dated.as_of(entry, BEFORE), dated.as_of(entry, DAY)
    assert (before["award"], before["office"], before["changes"]) == (OLD, "区人才办", entry["changes"])
    assert (after["award"], after["office"], after["phone"], "changes" in after) == (NEW, "新单位", "0570-1", False)
    assert before["conditions"] == after["conditions"] == [EMPLOYED]
    assert entry["award"] == OLD


def test_conditions_come_and_go_on_their_day(policy):
    entry = policy(change(), conditions=[TWELVE | {"until": "y"}, MORE | {"since": "y"}])
    assert dated.as_of(entry, BEFORE)["conditions"] == entry["conditions"]
    assert dated.as_of(entry, DAY)["conditions"] == [MORE]


def test_by_an_event_what_holds_for_the_others_goes_on_to_hold(policy):
    entry = policy(change(award=NEW, measured_at="graduation_date"))
    after = dated.as_of(entry, LATER)
    assert (after["award"], after["changes"]) == (OLD, entry["changes"])


def test_a_tier_changes_alone(policy):
    tiers = [{"code": code, "name": code, "conditions": [EMPLOYED], "award": OLD} for code in ("a", "b")]
    entry = policy(change(tiers=[{"tier": "b", "award": NEW}]), award=None, tiers=tiers)
    assert [tier["award"] for tier in dated.as_of(entry, DAY)["tiers"]] == [OLD, NEW]
    assert [tier["award"] for tier in dated.as_of(entry, BEFORE)["tiers"]] == [OLD, OLD]


def test_money_that_was_spent_is_there_again(policy):
    entry = policy(change(state="open"), state="budget_spent", budget_spent_on="2026-10-01")
    days = (date(2026, 9, 30), date(2026, 10, 1), BEFORE, DAY)
    assert [states.state_on(entry, day) for day in days] == ["open", "budget_spent", "budget_spent", "open"]
    assert [state_sentences.ahead(entry, day) for day in days] == [
        "资金到 2026 年 9 月 30 日为止还有",
        "从 2027 年 1 月 1 日起受理",
        "从 2027 年 1 月 1 日起受理",
        "",
    ]
    assert state_sentences.money_spent(entry, BEFORE) == "从 2026 年 10 月 1 日起资金用完"
    assert dated.as_of(entry, DAY)["budget_spent_on"] is None


def rules(entry, document):
    return rulesets.build_policy(entry, {source["code"]: source for source in document["sources"]})


def test_as_rules_it_is_had_while_it_is_open(policy, document):
    closing = rules(policy(change(state="closed")), document)
    assert (closing.state, closing.spent_on) == (State.OPEN, None)
    assert closing.accepting == (Window(date.min, BEFORE, accepting=True),)
    opening = rules(policy(change(state="open"), state="planned"), document)
    assert (opening.state, opening.accepting) == (State.OPEN, (Window(DAY, accepting=True),))
    spent = rules(policy(change(state="budget_spent")), document)
    assert (spent.state, spent.spent_on, spent.accepting) == (State.BUDGET_SPENT, DAY, ())
    never = rules(policy(change(state="closed"), state="planned"), document)
    assert (never.state, never.accepting) == (State.PLANNED, (Window(date.min, BEFORE, accepting=True),))
    paused = rules(policy(change("a", state="planned"), change("b", "2027-06-01", state="open")), document)
    assert paused.accepting == (Window(date.min, BEFORE, accepting=True), Window(LATER, accepting=True))
    only_named = rules(policy(change(phone="1")), document)
    assert (only_named.states, only_named.accepting) == ((), ())


@pytest.mark.parametrize(
    ("states", "there"),
    [(("open", "closed"), True), (("closed", "open"), True), (("closed",), False), (("draft", "open"), False)],
)
def test_it_is_part_of_the_check_if_it_can_ever_be_had(policy, document, states, there):
    first, *then = states
    entry = policy(*(change(state=state) for state in then), state=first)
    found = rulesets.policies_of(document | {"policies": [entry]}, "town")
    assert (found == [entry]) is there


def test_its_questions_are_asked(policy, document):
    entry = policy(
        change(award=NEW | {"times": "area"}, measured_at="graduation_date"),
        conditions=[EMPLOYED | {"since": "y"}],
        window={"starts_on": "2020-01-01"},
    )
    found = rulesets.build_ruleset(document | {"policies": [entry]}, "town")
    assert {"area", "graduation_date", "employed"} <= found.questions.keys()
    (built,) = found.policies
    assert built.award.event == "graduation_date"
    assert [(day, later.recurring.part.amount) for day, later in built.award.later] == [(DAY, 7200)]
    assert [one.since for one in built.requirements.dated] == [Turn(DAY, "graduation_date")]


@pytest.mark.parametrize(
    ("event", "note"),
    [(BEFORE, "按旧办法"), (DAY, "按新办法"), (Month(2027, 1), "按新办法"), ("none", "按旧办法"), (None, "按旧办法")],
)
def test_the_note_is_that_of_the_award_in_force(policy, event, note):
    entry = policy(change(award=NEW, measured_at="graduation_date"))
    facts = {"graduation_date": event} if event else {}
    assert dated.award_for(entry, None, BEFORE, facts)["note"] == note


def said(entry, document):
    questions = {question["key"]: question for question in document["questions"]}
    named = {parameter["key"]: parameter for parameter in document["parameters"]}
    return dated_sentences.coming(entry, rulesets.build_parameters(document), named, questions)


def test_what_is_to_come_is_said_from_old_to_new(policy, document):
    entry = policy(
        change(award=NEW, office="新单位", state="closed", source="CITY", clause="3", note="按年初的通知"),
        conditions=[TWELVE | {"until": "y"}, MORE | {"since": "y"}, EMPLOYED | {"until": "y"}],
    )
    (coming,) = said(entry, document)
    assert (coming.when, coming.by_the_day, coming.source, coming.clause, coming.note) == (
        "从 2027 年 1 月 1 日起",
        True,
        "CITY",
        "第 3 条",
        "按年初的通知",
    )
    assert [str(line) for line in coming.lines] == [
        "金额：每年 6,000 元，最长 3 年，按最长年限合计 18,000 元 → 每年 7,200 元，最长 3 年，按最长年限合计 21,600 元",
        "条件：累计社保至少 12 个月 → 累计社保至少 24 个月",
        "不再要求的条件：在上班",
        "状态：正常受理 → 停止受理",
        "负责部门：区人才办 → 新单位",
    ]


def test_for_whom_a_change_is_stands_first(policy, document):
    entry = policy(
        change(measured_at="graduation_date"),
        conditions=[{"any_of": [EMPLOYED, {"all_of": [TWELVE, {"question": "area", "less_than": 60}]}], "since": "y"}],
    )
    (coming,) = said(entry, document)
    assert (coming.when, coming.by_the_day) == ("毕业在 2027 年 1 月 1 日及以后的", False)
    assert [str(line) for line in coming.lines] == [
        "增加的条件：在上班，或者（累计社保至少 12 个月，并且面积少于 60 平方米）"
    ]


def test_each_change_goes_on_from_the_one_before(policy, document):
    newest = NEW | {"recurring": NEW["recurring"] | {"amount": 8000}}
    entry = policy(change("z", "2027-06-01", award=newest, phone="2"), change(award=NEW, phone="1"), phone="0")
    lines = [line for coming in said(entry, document) for line in coming.lines]
    assert [(line.old[:10], line.new[:10]) for line in lines if line.of_amount] == [
        ("每年 6,000 元", "每年 7,200 元"),
        ("每年 7,200 元", "每年 8,000 元"),
    ]
    assert [str(line) for line in lines if not line.of_amount] == ["咨询电话：0 → 1", "咨询电话：1 → 2"]


def test_it_comes_back_from_a_pack_as_it_was(policy, document, tmp_path):
    tiers = [{"code": "a", "name": "甲", "conditions": [EMPLOYED | {"until": "y"}, EMPLOYED], "award": OLD}]
    entry = policy(
        change(
            tiers=[{"tier": "a", "award": NEW}], measured_at="graduation_date", source="CITY", clause="3", note="说明"
        ),
        change("z", "2027-06-01", state="closed", office="新单位", phone="0570-1"),
        award=None,
        tiers=tiers,
        conditions=[{"any_of": [EMPLOYED, TWELVE], "since": "y"}, MORE | {"since": "z"}],
    )
    policies = [entry if one["code"] == "town-rent" else one for one in document["policies"]]
    whole = normal(document | {"policies": policies})
    dumping.dump(whole, tmp_path)
    assert normal(reading.load([tmp_path])[0]) == whole


def test_a_tier_that_is_called_otherwise_is_so_in_changes(policy, document):
    tiers = [{"code": "a", "name": "甲", "conditions": [EMPLOYED], "award": OLD}]
    entry = policy(change(tiers=[{"tier": "a", "award": NEW}]), award=None, tiers=tiers)
    found = renaming.renamed(document | {"policies": [entry]}, {("tiers", "town-rent", "a"): "b"})
    assert found["policies"][0]["tiers"][0]["code"] == found["policies"][0]["changes"][0]["tiers"][0]["tier"] == "b"


# Whatever order its states come in.

SINCE_EVER = date(2026, 1, 1)
STATES = st.sampled_from(["planned", "open", "budget_spent", "closed"])
TURNS = st.dictionaries(st.dates(date(2026, 6, 1), date(2028, 1, 31)), STATES, max_size=4)


@settings(max_examples=60, deadline=None)
@given(first=STATES, turns=TURNS, on=st.dates(date(2026, 6, 1), date(2028, 3, 1)))
def test_it_is_had_on_the_days_on_which_it_is_open(document, first, turns, on):
    entry = {
        "code": "p",
        "region": "town",
        "state": first,
        "citations": [{"source": "TOWN", "clause": "1"}],
        "window": {"starts_on": str(SINCE_EVER)},
        "award": OLD,
        "changes": [change(f"c{day}", str(day), state=state) for day, state in turns.items()],
    }

    def state(day):
        return [first, *(turns[turn] for turn in sorted(turns) if turn <= day)][-1]

    found = rulesets.build_ruleset(document | {"policies": [entry]}, "town")
    if {first, *turns.values()} == {"closed"}:
        assert found.policies == ()
        return
    (result,) = assess(found, Facts.resolve(found, {}, on), on).results
    assert result.policy.state_on(on) == state(on)
    assert states.state_on(entry, on) == state(on)
    days = [on + timedelta(n) for n in range(1500)]
    open_days = [day for day in days if state(day) == "open"]
    if not open_days:
        # Money that is spent after it was open, and what is never open but closed, is told apart from who fits.
        past = [first, *(turns[turn] for turn in sorted(turns) if turn <= on)]
        while past[-1] == "budget_spent" and past[-2:-1] == ["budget_spent"]:
            past.pop()
        ever = {first, *turns.values()}
        there = past[-2:] == ["open", "budget_spent"] if "open" in ever else past[-1] != "closed"
        assert result.state != "open"
        if there:
            assert (result.status, result.state) == ("eligible", state(on))
        else:
            assert result.status == "ineligible" or "open" not in ever
        return
    start = open_days[0]
    end = next((day for day in days if day > start and state(day) != "open"), None)
    assert result.status == ("eligible" if start == on else "upcoming")
    assert (result.eligible_from or on, result.eligible_until) == (start, end and end - timedelta(1))
    assert result.state == "open"
