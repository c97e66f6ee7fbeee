"""Whether the comparison notices what it is there for: planted faults, and tables that are of other persons."""

from dataclasses import replace
from datetime import date

import pytest

from policies.calculator.ruleset import Threshold
from policies.screening.table import EVERYTHING, KEY, TODAY_ONLY, columns_of, outputs_of

from .comparing import DTYPES, assert_same, differences, expected, table_of, told
from .random_persons import RandomPerson, random_persons

ON = date(2026, 11, 30)
WANTED = EVERYTHING | TODAY_ONLY


@pytest.fixture(scope="module")
def persons(qujiang):
    return random_persons(qujiang, 600, ON, seed=3)


@pytest.fixture(scope="module")
def cells(qujiang, persons):
    return expected(qujiang, persons, ON, ON, WANTED)


def test_every_cell_of_the_contract_is_expected_and_has_its_kind(qujiang, persons, cells):
    columns = outputs_of(qujiang, WANTED)
    assert list(cells) == [column.name for column in columns]
    kinds = {column.name: DTYPES[column.kind].to_python() for column in columns}
    for name, several in cells.items():
        assert len(several) == len(persons)
        assert {type(cell) for cell in several} <= {kinds[name], type(None)}, name
    for column in columns:
        assert not column.values or set(cells[column.name]) <= {*column.values, None}, column.name


def test_the_same_in_another_order_is_the_same(qujiang, persons, cells):
    turned = {name: several[::-1] for name, several in cells.items()}
    assert assert_same(qujiang, persons, cells, turned) == 600 * len(cells)


def test_control_a_condition_that_is_off_by_one(qujiang, persons, cells):
    """Only persons on its very edge notice."""
    changed = next(
        policy
        for policy in qujiang.policies
        if any(one.condition.operator == "months_since_at_least" for one in policy.requirements.required)
    )

    def off(threshold: Threshold) -> Threshold:
        condition = threshold.condition
        if condition.operator != "months_since_at_least":
            return threshold
        return replace(threshold, condition=replace(condition, operator="months_since_more_than"))

    required = tuple(map(off, changed.requirements.required))
    faulty = _with(qujiang, replace(changed, requirements=replace(changed.requirements, required=required)))
    _noticed_in(changed.code, qujiang, persons, cells, expected(faulty, persons, ON, ON, WANTED))


def test_control_an_unknown_that_is_taken_for_a_no(qujiang, persons, cells):
    """As `ignore_nulls` does: whoever left the question out is told no."""
    key, changed = next(
        (one.condition.question, policy)
        for policy in qujiang.policies
        for one in policy.requirements.required
        if one.condition.operand is True and qujiang.questions[one.condition.question].asked_if is None
    )
    silent = [
        replace(person, answers={key: False, **person.answers}) if "has_honours" not in person.answers else person
        for person in persons
    ]
    _noticed_in(changed.code, qujiang, persons, cells, expected(qujiang, silent, ON, ON, WANTED))


def test_control_one_cell_in_all(qujiang, persons, cells):
    for name, instead in (("best|total", 1), ("qj-rent-subsidy|low", 0), ("qj-rent-subsidy|chosen", 0)):
        found = {**cells, name: [instead, *cells[name][1:]]}
        one = differences(persons, cells, found)
        assert [(difference.person.number, difference.column) for difference in one] == [(0, name)]


def test_control_a_whole_column_that_is_equal_and_of_another_kind(qujiang, persons, cells):
    name = "qj-rent-subsidy|chosen"
    found = differences(persons, cells, {**cells, name: list(map(int, cells[name]))})
    assert [difference.person.number for difference in found] == [person.number for person in persons]


def test_persons_and_columns_that_are_others_are_no_difference_in_cells(qujiang, persons, cells):
    with pytest.raises(AssertionError, match="columns"):
        differences(persons, cells, {KEY: cells[KEY]})
    with pytest.raises(AssertionError, match="lost"):
        differences(persons, cells, {name: several[1:] for name, several in cells.items()})
    with pytest.raises(AssertionError, match="twice"):
        differences(persons, cells, {name: [*several, several[0]] for name, several in cells.items()})


def test_a_table_has_all_columns_and_every_answer(qujiang, persons):
    table = table_of(qujiang, persons)
    assert table.columns == [column.name for column in columns_of(qujiang)]
    assert table.height == len(persons)
    one = RandomPerson(9, {"education": "master", "home_unit_price": 12, "talent_code": False}, {"qj-rent-subsidy": 2})
    row = table_of(qujiang, [one]).row(0, named=True)
    given = {name: cell for name, cell in row.items() if cell is not None}
    assert given == {
        "key": "p9",
        "education": "master",
        "home_unit_price|fen": 1200,
        "talent_code": False,
        "received|qj-rent-subsidy": True,
        "payments|qj-rent-subsidy": 2,
    }


def _with(ruleset, changed):
    policies = tuple(changed if one.code == changed.code else one for one in ruleset.policies)
    return replace(ruleset, policies=policies)


def _noticed_in(code, ruleset, persons, cells, faulty):
    found = differences(persons, cells, faulty)
    assert any(one.column.startswith(f"{code}|") for one in found)
    said = told(found, ruleset)
    assert f"{len(found)} cells differ" in said
    assert "assess says" in said
