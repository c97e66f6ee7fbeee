"""The body of a check: read strictly, every mistake reported at once at its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from policies.answers import UnreadableAnswer, parse
from policies.calculator.due import longest
from policies.calculator.ruleset import Value
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.rulesets import policies_of

MAX_BYTES = 64 * 1024
FIELDS = ("region", "on", "as_of", "received", "payments_received", "answers")
BODY = "body"
DATE_QUESTION = {"type": "date"}


@dataclass(frozen=True, slots=True)
class CheckBody:
    """What to assess: typed answers given on `as_of`, for the day `on`."""

    region: str
    on: date
    as_of: date
    received: tuple[str, ...]
    answers: Mapping[str, Value]
    payments: Mapping[str, int] = field(default_factory=dict)

    @property
    def received_with_payments(self) -> dict[str, int | None]:
        """What is received already, as far as known with the number of its payments."""
        return {**dict.fromkeys(self.received), **self.payments}


class Invalid(ValueError):
    """One message for each field that cannot be used, by its key; `body` where there is no field yet."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))
        self.errors = errors


def default_region(catalogue: Catalogue) -> str:
    """The region of a check that names none; empty where the one of the settings is not offered, so that each names
    one."""
    code = catalogue.now("regions", settings.DEFAULT_REGION)
    return code if code in catalogue.regions else ""


def read_json(text: bytes) -> Any:
    """Raises Invalid."""
    if len(text) > MAX_BYTES:
        raise Invalid({BODY: f"内容太长，最多 {MAX_BYTES // 1024} KiB"})
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_exact, object_pairs_hook=_once)
    except RecursionError:
        raise Invalid({BODY: "嵌套太深"}) from None
    except ValueError:  # a broken encoding and numbers too long to read are ValueErrors too
        raise Invalid({BODY: "请写一个 JSON 对象，编码用 UTF-8，键不要重复"}) from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _exact(number: str) -> Decimal | float:
    """200.50 as it is spelled; 1e3 and its like stay a float, which answers nothing."""
    return float(number) if "e" in number.lower() else Decimal(number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("duplicate key")
    return found


def read_check(content: Any, catalogue: Catalogue, today: date) -> CheckBody:
    """The content of a body; `today` is the default of `on`. Raises Invalid."""
    if not isinstance(content, dict):
        raise Invalid({BODY: "请写一个 JSON 对象"})
    errors = {key: f"没有“{key}”这一项，可以写：{'、'.join(FIELDS)}" for key in content if key not in FIELDS}
    region = _region(content, catalogue, errors)
    on = _day(content, "on", today, errors)
    as_of = _day(content, "as_of", on, errors)
    received = _received(content, catalogue, region, errors)
    payments = _payments(content, catalogue, region, errors)
    answers = _answers(content, catalogue, as_of, errors)
    if errors:
        raise Invalid(errors)
    return CheckBody(region, on, as_of, received, answers, payments)


def _given(content: dict[str, Any], field: str, default: Any) -> Any:
    """Generated clients send null for what they were not given."""
    value = content.get(field)
    return default if value is None else value


def _region(content: dict[str, Any], catalogue: Catalogue, errors: dict[str, str]) -> str:
    region = _given(content, "region", default_region(catalogue))
    if isinstance(region, str) and (now := catalogue.now("regions", region)) in catalogue.regions:
        return now
    wrong = "没有这个地区" if region else "请写查哪个地区"
    errors["region"] = f"{wrong}，可以写：{'、'.join(catalogue.regions)}"
    # What else is wrong is looked for as in any.
    return default_region(catalogue) or next(iter(catalogue.regions))


def _day(content: dict[str, Any], field: str, default: date, errors: dict[str, str]) -> date:
    raw = _given(content, field, None)
    if raw is None:
        return default
    try:
        day = parse(DATE_QUESTION, raw, default)
    except UnreadableAnswer as error:
        errors[field] = str(error)
        return default
    if isinstance(day, date):
        return day
    errors[field] = str(UnreadableAnswer("这里要写到哪一天，格式是 YYYY-MM-DD", content[field]))
    return default


def _received(content: dict[str, Any], catalogue: Catalogue, region: str, errors: dict[str, str]) -> tuple[str, ...]:
    codes = _given(content, "received", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        errors["received"] = "请写政策代码的列表，例如 []"
        return ()
    codes = [catalogue.now("policies", code) for code in codes]
    if not codes or "region" in errors:
        return tuple(codes)
    known = {policy["code"] for policy in policies_of(catalogue.document, region)}
    if unknown := [code for code in codes if code not in known]:
        errors["received"] = f"这个地区的自查里没有：{'、'.join(code[:60] for code in unknown[:5])}"
    return tuple(codes)


def _payments(content: dict[str, Any], catalogue: Catalogue, region: str, errors: dict[str, str]) -> dict[str, int]:
    numbers = _given(content, "payments_received", {})
    if not isinstance(numbers, dict):
        errors["payments_received"] = "请写一个对象：政策代码和已经领了几期"
        return {}
    if not numbers:
        return {}
    policies = {policy.code: policy for policy in catalogue.ruleset(region).policies}
    counted: dict[str, int] = {}
    for written, number in numbers.items():
        code, field = catalogue.now("policies", written), f"payments_received.{written[:60]}"
        most = longest(policies[code]) if code in policies else None
        if code not in policies:
            errors[field] = "这个地区的自查里没有这一项"
        elif most is None:
            errors[field] = "这一项不是分期发的，写在 received 里就行"
        elif type(number) is not int or not 0 <= number <= most[0]:
            errors[field] = f"请写 0 到 {most[0]} 的整数"
        elif written != code and code in numbers:
            errors[field] = f"“{written}”是“{code}”以前的代码，两个是同一项，请只写“{code}”"
        counted[code] = number
    return counted


def _answers(content: dict[str, Any], catalogue: Catalogue, as_of: date, errors: dict[str, str]) -> dict[str, Value]:
    """Answers to questions of other regions are checked like any other and then count for nothing."""
    answers = _given(content, "answers", {})
    if not isinstance(answers, dict):
        errors["answers"] = "请写一个对象：问题的键和答案"
        return {}
    read: dict[str, Value] = {}
    questions, renaming = catalogue.questions, catalogue.renaming
    for key, raw in answers.items():
        now = catalogue.now("questions", key) if renaming else key
        question = questions.get(now)
        if question is None:
            errors[f"answers.{key}"] = "没有这个问题"
        elif now != key and now in answers:
            errors[f"answers.{key}"] = f"“{key}”是“{now}”以前的键，两个是同一个问题，请只写“{now}”"
        elif raw is not None:
            try:
                read[now] = parse(question, renaming.answer(now, raw) if renaming else raw, as_of)
            except UnreadableAnswer as error:
                errors[f"answers.{key}"] = str(error)
    return read
