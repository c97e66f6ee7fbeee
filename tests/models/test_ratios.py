"""A column that holds 0.3 or 2/3: what may be typed, what is kept, and what was kept before."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from policies.calculator.ratio import multiplied, ratio, spelled_ratio
from policies.models.ratios import RatioField

FIELD = RatioField("系数", null=True, blank=True)


@pytest.mark.parametrize(
    ("text", "number", "spelled"),
    [
        ("0.3", Decimal("0.3"), "0.3"),
        ("0.3000", Decimal("0.3"), "0.3"),
        ("300", Decimal(300), "300"),
        ("2/3", Fraction(2, 3), "2/3"),
        ("4/6", Fraction(2, 3), "2/3"),
        ("3/4", Decimal("0.75"), "0.75"),
        ("6/3", Decimal(2), "2"),
        ("1/10000", Decimal("0.0001"), "0.0001"),
        ("1/20000", Fraction(1, 20000), "1/20000"),
    ],
)
def test_one_number_has_one_spelling(text, number, spelled):
    found = ratio(text)
    assert (type(found), found) == (type(number), number)
    assert spelled_ratio(found) == spelled
    assert FIELD.to_python(f" {text} ") == spelled
    assert FIELD.formfield().has_changed(spelled, text) is False


def test_two_thirds_of_three_hundred_are_two_hundred():
    assert multiplied(ratio("2/3"), Decimal(300)) == 200
    assert multiplied(ratio("0.6667"), Decimal(300)) == Decimal("200.01")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2/0", "分母不能是 0，请改正"),
        ("2/", "分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“2/”"),
        ("2/3/4", "分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“2/3/4”"),
        ("1.5/3", "分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“1.5/3”"),
        ("三成", "请写数字，例如 0.3，或者写分数，例如 2/3；现在写的是“三成”"),
        ("inf", "请写数字，例如 0.3，或者写分数，例如 2/3；现在写的是“inf”"),
        ("0.66667", "最多写 4 位小数，现在写的是“0.66667”；除不尽的写成分数，例如 2/3"),
        ("1234567890123", "数字太长了，最多 16 位"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(text, sentence):
    for take in (FIELD.to_python, FIELD.formfield().to_python):
        with pytest.raises(ValidationError) as refused:
            take(text)
        assert refused.value.messages == [sentence]


def test_full_width_is_read():
    assert FIELD.to_python("２／３") == "2/3"
    assert FIELD.to_python("") is None


@pytest.mark.django_db
def test_what_was_a_column_of_decimals_reads_as_before():
    from policies.models import Tier
    from tests import loaded

    loaded.small()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_tier SET once_coefficient = '0.3000' WHERE code = 'doctor'")
    assert Tier.objects.get(code="doctor").once_coefficient == "0.3"
