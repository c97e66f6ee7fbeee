"""What is the same for every visitor of a release, worked out once and kept with its catalogue; no answer is in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from policies.catalogue.catalogue import Catalogue

T = TypeVar("T")


def kept(catalogue: Catalogue, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave for this key when it was first asked for; `key` and `make` must not depend on a visitor."""
    store: dict[Hashable, T] = vars(catalogue).setdefault("_kept_for_results", {})
    found = store.get(key)
    if found is None:
        found = store[key] = make()
    return found
