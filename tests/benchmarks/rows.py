"""One line of what was measured."""


def row(name: str, value: str, remark: str = "") -> None:
    print(f"  {name:<58} {value:>14}  {remark}", flush=True)
