"""Some of the changes, put onto what is live: chosen ones with what belongs to them, everything else as it was."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.catalogue.document import owners
from policies.catalogue.packs import reading
from policies.catalogue.validation.validation import validate
from policies.publishing.parts import changed, patched, with_what_belongs
from tests.catalogue import small


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    return json.loads(json.dumps(reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]))


RENT, HOME, CITY = ("policies", "town-rent"), ("policies", "town-home"), ("policies", "city-rent")


def entry(document, key):
    return next(one for one in document[key[0]] if owners.called(key[0], one) == key[1])


def edited(document, *changes):
    """Each change: (key, path of the field, value)."""
    found = copy.deepcopy(document)
    for key, *path, last, value in changes:
        place = entry(found, key)
        for part in path:
            place = place[part]
        place[last] = value
    return found


AMOUNT = (RENT, "award", "recurring", "amount", 7000)
PHONE = (HOME, "phone", "0570-12345")


def test_what_is_not_chosen_stays_as_it_is(live):
    after = edited(live, AMOUNT, PHONE)
    assert changed(live, after) == [RENT, HOME]
    found, conflicts = patched(live, live, after, {HOME})
    assert found == edited(live, PHONE)
    assert conflicts == []


def test_a_change_is_put_onto_what_waits_and_what_waits_stays(live):
    waits = edited(live, AMOUNT)
    rows = edited(waits, (RENT, "phone", "0570-12345"))
    now, conflicts = patched(live, waits, rows, {RENT})
    assert now == edited(live, (RENT, "phone", "0570-12345")), "7000 is not live yet"
    assert conflicts == []
    assert patched(waits, waits, rows, {RENT})[0] == rows


def test_the_same_field_in_two_ways_is_a_conflict_and_nothing_is_overwritten(live):
    waits = edited(live, AMOUNT)
    rows = edited(live, (RENT, "award", "recurring", "amount", 7500))
    now, [conflict] = patched(live, waits, rows, {RENT})
    assert now == live
    assert (conflict.key, conflict.path) == (RENT, ("award", "recurring", "amount"))
    assert (conflict.before, conflict.there, conflict.wanted) == (7000, 6000, 7500)


def test_the_last_dated_change_goes_without_a_trace(live):
    """An entry that has no changes does not say so, whoever published something of it meanwhile."""
    change = {"code": "y2027", "starts_on": "2027-01-01", "phone": "0570-1"}
    dated = edited(live, (RENT, "changes", [change]))
    assert patched(live, live, dated, {RENT})[0] == dated
    after = edited(live, AMOUNT)
    assert patched(dated, dated, after, {RENT})[0] == after
    assert patched(edited(dated, PHONE), dated, after, {RENT})[0] == edited(after, PHONE)


def test_a_removed_entry_goes_and_a_new_one_comes_where_it_stood(live):
    after = copy.deepcopy(live)
    new = entry(after, HOME) | {"code": "town-new", "name": "新的补助"}
    after["policies"].insert(after["policies"].index(entry(after, HOME)), new)
    found, _ = patched(live, live, after, {("policies", "town-new")})
    assert found == after
    assert patched(after, after, live, {("policies", "town-new")})[0] == live


def test_removing_what_the_other_changed_is_a_conflict(live):
    after = live | {"policies": [one for one in live["policies"] if one["code"] != "town-rent"]}
    found, [conflict] = patched(edited(live, AMOUNT), live, after, {RENT})
    assert found == edited(live, AMOUNT)
    assert (conflict.key, conflict.path) == (RENT, ())


def test_a_shared_question_takes_every_changed_policy_that_asks_it_along(live):
    employed = ("questions", "employed")
    after = edited(live, AMOUNT, PHONE, (employed, "label", "你现在上班吗"), (CITY, "phone", "0570-1"))
    asks = {key for key in (RENT, HOME, CITY) if '"employed"' in json.dumps(entry(live, key))}
    assert asks
    assert with_what_belongs({employed}, changed(live, after), live, after) == {employed} | asks
    assert with_what_belongs({min(asks)}, changed(live, after), live, after) == {employed} | asks


def test_policies_that_share_nothing_that_changed_go_apart(live):
    after = edited(live, AMOUNT, PHONE)
    assert with_what_belongs({HOME}, changed(live, after), live, after) == {HOME}
    assert with_what_belongs({("policies", "gone")}, changed(live, after), live, after) == set()


FIELDS = st.sampled_from(["phone", "office", "summary", "name"])
EDITS = st.lists(st.tuples(st.sampled_from([RENT, HOME, CITY]), FIELDS, st.sampled_from(["一", "二"])), max_size=6)


@settings(max_examples=60, deadline=None)
@given(theirs=EDITS, ours=EDITS, data=st.data())
def test_a_field_is_what_one_of_them_wrote_or_what_it_was(live, theirs, ours, data):
    onto, after = edited(live, *theirs), edited(live, *ours)
    chosen = data.draw(st.sets(st.sampled_from([RENT, HOME, CITY])))
    found, conflicts = patched(onto, live, after, chosen)
    told = {(one.key, one.path) for one in conflicts}
    for key in (RENT, HOME, CITY):
        for field in ("phone", "office", "summary", "name"):
            was, there, wanted = (entry(one, key)[field] for one in (live, onto, after))
            expected = wanted if key in chosen and there == was else there
            assert entry(found, key)[field] == expected
            assert ((key, (field,)) in told) == (key in chosen and len({was, there, wanted}) == 3)
    assert not validate(found)
    assert patched(live, live, after, changed(live, after))[0] == after
    assert patched(onto, live, after, set())[0] == onto
