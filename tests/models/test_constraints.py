"""The database refuses what makes no sense, whoever writes it; forms say it in a sentence first."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(db):
    loaded.small()


def row(model, **lookup):
    from policies import models

    return getattr(models, model).objects.get(**lookup)


RENT, HOME = ("Policy", {"code": "town-rent"}), ("Policy", {"code": "town-home"})
DOCTOR = ("Tier", {"code": "doctor"})
TOWN = ("Source", {"code": "TOWN"})
EDUCATION, EMPLOYED = ("Question", {"key": "education"}), ("Question", {"key": "employed"})
THRESHOLD = ("Threshold", {"policy__code": "town-home", "tier": None})
FACTOR = ("Factor", {"policy__code": "city-rent"})
VALUE = ("ParameterValue", {"starts_on": date(2024, 1, 1)})

MEASURE, PERSONA = ("Measure", {"number": 2}), ("Persona", {"code": "town-doctor"})
GOT, NOT_GOT = ("Expectation", {"status": "eligible"}), ("Expectation", {"status": "ineligible"})

REFUSED = {
    "a measure before the first": (MEASURE, {"number": 0}),
    "two measures of one number": (MEASURE, {"number": 1}),
    "a school twice": (("School", {"name": "某大学"}), {"name": "某市技校"}),
    "two personas of one code": (PERSONA, {"code": "city-nobody"}),
    "answers given after the check": (PERSONA, {"as_of": date(2027, 1, 1)}),
    "a negative best sum": (PERSONA, {"best_total": -1}),
    "a negative certain sum": (PERSONA, {"best_low": -1}),
    "a negative expected sum": (GOT, {"total": -1}),
    "a tier of what is not got": (NOT_GOT, {"tier": "doctor"}),
    "a sum of what is not got": (NOT_GOT, {"total": 0}),
    "a negative expected worth": (GOT, {"worth": -1}),
    "a basis of what is not got": (NOT_GOT, {"basis": "fixed"}),
    "a worth of what is not got": (NOT_GOT, {"worth": 0}),
    "an end of what is not got": (NOT_GOT, {"eligible_until": date(2027, 1, 1)}),
    "a start of what has begun": (GOT, {"eligible_from": date(2027, 1, 1)}),
    "an end before the start": (
        GOT,
        {"status": "upcoming", "eligible_from": date(2027, 1, 2), "eligible_until": date(2027, 1, 1)},
    ),
    "a window that ends before it starts": (RENT, {"ends_on": date(2023, 1, 1)}),
    "an end without a start": (HOME, {"ends_on": date(2023, 1, 1)}),
    "a source's window that ends before it starts": (TOWN, {"ends_on": date(2023, 1, 1)}),
    "doubt that ends before the window": (RENT, {"doubtful_until": date(2025, 1, 1)}),
    "doubt without an end": (TOWN, {"doubtful_no_limit": True}),
    "two doubts": (RENT, {"doubtful_no_limit": True}),
    "a note on no window": (HOME, {"window_note": "x"}),
    "a negative amount": (RENT, {"recurring_amount": -1}),
    "a negative one-off amount": (RENT, {"once_amount": -1, "once_basis": "fixed"}),
    "a negative cap": (RENT, {"cap_amount": -1}),
    "an amount that is not published": (RENT, {"recurring_basis": "unspecified"}),
    "an amount without basis": (RENT, {"once_basis": "", "once_amount": 5}),
    "a basis without amount": (RENT, {"once_basis": "fixed"}),
    "an amount and a formula": (RENT, {"recurring_coefficient": Decimal(1)}),
    "a coefficient of zero": (DOCTOR, {"once_coefficient": "0"}),
    "a coefficient below zero": (DOCTOR, {"once_coefficient": "-0.3"}),
    "two caps": (RENT, {"cap_amount": 1, "cap_coefficient": Decimal(1)}),
    "no times at all": (RENT, {"recurring_count": 0}),
    "a recurring part without period": (RENT, {"recurring_period": ""}),
    "a period without a recurring part": (DOCTOR, {"recurring_period": "year"}),
    "a loan with a sum": (RENT, {"form": "loan"}),
    "the worth of cash": (RENT, {"worth": 1}),
    "a tier without form": (DOCTOR, {"form": ""}),
    "two tiers of one code": (DOCTOR, {"code": "bachelor"}),
    "an inferred group that is none": (HOME, {"group_inferred": True}),
    "two policies of one code": (RENT, {"code": "town-home"}),
    "two questions of one key": (EDUCATION, {"key": "employed"}),
    "an order of no choices": (EMPLOYED, {"ordered": True}),
    "how readily of what does not change": (EMPLOYED, {"readily": "seldom", "changeable": False}),
    "a past that is no date": (EMPLOYED, {"past_only": True}),
    "a bool without sentences": (EMPLOYED, {"yes": ""}),
    "a choice twice": (("Choice", {"value": "doctor"}), {"value": "bachelor"}),
    "two parameter values from one day": (VALUE, {"starts_on": date(2021, 8, 1)}),
    "a negative parameter": (VALUE, {"value": Decimal(-1)}),
    "a letter without branch": (THRESHOLD, {"alternative": "A"}),
    "a branch without letter": (THRESHOLD, {"branch": 1}),
    "a way added by no reading": (THRESHOLD, {"alternative": "A", "branch": 1, "widens": True}),
    "a reading that adds a way to none": (THRESHOLD, {"inferred": True, "widens": True}),
    "branch zero": (THRESHOLD, {"alternative": "A", "branch": 0}),
    "a factor that is nothing": (FACTOR, {"parameter": None, "at": None}),
    "a factor limited to nothing": (("Factor", {"limit": 90}), {"limit": 0}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_database_refuses(case):
    (model, lookup), changes = REFUSED[case]
    changed = row(model, **lookup)
    for name, value in changes.items():
        setattr(changed, name, value)
    with pytest.raises(ValidationError) as error:
        changed.full_clean()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(error.value)), "the sentence is not Chinese"
    with pytest.raises(IntegrityError), transaction.atomic():
        changed.save()


def test_a_threshold_with_two_questions_is_measured_only_in_months():
    threshold = row(*THRESHOLD[:1], **THRESHOLD[1])
    threshold.measured_at = row("Question", key="graduation_date")
    with pytest.raises(IntegrityError), transaction.atomic():
        threshold.save()


def test_a_persona_expects_one_thing_of_a_policy():
    again = row("Expectation", status="ineligible")
    again.policy = row("Policy", code="town-home")
    with pytest.raises(ValidationError, match="对这条政策已有一条预期"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_measure_names_a_policy_once():
    again = row("MeasurePolicy", policy__code="city-rent")
    again.policy = row("Policy", code="town-rent")
    with pytest.raises(ValidationError, match="这条措施里已有这条政策"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize("model", ["Threshold", "Factor"])
def test_a_tier_of_another_policy_is_no_owner(model):
    owned = row(model, **(THRESHOLD if model == "Threshold" else FACTOR)[1])
    owned.policy = row("Policy", code="town-rent")
    owned.tier = row("Tier", code="doctor")
    with pytest.raises(ValidationError, match="这个档次不属于这条政策"):
        owned.full_clean()


def test_a_question_does_not_follow_itself():
    follow_up = row("FollowUp", question__key="graduation_date", parent__key="education", operator="at_least")
    follow_up.parent = follow_up.question
    with pytest.raises(IntegrityError), transaction.atomic():
        follow_up.save()


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("Question", {"key": "employed"}),
        ("Source", {"code": "CITY"}),
        ("Region", {"code": "city"}),
        ("ExclusionGroup", {"code": "rent"}),
        ("Parameter", {"key": "wage"}),
        ("Section", {"code": "work"}),
        ("Policy", {"code": "town-home"}),  # a persona expects it
        ("Policy", {"code": "city-rent"}),  # a measure names it
    ],
)
def test_what_is_used_cannot_be_deleted(model, lookup):
    with pytest.raises(ProtectedError):
        row(model, **lookup).delete()


@pytest.mark.parametrize(
    ("model", "lookup", "field", "wrong"),
    [
        ("Policy", {"code": "town-rent"}, "code", "Town Rent"),
        ("Question", {"key": "employed"}, "key", "is-employed"),
        ("Source", {"code": "TOWN"}, "code", "文件"),
        ("Choice", {"value": "doctor"}, "value", "博士"),
    ],
)
def test_codes_have_one_form(model, lookup, field, wrong):
    named = row(model, **lookup)
    setattr(named, field, wrong)
    with pytest.raises(ValidationError, match="只能用"):
        named.full_clean()


def kept_models():
    """Every model of ours; the records of their history are made by a library."""
    from django.apps import apps

    return [model for model in apps.get_app_config("policies").get_models() if "Historical" not in model.__name__]


def test_every_row_of_the_small_pack_is_valid():
    for model in kept_models():
        for one in model.objects.all():
            one.full_clean()


def test_everything_has_a_chinese_name():
    names = [
        str(named)
        for model in kept_models()
        for named in (
            model._meta.verbose_name,
            *(field.verbose_name for field in model._meta.fields if field.name not in ("id",)),
        )
    ]
    assert not [name for name in names if not any("\u4e00" <= letter <= "\u9fff" for letter in name)]


def test_migrations_say_what_the_models_say():
    from django.core.management import call_command

    call_command("makemigrations", "policies", check=True, dry_run=True, verbosity=0)
