"""What policies, and those who share them, have to do with one another, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.calculator.verdict import NO, UNKNOWN, Verdict


def required(name: str, verdict: Verdict) -> str:
    """That it is not had without this other one, and how that stands."""
    first = f"享受“{name}”的才能享受这一项"
    if verdict is NO:
        return f"{first}，按现在的情况，你享受不了“{name}”。"
    if verdict is UNKNOWN:
        return f"{first}，还不确定你能不能享受“{name}”。"
    return f"{first}，“{name}”你也符合，要一起办。"


def shared_out(policy: Mapping[str, Any]) -> list[str]:
    """Why not everybody who fits gets it; nothing where they do."""
    named = {"limited": "名额有限，符合也不一定领得到", "one_of_couple": "夫妻只能一方享受，不要两个人都算"}
    return [f"{words}：{_sentence(policy[name])}" for name, words in named.items() if policy.get(name)]


def _sentence(said: str) -> str:
    return said if said.endswith("。") else f"{said}。"
