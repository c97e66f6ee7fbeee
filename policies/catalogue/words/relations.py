"""What policies have to do with one another, in sentences."""

from __future__ import annotations

from policies.calculator.verdict import NO, UNKNOWN, Verdict


def required(name: str, verdict: Verdict) -> str:
    """That it is not had without this other one, and how that stands."""
    first = f"享受“{name}”的才能享受这一项"
    if verdict is NO:
        return f"{first}，按现在的情况，你享受不了“{name}”。"
    if verdict is UNKNOWN:
        return f"{first}，还不确定你能不能享受“{name}”。"
    return f"{first}，“{name}”你也符合，要一起办。"
