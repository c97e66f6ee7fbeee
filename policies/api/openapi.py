"""The OpenAPI 3.1 description of the interface; the schema of the answers is made from the live questions."""

from __future__ import annotations

from typing import Any

from policies.answers.parse import GREATEST, MOST_MONTHS
from policies.api.request import default_region
from policies.calculator.best_set import Doubt
from policies.calculator.ruleset import Basis, State
from policies.calculator.standing import Status
from policies.calculator.verdict import Verdict
from policies.catalogue.catalogue import Catalogue

Schema = dict[str, Any]

JSON = "application/json"
TEXT: Schema = {"type": "string"}
YES_NO: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
YUAN: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
CENTS = "元，可以写到分：整数，或者最多两位小数的数，例如 200.50；不写成 2.005e2"
# A finding of any type of question: its value, several values, or a window.
ANYTHING: Schema = {"type": ["string", "number", "boolean", "array", "object", "null"]}


def schema(catalogue: Catalogue) -> Schema:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "衢江青年补贴自查",
            "version": f"1.{catalogue.number or 0}",
            "description": "按答案逐项判断补贴：能不能领、领多少、领到哪天、为什么。不登录，不保存答案。",
        },
        "paths": _paths(),
        "components": {"schemas": _components(catalogue)},
    }


def _paths() -> Schema:
    check = _operation("check", "按答案自查", "CheckResult", unavailable=True, invalid=True)
    check["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Check")}}}
    code = {"name": "code", "in": "path", "required": True, "description": "政策代码", "schema": TEXT}
    policy = _operation("policy", "一项政策", "Policy", unavailable=True, missing=True)
    return {
        "/api/v1/check": {"post": check},
        "/api/v1/policies": {"get": _operation("policies", "全部政策", "Policies", unavailable=True)},
        "/api/v1/policies/{code}": {"get": policy | {"parameters": [code]}},
        "/api/v1/questions": {"get": _operation("questions", "全部问题", "Questions", unavailable=True)},
        "/api/v1/release": {"get": _operation("release", "现在用的是哪次发布", "Release", unavailable=True)},
    }


def _operation(
    name: str, summary: str, answer: str, unavailable: bool = False, invalid: bool = False, missing: bool = False
) -> Schema:
    responses = {"200": _response("结果", answer)}
    if missing:
        responses["404"] = _response("没有这一项", "Errors")
    if invalid:
        responses["422"] = _response("有不能用的内容，每处一句说明", "Errors")
    if unavailable:
        responses["503"] = _response("还没有发布政策", "Errors")
    return {"operationId": name, "summary": summary, "responses": responses}


def _response(description: str, name: str) -> Schema:
    return {"description": description, "content": {JSON: {"schema": _ref(name)}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, required: list[str] | None = None, **more: Any) -> Schema:
    """Nothing but these properties, all of them required unless it says which."""
    needed = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False, **more}


def _or_null(wanted: Schema) -> Schema:
    return {"anyOf": [wanted, {"type": "null"}]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _one_of(values: Any) -> Schema:
    return {"type": "string", "enum": [getattr(value, "value", value) for value in values]}


def _components(catalogue: Catalogue) -> Schema:
    policies = [code for code, policy in catalogue.policies.items() if policy["audience"] == "person"]
    check = {
        "region": _one_of(catalogue.regions) | {"default": default_region(), "description": "查哪里"},
        "on": DAY | {"description": "算哪一天，不写是今天"},
        "as_of": DAY | {"description": "答案是哪天答的，月数从这天起往后长，满一个月加一；不写就是 on 那天"},
        "received": _list(_one_of(policies)) | {"description": "已经在领的政策，要属于这个地区的自查"},
        "answers": _ref("Answers"),
    }
    return {
        "Check": _object(check, required=[]),
        "Answers": _object(
            {key: _answer(question) for key, question in catalogue.questions.items()},
            required=[],
            description="问题的键和答案；null 或不写都是“不清楚”",
        ),
        "CheckResult": _object(
            {
                "release": _ref("Release"),
                "region": TEXT,
                "on": DAY,
                "policies": _list(_ref("PolicyResult")),
                "best": _ref("Best"),
                "relevant_questions": _list(TEXT),
            }
        ),
        "PolicyResult": _policy_result(),
        "Award": _award(),
        "Finding": _finding(),
        "Best": _best(),
        "Release": _object(
            {
                "number": _or_null(NUMBER),
                "sha256": TEXT,
                "published_at": _or_null(MOMENT) | {"description": "什么时候发布的"},
                "effective_at": _or_null(MOMENT) | {"description": "什么时候生效的，就是页面上的“规则日期”"},
            }
        ),
        "Policy": {"type": "object", "description": "政策的全部内容", "required": ["code", "region", "name"]},
        "Policies": _object({"policies": _list(_ref("Policy"))}),
        "Question": {"type": "object", "description": "问题的全部内容", "required": ["key", "type", "label"]},
        "Questions": _object({"questions": _list(_ref("Question"))}),
        "Errors": _object({"errors": {"type": "object", "additionalProperties": TEXT}}),
    }


def _answer(question: dict[str, Any]) -> Schema:
    """What may be written for this question."""
    described = {"title": question["name"], "description": question["label"]}
    match question["type"]:
        case "choice":
            values = [choice["value"] for choice in question["choices"]]
            listed = "；".join(f"{choice['value']} {choice['label']}" for choice in question["choices"])
            described["description"] += f"（{listed}）"
            return described | {"type": ["string", "null"], "enum": [*values, None]}
        case "bool":
            return described | {"type": ["boolean", "null"]}
        case "date":
            return described | DAY | {"type": ["string", "null"]}
        case "money":
            described["description"] += f"（{CENTS}）"
            return described | {"type": ["number", "null"], "minimum": 0, "maximum": GREATEST}
        case kind:
            most = MOST_MONTHS if kind == "months" else GREATEST
            return described | {"type": ["integer", "null"], "minimum": 0, "maximum": most}


def _policy_result() -> Schema:
    return _object(
        {
            "code": TEXT,
            "name": TEXT,
            "status": _one_of(Status),
            "state": _one_of(state for state in State if state in (State.OPEN, State.BUDGET_SPENT)),
            "doubtful": YES_NO | {"description": "只差文件没有写明、按理解推定的条件"},
            "received": YES_NO,
            "tier": _or_null(TEXT),
            "maybe_more": YES_NO,
            "eligible_from": _or_null(DAY),
            "eligible_until": _or_null(DAY),
            "award": _or_null(_ref("Award")),
            "findings": _list(_ref("Finding")),
            "missing": _list(TEXT) | {"description": "还要回答哪些问题"},
        }
    )


def _award() -> Schema:
    return _object(
        {
            "form": _one_of(("cash", "discount", "reimbursement", "loan", "service")),
            "basis": _one_of(Basis),
            "once": _or_null(_object({"amount": _or_null(YUAN)})),
            "recurring": _or_null(
                _object({"amount": _or_null(YUAN), "period": _one_of(("month", "year")), "count": _or_null(NUMBER)})
            ),
            "per": _one_of(("person", "household", "family_member", "hire", "project")),
            "times": _or_null(NUMBER),
            "payee": _one_of(("person", "housing_fund", "firm")),
            "worth": _or_null(YUAN),
            "counted_from": _or_null(TEXT),
            "total": _or_null(YUAN),
            "low": YUAN,
            "high": _or_null(YUAN),
            "missing": _list(TEXT),
        }
    )


def _finding() -> Schema:
    return _object(
        {
            "question": _or_null(TEXT),
            "operator": TEXT,
            "needed": ANYTHING,
            "answered": ANYTHING,
            "verdict": _one_of(Verdict),
            "gap": _or_null({"type": "number"}),
            "tier": _or_null(TEXT),
            "alternative": _or_null(TEXT),
            "branch": _or_null(NUMBER),
            "basis": _one_of(("stated", "inferred")),
            "source": TEXT,
            "clause": TEXT,
        }
    )


def _best() -> Schema:
    left_out = _object({"code": TEXT, "for": TEXT, "less": _or_null(NUMBER)})
    undecided = _object({"code": TEXT, "for": TEXT, "reason": _one_of(Doubt)})
    return _object(
        {
            "total": YUAN,
            "low": YUAN,
            "high": _or_null(YUAN),
            "discount": YUAN,
            "policies": _list(TEXT),
            "left_out": _list(left_out),
            "undecided": _list(undecided),
        }
    )
