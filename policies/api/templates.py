"""What a check answers of a policy, written once for all persons with whom it stands alike: a template in which the
places of what is a person's own are open."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import orjson

from policies.calculator import PolicyResult
from policies.calculator.calendar import Month
from policies.calculator.findings import Finding
from policies.calculator.gaps import can_be_measured
from policies.calculator.out_of_reach import OutOfReach
from policies.calculator.ratio import spelled_ratio
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Between, Formula, Operand, Turn, Window
from policies.calculator.standing import Standing
from policies.catalogue.catalogue import Catalogue

Plain = dict[str, Any]
# Marks where in a template something of a person's own goes; no text of a policy holds this character.
MARK = "\x01"
PLACE = re.compile(rb'"\\u0001(.*?)"')
FACTOR = ("question", "parameter", "limit", "at")
OWN = ("eligible_from", "eligible_until", "award")
# Of each policy: ways in which it stands with real people.
MOST_OF_A_POLICY = 70

Places = tuple[tuple[bytes, Finding], ...]


class Template(NamedTuple):
    """`text`: for % with what goes to each place. `gaps` and `numbers`: the places for how much is missing of a
    condition and for the number that it asks for today, each with one of the findings that say so. `has_more`: whether
    there are other places than these and the answers."""

    text: bytes
    gaps: Places
    numbers: Places
    has_more: bool


def written(content: Any) -> bytes:
    """As JSON; an amount with cents is a number to the cent, a date known to the month YYYY-MM, several choices are a
    list."""
    return orjson.dumps(content, _value, orjson.OPT_PASSTHROUGH_DATACLASS)


def _value(value: object) -> orjson.Fragment | str | list[str]:
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:.2f}".encode())
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value))


def templates_of(catalogue: Catalogue) -> Templates:
    return catalogue.kept("templates of a check", lambda: Templates(catalogue))


class Templates:
    """Of one catalogue. What they hang on is what is the same for many: a standing is shared by all with whom the
    conditions of its policy fare alike."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = {code: policy["name"] for code, policy in catalogue.policies.items()}
        self._known: dict[Hashable, Template] = {}
        self._most = MOST_OF_A_POLICY * len(self._names)

    def of(self, result: PolicyResult) -> Template:
        today, missing = result.today, result.missing
        # Nearly all are out of reach, and then how their conditions fare says all.
        key: Hashable = today
        if missing or not isinstance(result, OutOfReach):
            key = today, result.status, result.doubtful, result.certain, result.received, missing
        return self._known.get(key) or self._keep(key, result)

    def _keep(self, key: Hashable, result: PolicyResult) -> Template:
        if len(self._known) >= self._most:
            self._known.clear()
        made = self._known[key] = _template(result, self._names[result.code])
        return made


def _template(result: PolicyResult, name: str) -> Template:
    today, certain, policy = result.today, result.certain, result.policy
    changes = policy.spent_on is not None or bool(policy.states)
    gaps = {one: _place("gap", one) for one in today.findings if can_be_measured(one)}
    numbers = {one: _place("number", one) for one in today.findings if formulas(one.needed)}
    described = {
        "code": policy.code,
        "name": name,
        "status": result.status,
        "state": f"{MARK}.state" if changes else policy.state,
        "budget_spent_on": policy.spent_on,
        "doubtful": result.doubtful,
        "received": result.received,
        "payments_received": f"{MARK}.payments" if result.received else None,
        "tier": certain.tier if certain else None,
        "maybe_more": certain.maybe_more if certain else False,
        **{key: f"{MARK}.{key}" if certain else None for key in OWN},
        **({"application": f"{MARK}.application"} if policy.application_windows else {}),
        "findings": [_finding(finding, gaps.get(finding), numbers.get(finding)) for finding in today.findings],
        "missing": result.missing,
        **_required(today),
    }
    return Template(
        PLACE.sub(rb"%(\1)b", written(described).replace(b"%", b"%%")),
        tuple((place, finding) for finding, place in gaps.items()),
        tuple((place, finding) for finding, place in numbers.items()),
        bool(changes or result.received or certain or policy.application_windows),
    )


def _place(what: str, finding: Finding) -> bytes:
    """The same for all findings of one condition: many policies ask for the same."""
    return _place_of(what, finding.placed.bit.bit_length() if finding.placed else 0)


@cache
def _place_of(what: str, condition: int) -> bytes:
    """Each is there once, so that its hash is known."""
    return f".{what}-{condition}".encode()


def _required(today: Standing) -> Plain:
    """Only where there is any."""
    policy = today.policy_plan.policy
    open_ = {name: True for name in ("limited", "one_of_couple") if getattr(policy, name)}
    found = [{"code": code, "verdict": verdict} for code, verdict in today.required]
    return open_ | ({"requires": found} if found else {})


def _finding(finding: Finding, gap: bytes | None, number: bytes | None) -> Plain:
    placed = finding.placed
    on_days = {"since": _turn(placed.since), "until": _turn(placed.until)} if placed and placed.excused else {}
    return {
        "question": finding.question,
        "operator": finding.operator,
        "needed": _needed(finding.needed),
        "answered": MARK + finding.question if finding.question else None,
        "verdict": finding.verdict,
        **({"number": MARK + number.decode()} if number else {}),
        "gap": MARK + gap.decode() if gap else None,
        "tier": finding.tier,
        "alternative": finding.alternative,
        "branch": finding.branch,
        "basis": "inferred" if finding.reason.inferred else "stated",
        "source": finding.reason.source,
        "clause": finding.reason.clause,
        **on_days,
    }


def _turn(turn: Turn | None) -> Plain | None:
    return {"day": turn.day, "measured_at": turn.event} if turn else None


def _needed(needed: Operand | Window) -> object:
    if isinstance(needed, Between):
        return {"from": _needed(needed.least), "to": _needed(needed.most)}
    if isinstance(needed, Formula):
        factors = [{name: getattr(factor, name) for name in FACTOR} for factor in needed.factors]
        return {"coefficient": spelled_ratio(needed.coefficient), "factors": factors}
    if not isinstance(needed, Window):
        return needed
    until = "no_limit" if needed.doubtful_until == date.max else needed.doubtful_until
    starts_on = needed.starts_on if needed.starts_on > date.min else None
    return {"starts_on": starts_on, "ends_on": needed.ends_on, "doubtful_until": until}
