"""The number of a condition as a clerk types what it is reckoned by: 1.5 × 低保标准, 30 × 家庭人口.

Parameters and questions are typed by their name, or by their key where two have the name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from policies.calculator.echo import beginning
from policies.calculator.ratio import multiplied, ratio, spelled_ratio
from policies.models.ratios import wrong_with_ratio

TIMES = re.compile(r"\s*[×*✕✖]\s*|\s+[xX]\s+")
NUMBER = re.compile(r"[0-9][0-9.,/]*%?\Z")
KINDS = ("parameter", "question")
PERCENT, HUNDREDTH = "%", Decimal("0.01")


class NamedNumber(NamedTuple):
    kind: str
    key: str
    name: str


def known() -> list[NamedNumber]:
    """What a number may be reckoned by."""
    from policies.models import Parameter, Question

    found = [NamedNumber("parameter", one.key, one.name) for one in Parameter.objects.all()]
    questions = Question.objects.filter(type__in=["int", "money"], grows_yearly=False)
    return found + [NamedNumber("question", one.key, one.name) for one in questions]


def similar_words(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: what may have been meant."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”" if close else ""


def keys_in(value: Any, *kinds: str) -> list[str]:
    """Of the parameters and questions (or of one kind) that the value of a condition names."""
    ends = [value] if not isinstance(value, dict) or "factors" in value else list(value.values())
    factors = [factor for end in ends if isinstance(end, dict) for factor in end.get("factors", ())]
    return [key for factor in factors for kind in kinds or KINDS if (key := factor.get(kind))]


def conditions_naming(kind: str, keys: Collection[str] | None = None, policies: Any = None) -> list[Any]:
    """The rows of conditions that are reckoned by one of these (None: by any); they hold its key as a text.

    `policies`: among theirs alone, without what questions hang on.
    """
    from policies.models import FollowUp, Threshold, Uplift

    reckoned = Q(value__has_key="factors") | Q(value__from__has_key="factors") | Q(value__to__has_key="factors")
    rows: list[Any] = []
    for model in (Threshold, Uplift):
        of_policies = model.objects.filter(reckoned).select_related("policy", "question", "tier")
        rows += of_policies if policies is None else of_policies.filter(policy__in=policies)
    rows += FollowUp.objects.filter(reckoned).select_related("question", "parent") if policies is None else ()
    found = [(row, keys_in(row.value, kind)) for row in rows]
    return [row for row, named in found if named and (keys is None or not set(keys).isdisjoint(named))]


def looks_reckoned(text: str) -> bool:
    """Whether it is more than a number with its unit: it begins with a name, or something is multiplied."""
    return bool(TIMES.search(text)) or not text.strip()[:1].isdigit()


def formula(text: str, names: Iterable[NamedNumber]) -> dict[str, Any] | None:
    """The document's formula; None where it is no formula. Raises ValidationError."""
    several, named = _parts(text), list(names)
    numbers = [one for one in several if NUMBER.match(one)]
    others = [one for one in several if not NUMBER.match(one)]
    if not others or (len(several) == 1 and not _fitting(others[0], named)):
        return None
    found = [_factor(one, named) for one in others]
    if len(numbers) > 1:
        said = f"例如 1.5 × 低保标准；现在写的是“{beginning(text.strip())}”"
        raise ValidationError(f"算式里只写一个数，其余写参数或问题的名称，{said}")
    return {"coefficient": _coefficient(numbers[0]) if numbers else "1", "factors": found}


def _parts(text: str) -> list[str]:
    """A number in half-width, a name as it is."""
    found = [part.strip() for part in TIMES.split(text) if part.strip()]
    return [half if NUMBER.match(half := unicodedata.normalize("NFKC", part)) else part for part in found]


def _fitting(text: str, named: list[NamedNumber]) -> list[NamedNumber]:
    return [one for one in named if text == one.key] or [one for one in named if text == one.name]


def _coefficient(text: str) -> str:
    written = text.replace(",", "")
    percent = written.endswith(PERCENT)
    written = written.removesuffix(PERCENT)
    if refusal := wrong_with_ratio(written):
        raise ValidationError(refusal)
    number = ratio(written)
    return spelled_ratio(multiplied(number, HUNDREDTH) if percent else number)


def _factor(text: str, named: list[NamedNumber]) -> dict[str, Any]:
    fitting = _fitting(text, named)
    if len(fitting) > 1:
        keys = "、".join(one.key for one in fitting)
        raise ValidationError(f"叫“{beginning(text)}”的不止一个，请写它的键：{keys}")
    if not fitting:
        raise ValidationError(
            f"没有叫“{beginning(text)}”的参数或数字题{similar_words(text, [one.name for one in named])}"
        )
    one = fitting[0]
    return {"question": None, "parameter": None, "limit": None, "at": None} | {one.kind: one.key}


def written(formula: Mapping[str, Any], names: Iterable[NamedNumber]) -> str:
    """As a clerk would type it; parsing it again gives the same formula."""
    named = list(names)
    found = [_name(factor, named) for factor in formula["factors"]]
    coefficient = str(formula.get("coefficient", "1"))
    return " × ".join([*([] if coefficient == "1" else [coefficient]), *found])


def _name(factor: Mapping[str, Any], named: list[NamedNumber]) -> str:
    key = factor.get("parameter") or factor.get("question") or ""
    name = next((one.name for one in named if one.key == key), key)
    called = [one.kind for one in named if name in (one.key, one.name)]
    return name if len(called) == 1 and not TIMES.search(name) and not NUMBER.match(name) else key
