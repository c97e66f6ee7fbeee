"""The OpenAPI 3.1 description of the interface; the schema of the answers is made from the live questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from policies.answers.parse import GREATEST, MOST_MONTHS
from policies.api import documents, result
from policies.api.request import default_region
from policies.api.shapes import DAY, MONTH, NUMBER, TEXT, Schema, answered, any_of, list_of, one_of, or_null, ref, sent
from policies.calculator.due import MOST_MONTHS as MOST_PAYMENTS
from policies.catalogue.catalogue import Catalogue

JSON = "application/json"
CENTS = "元，可以写到分：整数，或者最多两位小数的数，例如 200.50；不写成 2.005e2"


def schema(catalogue: Catalogue, server: str = "/") -> Schema:
    """`server`: the address that the paths follow."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SITE["name"],
            "version": f"1.{catalogue.number or 0}",
            "description": "按答案逐项判断补贴：能不能领、领多少、领到哪天、为什么。不登录，不保存答案。",
        },
        "servers": [{"url": server}],
        "security": [],
        "paths": _paths(),
        "components": {"schemas": _components(catalogue)},
    }


def _paths() -> Schema:
    check = _operation("check", "按答案自查", "CheckResult", invalid=True)
    check["requestBody"] = {"required": True, "content": {JSON: {"schema": ref("Check")}}}
    code = {"name": "code", "in": "path", "required": True, "description": "政策代码", "schema": TEXT}
    policy = _operation("policy", "一项政策", "Policy", missing=True)
    return {
        "/api/v1/check": {"post": check},
        "/api/v1/policies": {"get": _operation("policies", "全部政策", "Policies")},
        "/api/v1/policies/{code}": {"get": policy | {"parameters": [code]}},
        "/api/v1/questions": {"get": _operation("questions", "全部问题", "Questions")},
        "/api/v1/release": {"get": _operation("release", "现在用的是哪次发布", "Release")},
    }


def _operation(name: str, summary: str, answer: str, invalid: bool = False, missing: bool = False) -> Schema:
    responses = {"200": _response("结果", answer)}
    if missing:
        responses["404"] = _response("没有这一项", "Errors")
    if invalid:
        responses["422"] = _response("有不能用的内容，每处一句说明", "Errors")
    # By the proxies of deploy/.
    responses["429"] = _response("同一个网络里问得太频繁，请等 Retry-After 写的秒数", "Errors")
    responses["503"] = _response("还没有发布政策", "Errors")
    return {"operationId": name, "summary": summary, "responses": responses}


def _response(description: str, name: str) -> Schema:
    return {"description": description, "content": {JSON: {"schema": ref(name)}}}


def _components(catalogue: Catalogue) -> Schema:
    return {
        "Check": _check(catalogue),
        "Answers": sent(
            {key: _answer(question) for key, question in catalogue.questions.items()},
            description="问题的键和答案；null 或不写都是“不清楚”",
        ),
        **result.components(),
        **documents.components(),
        "Policies": answered({"categories": list_of(ref("Category")), "policies": list_of(ref("Policy"))}),
        "Questions": answered({"questions": list_of(ref("Question")), "life_events": list_of(ref("LifeEvent"))}),
        "Errors": answered({"errors": {"type": "object", "additionalProperties": TEXT}}),
    }


def _check(catalogue: Catalogue) -> Schema:
    policies = [code for code, policy in catalogue.policies.items() if policy["audience"] == "person"]
    default = default_region(catalogue)
    region = f"查哪里，不写是 {default}" if default else "查哪里，一定要写"
    return sent(
        {
            "region": or_null(one_of(catalogue.regions), description=region),
            "on": or_null(DAY, description="算哪一天，不写是今天"),
            "as_of": or_null(DAY, description="答案是哪天答的，月数从这天起往后长，满一个月加一；不写就是 on 那天"),
            "received": or_null(list_of(one_of(policies)), description="已经在领的政策，要属于这个地区的自查"),
            "payments_received": or_null(
                {"type": "object", "additionalProperties": NUMBER | {"minimum": 0, "maximum": MOST_PAYMENTS}},
                description="已经在领的政策，各领了几期（几年或几个月）：政策代码和期数。写了期数，没领完的就算进去；"
                "只写在 received 里的，剩下的不算",
            ),
            "answers": or_null(ref("Answers")),
        },
        description="null 和不写一样",
    )


def _answer(question: dict[str, Any]) -> Schema:
    """What may be written for this question."""
    described = {"title": question["name"], "description": question["label"]}
    match question["type"]:
        case "choice":
            listed = "；".join(
                f"{choice['value']} {choice['label']}{_begins(choice)}" for choice in question["choices"]
            )
            described["description"] += f"（{listed}）"
            if question.get("many"):
                described["description"] += "；可以选几项，[] 是都没有"
                several = list_of(one_of(choice["value"] for choice in question["choices"]))
                return or_null(several | {"uniqueItems": True}, **described)
            return or_null(one_of(choice["value"] for choice in question["choices"]), **described)
        case "bool":
            return or_null({"type": "boolean"}, **described)
        case "date":
            return any_of(DAY, MONTH, {"type": "null"}, **described)
        case "money":
            described["description"] += f"（{CENTS}）"
            return or_null({"type": "number", "minimum": 0, "maximum": GREATEST}, **described)
        case kind:
            most = MOST_MONTHS if kind == "months" else GREATEST
            return or_null({"type": "integer", "minimum": 0, "maximum": most}, **described)


def _begins(choice: dict[str, Any]) -> str:
    return f"，从 {choice['begins_on']} 那天起算数" if choice.get("begins_on") else ""
