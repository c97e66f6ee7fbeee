"""What the entries of a document are made of: codes, texts, addresses, numbers, and how a mistake is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StrictInt,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from policies.calculator import month_days
from policies.calculator.echo import beginning
from policies.calculator.ratio import FRACTION, Ratio, ratio, spelled_ratio
from policies.catalogue.document import folding, shares, texts
from policies.catalogue.document.canonical import spelled
from policies.catalogue.document.plain_values import DAY, MOST_DAYS, MOST_YEARS

FIRST_YEAR, LAST_YEAR = 1900, 2100
CODE_PATTERN = r"^[a-z][a-z0-9-]*$"

KEY_PATTERN = r"^[a-z][a-z0-9_]*$"

SOURCE_CODE_PATTERN = r"^[A-Za-z][A-Za-z0-9-]*$"

FORMER_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*$"

Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=60)]

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=60)]

SourceCode = Annotated[str, StringConstraints(pattern=SOURCE_CODE_PATTERN, max_length=30)]

FormerCode = Annotated[str, StringConstraints(pattern=FORMER_PATTERN, max_length=60)]


def problem(message: str, *at: str | int) -> PydanticCustomError:
    """An error whose text is already a sentence for a clerk; braces in it stand for themselves.

    `at`: the part of the entry that it is about.
    """
    return PydanticCustomError("document", "{message}", {"message": message, "at": at})


def _seen(text: str) -> str:
    if marked := texts.unseen(text):
        raise problem(f"这段文字里有看不见的字符，请删掉：“{marked}”")
    return text


def _web(address: str) -> str:
    if address and (wrong := texts.wrong_with_address(address)):
        raise problem(f"{wrong}；现在写的是“{beginning(address)}”")
    return address


def plausible(day: date) -> date:
    """A year that nobody can mean is a slip: 0227 for 2027."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise problem(f"日期要在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间，现在写的是 {day}，请看看年份")
    return day


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_seen)]

OptionalText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_seen)]

WebAddress = Annotated[OptionalText, AfterValidator(_web)]


def _written_as_a_day(value: Any) -> Any:
    """A bare number would be read as seconds since 1970."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and not DAY.fullmatch(value)):
        raise PydanticCustomError("date_type", "no day")
    return value


Day = Annotated[date, BeforeValidator(_written_as_a_day), AfterValidator(plausible)]
Yuan = Annotated[StrictInt, Field(ge=0, le=10**12)]

Position = Annotated[StrictInt, Field(ge=0, le=10**6)]

Number = Annotated[
    Decimal, Field(max_digits=16, decimal_places=4, allow_inf_nan=False), PlainSerializer(spelled, return_type=str)
]


def _ratio(value: Any, handler: ValidatorFunctionWrapHandler) -> Ratio:
    """A fraction is exact; any other number is read as before."""
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or "/" not in value:
        number: Decimal = handler(value)
        return number
    found = FRACTION.fullmatch(value.strip())
    if found is None:
        raise problem(f"分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“{beginning(value)}”")
    if int(found[2]) == 0:
        raise problem("分母不能是 0，请改正")
    if int(found[1]) == 0:
        raise problem("分子不能是 0，请改正")
    return ratio(value)


# What multiplies: a number, or a fraction that no decimal says exactly.
Share = Annotated[
    Decimal,
    Field(gt=0, max_digits=16, decimal_places=4, allow_inf_nan=False),
    WrapValidator(_ratio),
    PlainSerializer(spelled_ratio, return_type=str),
]


def _portion(written: Any) -> Fraction:
    found = shares.read(written)
    if found is None:
        raise problem(f"比例要写成 40%、0.4 或者 2/3，下面不能是 0；现在写的是“{beginning(written)}”")
    if not 0 < found <= 1:
        raise problem(f"比例要大于 0，不超过全部（100%）；现在写的是“{beginning(written)}”")
    return found


# A share of a whole, exact.
Portion = Annotated[Any, BeforeValidator(_portion), PlainSerializer(shares.spelled, return_type=str)]

Months = Annotated[StrictInt, Field(ge=0, le=1200)]

Days = Annotated[StrictInt, Field(ge=0, le=MOST_DAYS)]

Years = Annotated[StrictInt, Field(ge=0, le=MOST_YEARS)]


def _month_day(value: Any) -> str:
    day = month_days.read(value) if isinstance(value, str) else None
    if day is None:
        raise problem(f"请写几月几日，例如 03-01；现在写的是“{beginning(value)}”")
    if not month_days.is_one(day):
        raise problem(f"没有 {day[0]} 月 {day[1]} 日这一天，请改")
    return month_days.spelled(day)


MonthDay = Annotated[str, BeforeValidator(_month_day), StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$")]


def without_floats(value: Any) -> Any:
    """A number with decimals as its text, as the document spells it: 200.50 in YAML is 200.5."""
    if isinstance(value, list):
        return [without_floats(one) for one in value]
    return spelled(Decimal(repr(value))) if isinstance(value, float) else value


# An answer, or what a condition compares it with: which types fit its question is looked at in `conditions`.
Plain = Annotated[Any, BeforeValidator(without_floats)]


def _word(text: str) -> str:
    if len(text) < 2 or folding.words(text) != [folding.folded(text)]:
        raise problem(f"“{beginning(text)}”要写成一个词：至少两个字，里面没有空格和标点")
    return text


Word = Annotated[Text, AfterValidator(_word)]


class Entry(BaseModel):
    """Anything written in a document: unknown keys are refused, nothing is coerced silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Coded(Entry):
    """`formerly`: the codes that the entry had before; whatever was written with them is still read."""

    formerly: list[FormerCode] = []

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = handler(self)
        return entry if self.formerly else {name: value for name, value in entry.items() if name != "formerly"}
