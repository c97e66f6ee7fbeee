"""How the amounts of each policy changed from release to release, read off the stored releases, which never change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from policies.catalogue import offers, rulesets

from . import releases

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a policy gave from this release on, the first release that held it included."""

    number: int
    on: date
    words: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """`until`: the last release looked at; `awards`: what each policy's amounts were made from in it."""

    until: int = 0
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    awards: Mapping[str, Any] = field(default_factory=dict, repr=False)


def follow(history: History, until: int) -> History:
    """The same up to that release. Raises django.db.Error where the database does not answer."""
    since = releases.effective().filter(number__gt=history.until, number__lte=until).order_by("number")
    # A document is large: a few at a time.
    for number, effective_at, text in since.values_list("number", "effective_at", "document").iterator(chunk_size=5):
        history = _after(history, json.loads(text), number, timezone.localtime(effective_at).date())
    return history


def _after(history: History, document: Entry, number: int, on: date) -> History:
    awards = {policy["code"]: _awards(policy, document) for policy in document["policies"]}
    changes = dict(history.changes)
    for policy in document["policies"]:
        code = policy["code"]
        was = next((old for old in (code, *policy.get("formerly", ())) if old in history.awards), code)
        changes.setdefault(code, changes.get(was, ()))
        if awards[code] != history.awards.get(was):
            words = _words(policy, document, on)
            earlier = changes.get(code, ())
            if not earlier or earlier[-1].words != words:
                changes[code] = (*earlier, Change(number, on, words))
    return History(number, changes, awards)


def _awards(policy: Entry, document: Entry) -> Any:
    """While this stays the same, so do the words; cheaper to compare than to make them."""
    tiers = [(tier["name"], tier["award"]) for tier in policy.get("tiers", ())]
    return policy.get("award"), tiers, document["parameters"]


def _words(policy: Entry, document: Entry, on: date) -> tuple[str, ...]:
    questions = {question["key"]: question for question in document["questions"]}
    offered = offers.offers(policy, rulesets.build_parameters(document), questions, on)
    return tuple(offer.words for offer in offered)
