"""The places a visitor can choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

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


def life_events(catalogue: Catalogue, region: str) -> list[dict[str, Any]]:
    """Those of the region, or, where it is none, of the one that is meant then."""
    first = next((one.code for one in regions(catalogue)), "")
    found = next((one for one in (region, settings.DEFAULT_REGION, first) if one in catalogue.regions), None)
    return catalogue.life_events_of(found) if found else []
