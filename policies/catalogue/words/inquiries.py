"""How somebody finds out an answer, and messages that ask others for it: never with an answer in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
# Whom a message can be sent to, in the order in which the messages stand; whoever looks it up needs none.
WHOM = {"employer": "单位人事", "school": "学校", "office": "办事窗口"}
WITHIN_QUOTES = str.maketrans("“”", "‘’")
PLEASE = {"employer": "想请单位帮忙确认", "school": "想请学校帮忙确认", "office": "想请教一下"}


def find_out(question: Entry) -> str:
    """「问单位人事：“我的入职日期是哪一天？”」「自己查：看购房合同」; empty where nothing is said."""
    said = question.get("find_out", "")
    if not said:
        return ""
    asked = WHOM.get(question.get("whom") or "")
    return f"问{asked}：“{said.translate(WITHIN_QUOTES)}”" if asked else f"自己查：{said.rstrip('。')}。"


def message(whom: str, questions: Sequence[Entry]) -> str:
    """Several lines, ready to be sent: a greeting, each question by its number, and thanks."""
    asked = [f"{number}. {question['find_out']}" for number, question in enumerate(questions, 1)]
    how_many = "有一件事" if len(asked) == 1 else f"有 {len(asked)} 件事"
    return "\n".join([f"您好！我在查自己能申领哪些青年补贴，{how_many}{PLEASE[whom]}：", *asked, "麻烦您了，谢谢！"])
