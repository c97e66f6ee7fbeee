"""What is remembered of sample persons is never out of date, whatever changes between two looks."""

import copy
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.calculator.rule_change import RuleChange
from policies.catalogue.bounded import Bounded
from policies.publishing import remembered
from policies.publishing.effects import try_out
from policies.publishing.personas import TriedDocument
from tests.catalogue import small
from tests.publishing.test_losses import EITHER, WINDOW, policy, until


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    forget(monkeypatch)


def forget(monkeypatch, most=1000):
    """A new process; one that remembers no more than `most`."""
    for name in ("_parts", "_live", "_results", "_misfits"):
        monkeypatch.setattr(remembered, name, Bounded(most))


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


@pytest.fixture(scope="module")
def people(document):
    nobody, doctor = document["personas"]
    has_nothing = doctor | {"code": "has-nothing", "received": [], "expected": [], "best_total": None, "best_low": None}
    return [doctor, nobody, doctor | EITHER, has_nothing]


def worked_out(before, after, people):
    """Of everybody under either document as a whole: nothing is remembered, and nothing follows from anything else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RuleChange, "is_within_policies", False)
        return told(try_out(before, after, people))


def told(trial):
    return trial.count, trial.effects, [(one.persona, one.mismatches) for one in trial.deviating]


@pytest.fixture
def assessed(monkeypatch):
    """The regions of whoever was assessed by all of the rules."""
    found = []
    kept = TriedDocument.assessment

    def counted(tried, persona):
        found.append(persona["region"])
        return kept(tried, persona)

    monkeypatch.setattr(TriedDocument, "assessment", counted)
    return found


# Who is looked at again


def test_of_what_is_live_everybody_is_looked_at_once(document, people, assessed):
    after = copy.deepcopy(document)
    policy(after, "town-home")["phone"] = "0570-1"
    remembered.trial(document, after, people)
    assert sorted(assessed) == ["city", "city", "town", "town"]
    assessed.clear()
    for amount in (7000, 8000):
        policy(after, "town-rent")["award"]["recurring"]["amount"] = amount
        assert told(remembered.trial(document, after, people)) == worked_out(document, after, people)
    assessed.clear()
    remembered.trial(document, after, people)
    policy(after, "town-rent")["award"]["recurring"]["amount"] = 9000
    remembered.trial(document, after, people)
    assert assessed == [], "only the policy that changed is"


def test_another_person_is_another_one_also_by_what_is_expected(document, people, assessed):
    after = copy.deepcopy(document)
    until("town-home", "2027-06-30")(after)
    remembered.trial(document, after, people)
    assessed.clear()
    remembered.trial(document, after, [*people[:3], people[3] | {"best_low": 7}])
    assert assessed == ["town"]


def test_what_is_asked_otherwise_concerns_everybody(document, people, assessed):
    after = copy.deepcopy(document)
    remembered.trial(document, document, people)
    assessed.clear()
    question(after, "employed")["implied"] = True
    question(after, "employed")["asked_if"] = [{"question": "education", "at_least": "bachelor"}]
    assert told(remembered.trial(document, after, people)) == worked_out(document, after, people)
    assert {"city", "town"} <= set(assessed)


# Whatever changes in between


def question(document, key):
    return next(one for one in document["questions"] if one["key"] == key)


def source(document, code):
    return next(one for one in document["sources"] if one["code"] == code)


def turned(document, name):
    document[name].reverse()


def renamed(document, code, name):
    policy(document, code)["name"] = name


def amount(document, number):
    policy(document, "town-rent")["award"]["recurring"]["amount"] = number


def coefficient(document, number):
    policy(document, "city-rent")["award"]["recurring"]["formula"]["coefficient"] = number


OF_THE_CATALOGUE = {
    "an amount": lambda one: amount(one, 7200),
    "another amount": lambda one: amount(one, 5000),
    "an amount of the city": lambda one: coefficient(one, "8"),
    "no tier any more": lambda one: policy(one, "town-home").update(
        tiers=policy(one, "town-home")["tiers"][1:] or policy(one, "town-home")["tiers"]
    ),
    "a condition": lambda one: policy(one, "town-rent").update(conditions=[]),
    "a condition of the city": lambda one: policy(one, "city-rent").update(
        conditions=policy(one, "city-rent")["conditions"][:1]
    ),
    "an end": until("town-home", "2027-06-30"),
    "an end of its own": until("city-rent", "2024-06-30"),
    "the end of what a source says": lambda one: source(one, "CITY").update(window=WINDOW | {"ends_on": "2023-05-31"}),
    "there is money": lambda one: policy(one, "town-home").update(state="open", budget_spent_on=None),
    "money is spent on another day": lambda one: policy(one, "town-home").update(
        state="budget_spent", budget_spent_on="2026-12-01"
    ),
    "closed": lambda one: policy(one, "town-rent").update(state="closed"),
    "not together any more": lambda one: policy(one, "town-home").update(group="rent"),
    "together": lambda one: policy(one, "city-rent").update(group=None),
    "a name": lambda one: renamed(one, "town-home", "安家补助"),
    "a name in another region": lambda one: renamed(one, "city-rent", "租房补贴"),
    "the name of a tier": lambda one: policy(one, "town-home")["tiers"][0].update(name="最高一档"),
    "an office": lambda one: policy(one, "town-rent").update(office="区人社局"),
    "the wording of a question": lambda one: question(one, "employed").update(label="现在上班吗？", name="在职"),
    "the words for an answer": lambda one: question(one, "trade_school").update(yes="读的是技校"),
    "what is asked": lambda one: question(one, "insured_months").update(asked_if=[], implied=None),
    "what may be answered": lambda one: question(one, "area").update(type="date", unit=""),
    "the value of a parameter": lambda one: one["parameters"][0]["values"][0].update(value="2000"),
    "the name of a region": lambda one: one["regions"][0].update(name="大市"),
    "a region of its own": lambda one: next(r for r in one["regions"] if r["code"] == "town").update(parent=None),
    "no such policy": lambda one: one["policies"].remove(policy(one, "town-rent")),
    "the turn of policies": lambda one: turned(one, "policies"),
    "the turn of sources": lambda one: turned(one, "sources"),
}
OF_PERSONS = {
    "an answer": lambda one: one["answers"].update(education="bachelor"),
    "one answer less": lambda one: one["answers"].pop("employed", None),
    "an answer nobody can give": lambda one: one["answers"].update(education=7),
    "the day": lambda one: one.update(on="2028-03-01"),
    "the day of the answers": lambda one: one.update(as_of="2022-01-31", on="2026-11-22"),
    "a region": lambda one: one.update(region="city"),
    "another region": lambda one: one.update(region="town"),
    "no such region": lambda one: one.update(region="village"),
    "what they have": lambda one: one.update(received=["town-rent"]),
    "that they have nothing": lambda one: one.update(received=[]),
    "what is expected": lambda one: one.update(expected=[expectation("town-home", "unknown")]),
    "that nothing is expected": lambda one: one.update(expected=[], best_total=None, best_low=None),
    "a name": lambda one: one.update(name="另一个人"),
}


def expectation(code, status):
    nothing = dict.fromkeys(("tier", "total", "basis", "worth", "eligible_from", "eligible_until"))
    return nothing | {"policy": code, "status": status}


class Office:
    """What is live, what the rows say, and the sample persons: what was looked at before is changed where it is."""

    def __init__(self, document, people):
        self.releases = [copy.deepcopy(document)]
        self.rows, self.people = copy.deepcopy(document), copy.deepcopy(people)

    def happens(self, step):
        what, *more = step
        if what == "catalogue":
            with suppress(StopIteration):  # What it is about may be gone already.
                OF_THE_CATALOGUE[more[0]](self.rows)
        elif what == "person":
            OF_PERSONS[more[1]](self.people[more[0]])
        elif what == "publish":
            self.releases.append(copy.deepcopy(self.rows))
        elif what == "back":
            self.releases.append(copy.deepcopy(self.releases[0]))
        elif what == "undo":
            self.rows = copy.deepcopy(self.releases[-1])

    @property
    def shown(self):
        return self.releases[-1], self.rows, self.people


steps = st.one_of(
    st.tuples(st.just("catalogue"), st.sampled_from(sorted(OF_THE_CATALOGUE))),
    st.tuples(st.just("catalogue"), st.sampled_from(sorted(OF_THE_CATALOGUE))),
    st.tuples(st.just("person"), st.integers(0, 3), st.sampled_from(sorted(OF_PERSONS))),
    st.tuples(st.sampled_from(["publish", "back", "undo"])),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, min_size=1, max_size=8), st.sampled_from([1, 3, 1000]))
@example([("catalogue", "a condition"), ("publish",), ("catalogue", "money is spent on another day")], 1000)
def test_a_look_is_as_good_as_the_first_one_whatever_happened_before_it(document, people, steps, most):
    office = Office(document, people)
    with pytest.MonkeyPatch.context() as patch:
        forget(patch, most)
        for step in steps:
            office.happens(step)
            assert told(remembered.trial(*office.shown)) == worked_out(*office.shown), step


@pytest.mark.parametrize("what", OF_THE_CATALOGUE)
def test_each_change_is_seen_after_a_look_and_so_is_its_end(document, people, what):
    office = Office(document, people)
    first = told(remembered.trial(*office.shown))
    for step in (("catalogue", what), ("publish",), ("back",), ("undo",)):
        office.happens(step)
        assert told(remembered.trial(*office.shown)) == worked_out(*office.shown), step
    assert told(remembered.trial(*office.shown)) == first


@pytest.mark.parametrize("what", OF_PERSONS)
def test_each_change_of_a_person_is_seen_after_a_look(document, people, what):
    office = Office(document, people)
    office.happens(("catalogue", "an amount"))
    remembered.trial(*office.shown)
    for number in range(len(people)):
        office.happens(("person", number, what))
        assert told(remembered.trial(*office.shown)) == worked_out(*office.shown)


# As the publish page asks for it


@pytest.fixture
def looked(loaded):
    """What a look at the page shows; that it is what a first one would is seen to."""
    from policies.publishing import review
    from policies.publishing.publish import publish

    publish()

    def look():
        found = review.of_rows()
        before = found.plan.live_document if found.live else None
        assert told(found.trial) == worked_out(before, found.document, list(found.personas))
        return told(found.trial)

    return look


def rows(name):
    from policies import models

    return getattr(models, name).objects


def edited(name, code, **columns):
    """Past the history: some other process, or a command."""
    assert rows(name).filter(**{"key" if name == "Question" else "code": code}).update(**columns)


def saved(name, code, **columns):
    row = rows(name).get(**{"key" if name == "Question" else "code": code})
    for column, value in columns.items():
        setattr(row, column, value)
    row.save()


@pytest.mark.parametrize("write", [edited, saved])
def test_the_page_shows_what_is_now(looked, write):
    """An amount, a wording, answers, a region, the day, publishing and going back, with a look after each."""
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    doctor, town = "town-doctor", {"state": "open", "budget_spent_on": None}
    answers, on = rows("Persona").values_list("answers", "on").get(code=doctor)
    was, city = (rows("Region").get(code=code) for code in ("town", "city"))
    assert looked()[1] == []
    for step in (
        lambda: rows("Persona").get(code=doctor).received.clear(),
        lambda: write("Policy", "town-home", **town),
        lambda: write("Policy", "town-rent", recurring_amount=7200),
        lambda: write("Policy", "town-rent", recurring_amount=8000),
        lambda: write("Question", "employed", label="现在上班吗？"),
        lambda: write("Persona", doctor, answers=answers | {"education": "bachelor"}),
        lambda: write("Persona", doctor, answers=answers, region=city),
        lambda: write("Persona", doctor, region=was, on=on + timedelta(800)),
        lambda: write("Persona", doctor, on=on),
    ):
        step()
        seen = looked()
    assert [one.persona["code"] for one in seen[1]] == [doctor]
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(800)
        patch.setattr(timezone, "now", lambda: later)
        assert looked() == seen, "everybody has a day of their own"
    publish()
    assert looked()[1] == [], "it is live now"
    restore(rows("Release").get(number=1), by=None, note="", legal_basis="", rows_too=False)
    assert looked()[1] == seen[1], "and now it is not"


def test_no_more_is_remembered_than_was_said(document, people, monkeypatch):
    forget(monkeypatch, most=2)
    for number in range(5):
        after = copy.deepcopy(document)
        amount(after, 6100 + number)
        remembered.trial(document, after, people)
    assert [len(getattr(remembered, name)._found) for name in ("_parts", "_live", "_results", "_misfits")] == [2] * 4


def test_what_was_asked_for_last_stays():
    known = Bounded(2)
    known.keep("a", 1)
    known.keep("b", 2)
    assert known.get("a") == 1
    known.keep("c", 3)
    assert [known.get(key) for key in "abc"] == [1, None, 3]
