"""The Chinese name of a place within a document, for those who look at rows and not at files."""

from __future__ import annotations

from typing import Any

TITLES = {
    "regions": "地区",
    "sources": "政策文件",
    "sections": "问卷分节",
    "questions": "问题",
    "also_asked_if": "追问条件",
    "parameters": "参数",
    "groups": "不重复享受组",
    "policies": "政策",
}
PARTS = {
    "conditions": "条件",
    "citations": "出处",
    "steps": "办理步骤",
    "caveats": "提醒",
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
    "factors": "算式的项",
    "materials": "材料",
    "implied": "不问时的值",
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
