"""What sample persons come to under two documents, remembered in this process: a page is looked at many times.

Nobody is looked at again while nothing changed that concerns their region, nor the person. A person is looked at on a
day of their own, so the clock changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from policies.catalogue import rulesets
from policies.catalogue.document.canonical import Document

from .effects import Result, Trial, gathered, results

Entry = dict[str, Any]
# Persons, each with the documents that concern them.
MOST = 3000
_known: OrderedDict[tuple[str, str, str], Result] = OrderedDict()


def trial(before: Document | None, after: Document, personas: list[Entry]) -> Trial:
    """As effects.try_out; its outcomes are without their assessments, which are large."""
    sides = _Concerning(before), _Concerning(after)
    keys = [(sides[0].of(one["region"]), sides[1].of(one["region"]), _digest(one)) for one in personas]
    found = {key: known for key in keys if (known := _known.get(key))}
    missing = {key: persona for key, persona in zip(keys, personas, strict=True) if key not in found}
    if missing:
        made = results(before, after, list(missing.values()))
        for key, (outcome, effect) in zip(missing, made, strict=True):
            found[key] = _known[key] = replace(outcome, assessment=None), effect
    _let_go()
    return gathered([found[key] for key in keys])


class _Concerning:
    """What of a document can matter to people of a region."""

    def __init__(self, document: Document | None) -> None:
        self.document = document
        self._digests: dict[str, str] = {}

    def of(self, region: str) -> str:
        if self.document is None:
            return ""
        if region not in self._digests:
            self._digests[region] = self._made(self.document, region)
        return self._digests[region]

    def _made(self, document: Document, region: str) -> str:
        others = {name: value for name, value in document.items() if name not in ("policies", "personas")}
        codes = {one["code"] for one in document["regions"]}
        # What is said of a policy of another region is its name.
        names = [[one["code"], one["name"]] for one in document["policies"]]
        own = rulesets.policies_of(document, region) if region in codes else []
        return _digest([region, self._shared(others), names, own])

    def _shared(self, others: Entry) -> str:
        if "" not in self._digests:
            self._digests[""] = _digest(others)
        return self._digests[""]


def _let_go() -> None:
    while len(_known) > MOST:
        _known.popitem(last=False)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
