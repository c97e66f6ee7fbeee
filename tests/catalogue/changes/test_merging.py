"""Two changes of one thing put together: each value is as the one has it who changed it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.catalogue.changes.merging import merged

VALUES = st.integers(0, 3)
FIELDS = st.dictionaries(st.sampled_from("abc"), VALUES)
PAGES = st.dictionaries(st.sampled_from(["1", "2", "3"]), FIELDS)


def expected(before, wanted, there):
    """Value by value, as a person would say it: who changed it has it; who did not has no say."""
    if wanted in (before, there):
        return there
    return wanted if there == before else "asked"


@given(FIELDS, FIELDS, FIELDS)
def test_each_value_is_as_the_one_has_it_who_changed_it(before, wanted, there):
    result, conflicts = merged(before, wanted, there)
    asked = {one.path for one in conflicts}
    if wanted in (before, there) or there == before:
        assert result == (there if wanted in (before, there) else wanted)
        return
    for name in {*before, *wanted, *there}:
        said = expected(before.get(name), wanted.get(name), there.get(name))
        assert ((name,) in asked) == (said == "asked")
        assert said == "asked" or result.get(name) == said


@given(PAGES, PAGES, PAGES)
def test_what_is_asked_does_not_depend_on_who_comes_second(before, one, other):
    first, second = merged(before, one, other), merged(before, other, one)
    assert {conflict.path for conflict in first[1]} == {conflict.path for conflict in second[1]}
    if not first[1]:
        assert first[0] == second[0]


@settings(max_examples=50)
@given(PAGES, st.lists(st.sampled_from("abc"), min_size=3, max_size=3, unique=True), st.lists(VALUES, min_size=3))
def test_three_who_change_different_fields_all_have_theirs(before, names, values):
    before = {pk: dict.fromkeys("abc", 9) for pk in before} | {"1": dict.fromkeys("abc", 9)}
    there = before
    for name, value in zip(names, values, strict=False):
        wanted = before | {"1": before["1"] | {name: value}}
        there, conflicts = merged(before, wanted, there)
        assert not conflicts
    assert there["1"] == dict(zip(names, values, strict=False))
