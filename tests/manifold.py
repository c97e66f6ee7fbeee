"""The shipped policies many times over, under other codes: what a whole province might have."""

from __future__ import annotations

from typing import Any

from policies.catalogue.catalogue import Catalogue


def manifold(catalogue: Catalogue, times: int) -> Catalogue:
    """Each copy with exclusion groups of its own; the first keeps its codes."""
    document, copies = catalogue.document, range(1, times)
    policies = [_copy(policy, n) for n in copies for policy in document["policies"]]
    groups = [group | {"code": f"{group['code']}-{n}"} for n in copies for group in document.get("groups", [])]
    more = {"policies": document["policies"] + policies, "groups": document.get("groups", []) + groups}
    return Catalogue(document | more, sha256="", origin="pack")


def _copy(policy: dict[str, Any], n: int) -> dict[str, Any]:
    group = f"{policy['group']}-{n}" if policy["group"] else None
    return policy | {"code": f"{policy['code']}-{n}", "name": f"{policy['name']}（{n}）", "group": group}
