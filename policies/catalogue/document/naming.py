"""The Chinese name of a place within a document, for those who look at rows and not at files."""

from __future__ import annotations

from typing import Any

TITLES = {
    "regions": "地区",
    "sources": "政策文件",
    "sections": "问卷分节",
    "categories": "类别",
    "questions": "问题",
    "also_asked_if": "追问条件",
    "life_events": "人生事项",
    "parameters": "参数",
    "groups": "不重复享受组",
    "policies": "政策",
    "measures": "措施",
    "schools": "学校",
    "synonyms": "同义词",
    "personas": "样例人物",
}
PARTS = {
    "conditions": "条件",
    "citations": "出处",
    "steps": "办理步骤",
    "caveats": "提醒",
    "changes": "变化",
    "relations": "和别的政策的关系",
    "application_windows": "申报期",
    "choices": "选项",
    "values": "值",
    "asked_if": "什么时候问",
    "grows_if": "什么时候逐月增加",
    "any_of": "情况",
    "all_of": "其中",
    "window": "期限",
    "award": "金额",
    "once": "一次性",
    "recurring": "定期",
    "cap": "封顶",
    "instalments": "分期",
    "uplifts": "上浮",
    "when": "上浮的条件",
    "shares": "每期占",
    "factors": "算式的项",
    "materials": "材料",
    "asks": "先问的问题",
    "also": "别的叫法",
    "words": "意思相同的词",
    "implied": "不问时的值",
    "policies": "政策",
    "answers": "答案",
    "received": "已经在领",
    "expected": "预期",
}
# The fields of all entries, as the staff screens call them.
FIELDS = {
    "about": "说的是哪几题的回答",
    "already": "封顶：已经领过的也算",
    "also": "别的叫法",
    "action": "行动",
    "answers": "答案",
    "asked_if": "什么时候问",
    "audience": "谁来申领",
    "award_note": "金额说明",
    "begins_on": "从哪天起算数",
    "budget_spent_on": "资金用完日期",
    "category": "类别",
    "caveat": "对每条政策的提醒",
    "changeable": "本人可以改变",
    "checked_on": "核对日期",
    "clause": "条款",
    "code": "代码",
    "conditions": "条件",
    "counted_from": "从哪件事起算",
    "couple_question": "由谁享受的那一题",
    "excludes": "不能同时享受",
    "final": "回不了头",
    "first_on": "最早哪天发",
    "form": "形式",
    "formerly": "以前的代码",
    "group": "不重复享受组",
    "group_inferred": "分组是推断的",
    "grows_if": "什么时候逐月增加",
    "help": "说明",
    "icon": "图标",
    "implied": "不问时的值",
    "inferred": "推断的",
    "internal_note": "内部备注",
    "issued_inferred": "发布日期是推断的",
    "issued_on": "发布日期",
    "issuer": "发文单位",
    "label": "问句",
    "last_on": "最晚哪天发",
    "limited": "名额有限",
    "local": "说的是自查的地区",
    "many": "可以选几项",
    "name": "名称",
    "negative": "表示没有的答案",
    "no": "答“否”的说法",
    "note": "说明",
    "number": "文号",
    "office": "负责单位",
    "one_of_couple": "夫妻只能一方享受",
    "ordered": "选项有高低顺序",
    "parent": "上级地区",
    "part": "部分",
    "past_only": "不能晚于今天",
    "payee": "发给谁",
    "per": "按什么计",
    "phone": "咨询电话",
    "picker_name": "选地区时的叫法",
    "position": "顺序",
    "readily": "改变起来",
    "region": "地区",
    "relations": "和别的政策的关系",
    "requires": "享受了才能享受",
    "section": "问卷分节",
    "settled": "安定下来的",
    "source": "政策文件",
    "state": "状态",
    "summary": "一句话介绍",
    "times": "乘以人数",
    "tops_up": "在它之上按差额补足",
    "title": "标题",
    "type": "题型",
    "unit": "单位",
    "usual_least": "平常至少",
    "grows_yearly": "每年加一",
    "yes_lasts_years": "答“是”还能管几年",
    "usual_most": "平常至多",
    "usual_note": "反问时的提醒",
    "find_out": "不知道的人怎么问",
    "whom": "问谁",
    "unstated_conditions": "另有未公布的条件",
    "url": "网址",
    "widens": "推断放宽的",
    "words": "意思相同的词",
    "worth": "额度或每年价值",
    "yes": "答“是”的说法",
    "opens": "每年从几月几日",
    "closes": "到几月几日",
    "from_months": "满几个月起",
    "to_months": "几个月以内",
    "to_days": "几天以内",
    "every": "每隔多久一次",
    "open_days": "每次开放几天",
}


def place(document: dict[str, Any], path: tuple[str | int, ...]) -> str:
    """("policies", 3, "tiers", 0, "conditions", 1, "is") → 政策“人才免费体检” › “博士”档 › 条件 2"""
    if len(path) < 2:
        return TITLES.get(str(path[0]), "") if path else ""
    entry: Any = document[str(path[0])][path[1]]
    said = [f"{TITLES[str(path[0])]}“{_name(entry)}”"]
    rest = list(path[2:])
    while rest and isinstance(entry, dict) and rest[0] in entry:
        part = str(rest.pop(0))
        entry = entry[part]
        number = rest[0] if rest else None
        if isinstance(entry, list) and isinstance(number, int) and number < len(entry):
            rest.pop(0)
            entry = entry[number]
            said.append(f"“{_name(entry)}”档" if part == "tiers" else f"{PARTS.get(part, '')} {number + 1}")
        elif part in PARTS:
            said.append(PARTS[part])
    return " › ".join(said)


def _name(entry: Any) -> str:
    names = ("name", "title", "code", "key")
    return next((str(entry[name]) for name in names if entry.get(name)), "") if isinstance(entry, dict) else ""
