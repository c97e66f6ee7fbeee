"""The places a visitor can choose from."""

from __future__ import annotations

from dataclasses import dataclass

from policies.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class RegionToPick:
    """`picker_name`: its name where one chooses a place; `policies`: how many a check there looks at."""

    code: str
    name: str
    picker_name: str
    policies: int


def regions(catalogue: Catalogue) -> tuple[RegionToPick, ...]:
    """Those with policies of their own; one that only hands down its parent's is not offered."""
    return catalogue.kept("regions to choose", lambda: tuple(_regions(catalogue)))


def _regions(catalogue: Catalogue) -> list[RegionToPick]:
    own = {policy["region"] for policy in catalogue.policies.values()}
    return [
        RegionToPick(
            code, entry["name"], entry.get("picker_name") or entry["name"], len(catalogue.ruleset(code).policies)
        )
        for code, entry in catalogue.regions.items()
        if code in own
    ]
