"""The columns of the table that is screened and of the one that comes out."""

import pytest

from policies.calculator.ruleset import Ruleset, State
from policies.calculator.standing import Status
from policies.screening import table
from policies.screening.table import BEST, EVERYTHING, ColumnType, Role, columns_of, outputs_of
from tests.calculator.build import policy
from tests.calculator.strategies import BY_KEY

RULES = Ruleset(BY_KEY, (policy("a-b"), policy("c")), {})


@pytest.fixture(scope="module")
def columns():
    return {column.name: column for column in columns_of(RULES)}


def test_each_question_has_its_columns(columns):
    by_question = {}
    for column in columns.values():
        by_question.setdefault(column.question, []).append((column.name, column.kind))
    assert by_question["degree"] == [("degree", ColumnType.TEXT)]
    assert by_question["new"] == [("new", ColumnType.BOOLEAN)]
    assert by_question["insured"] == [("insured", ColumnType.INTEGER)]
    assert by_question["deposit"] == [("deposit|fen", ColumnType.INTEGER)]
    assert by_question["born"] == [("born", ColumnType.DATE), ("born|month", ColumnType.BOOLEAN)]
    assert by_question["hardships"] == [(f"hardships|{one}", ColumnType.BOOLEAN) for one in ("poor", "ill", "old")]
    assert set(by_question) == {None, *BY_KEY}


def test_what_bounds_an_answer(columns):
    assert columns["degree"].values == ("school", "college", "master")
    assert (columns["points"].least, columns["points"].most) == (0, 10**9)
    assert columns["insured"].most == 1200
    assert columns["deposit|fen"].most == 10**11
    assert columns["born"].least.year == 1900


def test_what_was_received_is_said_per_policy(columns):
    received = [column for column in columns.values() if column.policy == "a-b"]
    assert [(column.name, column.role) for column in received] == [
        ("received|a-b", Role.RECEIVED),
        ("payments|a-b", Role.PAYMENTS),
    ]
    assert all(column.optional for column in received)


def test_what_comes_out_is_what_was_asked_for():
    names = [column.name for column in outputs_of(RULES, {"status", "total"}, {"c"})]
    assert names == ["key", "c|status", "c|total"]
    every = [column.name for column in outputs_of(RULES)]
    assert every[:3] == ["key", "a-b|status", "a-b|first_day"]
    assert every[-len(table.SUMS) :] == [f"best|{one.name}" for one in table.SUMS]
    assert not {name for name in every if name.endswith("_today")}
    assert [one for one in every if one.startswith("c|")] == [f"c|{one.name}" for one in table.RESULTS]


def test_a_name_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no such outcome: stauts; there are best, "):
        outputs_of(RULES, {"stauts", BEST} | EVERYTHING)


def test_the_words_are_the_calculators():
    assert set(table.STATUSES) == {one.value for one in Status}
    assert set(table.STATES) == {one.value for one in State}
