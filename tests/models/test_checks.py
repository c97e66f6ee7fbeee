"""What a check constraint says in Python is what the database says of the same row."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q

from policies.models.checks import RowCheck

VALUES = {
    "CharField": ["", "x", "A"],
    "TextField": ["", "x"],
    "BooleanField": [True, False],
    "DateField": [date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1)],
    "RatioField": ["0", "-1", "0.3", "2/3"],
    "DecimalField": [Decimal("-1"), Decimal(0), Decimal("0.3000")],
}
# So many rows of either answer are shown to the database.
OF_EACH = 6
CHECKS = [(model, one) for model in apps.get_models() for one in model._meta.constraints if isinstance(one, RowCheck)]


def columns(condition):
    """Those that it looks at, and every value that it compares them with."""
    if isinstance(condition, Q):
        return [found for part in condition.children for found in columns(part)]
    path, wanted = condition
    name, lookup = path.split("__") if "__" in path else (path, "exact")
    if isinstance(wanted, F):
        return [(name, []), (wanted.name, [])]
    return [(name, list(wanted) if lookup == "in" else [] if isinstance(wanted, bool) else [wanted])]


def rows(model, constraint, number):
    drawn = random.Random(constraint.name)
    compared = columns(constraint.condition)
    for _ in range(number):
        row = model()
        for name, wanted in compared:
            field = model._meta.get_field(name)
            kind = "AutoField" if field.is_relation or field.primary_key else field.get_internal_type()
            known = VALUES.get(type(field).__name__) or VALUES.get(kind, [-1, 0, 1, 2])
            said = [one + "_least" if one == "months_since" else one for one in wanted if isinstance(one, str)]
            said = [one for one in said if one != "-"]  # with which a number begins, and is none
            setattr(row, field.attname, drawn.choice([*known, *said, *([None] if field.null else [])]))
        yield row


def refused(check, *arguments):
    try:
        check(*arguments)
    except ValidationError as error:
        return error.messages
    return None


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=[one.name for _, one in CHECKS])
def test_every_constraint_of_the_rows_says_what_the_database_says(model, constraint):
    by_answer = {True: [], False: []}
    for row in rows(model, constraint, 300):
        by_answer[refused(constraint.validate, model, row) is None].append(row)
        if min(map(len, by_answer.values())) >= OF_EACH:
            break
    for holds, found in by_answer.items():
        assert found, f"no row for which it is {holds}"
        for row in found[:OF_EACH]:
            assert (refused(super(RowCheck, constraint).validate, model, row) is None) == holds, row.__dict__


def test_a_column_that_was_refused_already_is_not_looked_at():
    model, constraint = next(one for one in CHECKS if one[1].name == "policy_window_in_order")
    row = model(starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1))
    assert refused(constraint.validate, model, row)
    assert refused(constraint.validate, model, row, ["starts_on"]) is None


def test_to_migrations_it_is_djangos_own():
    _, constraint = CHECKS[0]
    path, _, named = constraint.deconstruct()
    assert path == "django.db.models.CheckConstraint"
    assert CheckConstraint(**named) == constraint


def test_what_is_unknown_breaks_nothing():
    model, _ = next(one for one in CHECKS if one[1].name == "policy_window_in_order")
    for condition in (Q(ends_on__gte=date(2026, 1, 1)), ~Q(ends_on__gte=F("starts_on"))):
        constraint = RowCheck(name="unknown", condition=condition)
        assert refused(constraint.validate, model, model()) is None
