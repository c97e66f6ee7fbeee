"""What is said of a thing behind its name, without brackets that meet or stand in brackets."""


def aside(name: str, said: str) -> str:
    """「（18,000 元）」, to stand behind this name; 「，最高 30 万元」 where either of them has brackets."""
    return f"，{said}" if name.endswith("）") or "（" in said else f"（{said}）"
