"""The validator's sentences for those who see names and not keys.

Whoever writes packs sees keys, and the sentences name them. The staff screens show labels: a quoted code becomes the
name of what it is the code of, and the document's words become those of the screens.
"""

from __future__ import annotations

import re
from typing import Any

from policies import models
from policies.catalogue.document.naming import FIELDS
from policies.catalogue.document.owners import NAMES
from policies.models.choices import Operator, Status

# The document's words in the validator's sentences, as the staff screens call them.
WORDS = {
    **{field: f"“{name}”" for field, name in FIELDS.items()},
    "state": "状态",
    "categories": "“类别”",
    "since": "“从哪次变化起”",
    "until": "“到哪次变化为止”",
    "写 today（自查那天）": "留空（自查那天）",
    "measured_at（按哪件事的日期算）": "“按哪件事的日期”",
    "按某件事的日期算（measured_at）": "按某件事的日期算",
    "budget_spent": "“资金已用完”",
    "award": "金额",
    "tiers": "档次",
    "conditions": "条件",
    "citations": "出处",
    "clause": "条款",
    "steps": "办理步骤",
    "choices": "选项",
    "asked_if": "追问条件",
    "grows_if": "逐月增加的条件",
    "implied": "“不问时的值”",
    "negative": "“表示没有的答案”",
    "about": "“说的是哪几题的回答”",
    "any_of": "“满足其一”",
    "all_of": "“同时满足”",
    "position": "“顺序”",
    "form": "形式",
    "amount": "金额",
    "share": "“上浮多少”",
    "part": "“加在”",
    "once": "一次性部分",
    "recurring": "定期部分",
    "instalments": "“分期”",
    "most": "“最多”",
    "formula": "算式",
    "coefficient": "系数",
    "factors": "算式的项",
    "basis": "口径",
    "period": "周期",
    "parent": "上级地区",
    "measured_at": "“到哪件事为止”",
    "on": "查询日期",
    "as_of": "回答日期",
    "expected": "预期",
    "tier": "档次代码",
    "total": "合计",
    "worth": "“额度或每年价值”",
    "eligible_from": "“从哪天起”",
    "eligible_until": "“到哪天为止”",
    "can_apply": "“还能不能申请”",
    "apply_from": "“哪天起能申请”",
    "apply_until": "“申请到哪天”",
    "opens": "“每年从几月几日”",
    "closes": "“到几月几日”",
    "from_months": "“满几个月起”",
    "to_months": "“几个月以内”",
    "to_days": "“几天以内”",
    "every": "“每隔多久一次”",
    "open_days": "“每次开放几天”",
    "text": "“做什么”",
    "value": "“值”",
    "starts_on": "“开始日期”",
    "ends_on": "“结束日期”",
    "question": "“问题”",
    "parameter": "“参数”",
    "limit": "“上限”",
    "at": "“取哪一天的参数”",
    "true": "“是”",
    "false": "“否”",
    "none": "“没有”",
    **{operator.value: f"“{operator.label}”" for operator in Operator},
    **{status.value: status.label for status in Status},
}
WORD = re.compile(r"(?<![A-Za-z0-9_-])(" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")(?![A-Za-z0-9_-])")
QUOTED = re.compile(r"“([^“”]*)”")
MEANT = re.compile(r"是不是 (\S+?)(?=，|$)")
# The validator sets its words apart, as Chinese beside Latin; what has become Chinese needs no space.
CLOSE = re.compile(r"(?<=[\u4e00-\u9fff”，：、]) (?=[\u4e00-\u9fff“])")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
NO_OPTION = re.compile(r"“(?P<key>[^“”]+)”没有选项“(?P<value>[^“”]*)”.*")
# In which order a code is looked for; questions are named most.
LISTS = (
    "questions",
    "policies",
    "parameters",
    "sources",
    "groups",
    "regions",
    "sections",
    "personas",
    "categories",
    "life_events",
)
# Where the last name of what is gone stands.
GONE: tuple[tuple[Any, str, str], ...] = (
    (models.Question, "key", "name"),
    (models.Policy, "code", "name"),
    (models.Parameter, "key", "name"),
    (models.Source, "code", "title"),
    (models.ExclusionGroup, "code", "name"),
    (models.Region, "code", "name"),
    (models.Category, "code", "name"),
    (models.LifeEvent, "code", "name"),
)


def in_words(sentence: str) -> str:
    """One of the validator's that names nothing: its words as the screens have them."""
    return CLOSE.sub("", WORD.sub(lambda found: WORDS[found[1]], sentence))


class ProblemWording:
    """Of the sentences about one document, each of which is looked up once."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.questions = {entry["key"]: entry for entry in document["questions"]}
        self.names: dict[str, str] = {}
        for several in LISTS:
            for entry in document.get(several, ()):
                name = entry.get("name") or entry.get("title") or ""
                self.names.setdefault(entry[NAMES[several]], name)
        for policy in document["policies"]:
            for tier in policy.get("tiers", ()):
                self.names.setdefault(str(tier.get("code")), tier.get("name", ""))
            for change in policy.get("changes", ()):
                self.names.setdefault(str(change.get("code")), f"{change.get('starts_on')} 起")
        self._said: dict[str, str] = {}

    def __call__(self, message: str) -> str:
        if message not in self._said:
            self._said[message] = self._in_words(message)
        return self._said[message]

    def _in_words(self, message: str) -> str:
        if (found := NO_OPTION.search(message)) and found["key"] in self.questions:
            return self._no_option(found["key"], found["value"])
        message = MEANT.sub(lambda found: f"是不是“{found[1]}”", message)
        # What is quoted is a code or somebody's own words; what is not is the validator's.
        parts = QUOTED.split(message)
        parts[::2] = [WORD.sub(lambda found: WORDS[found[1]], part) for part in parts[::2]]
        parts[1::2] = [f"“{self._name(part)}”" for part in parts[1::2]]
        return CLOSE.sub("", "".join(parts))

    def _no_option(self, key: str, value: str) -> str:
        from policies.catalogue.validation.problems import listed

        question = self.questions[key]
        name, choices = question["name"], {choice["label"]: choice["value"] for choice in question["choices"]}
        last = models.Choice.history.filter(value=value, question__key=key)  # type: ignore[attr-defined]
        label = last.order_by("-history_id").values_list("label", flat=True).first() or value
        if label in choices:
            return (
                f"“{name}”的选项“{label}”，值从 {value} 改成了 {choices[label]}，这里用的还是原来的值。"
                f"请把那个选项的值改回 {value}"
            )
        return f"“{name}”没有“{label}”这个选项，请改选{listed(choices) or '别的'}，或者把“{label}”加回那一题"

    def _name(self, quoted: str) -> str:
        if not CODE.match(quoted):
            return quoted
        if quoted not in self.names:
            self.names[quoted] = self._gone(quoted)
        return self.names[quoted] or quoted

    @staticmethod
    def _gone(code: str) -> str:
        for model, column, name in GONE:
            last = model.history.filter(**{column: code}).order_by("-history_id").values_list(name, flat=True).first()
            if last:
                return last
        return ""
