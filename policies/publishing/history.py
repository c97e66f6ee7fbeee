"""How the amounts of each policy changed from release to release, read off the stored releases, which never change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone

from policies.catalogue import rulesets
from policies.catalogue.document import dated
from policies.catalogue.words import dated as dated_sentences
from policies.catalogue.words import offers

from . import releases
from .earlier import NO_RELEASES, EarlierRelease, EarlierReleases

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OfferedSince:
    """What a policy gave from that day on: as a release says that came then, the first that held it included, or as an
    earlier one said beforehand."""

    number: int
    on: date
    words: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """`until`: the last release looked at; `awards`: what each policy's amounts were made from in it; `earlier`: the
    releases themselves, as long as anybody may come back from one."""

    until: int = 0
    changes: Mapping[str, tuple[OfferedSince, ...]] = field(default_factory=dict)
    awards: Mapping[str, Any] = field(default_factory=dict, repr=False)
    earlier: EarlierReleases = NO_RELEASES


def follow(history: History, until: int) -> History:
    """The same up to that release. Raises django.db.Error where the database does not answer."""
    since = releases.effective().filter(number__gt=history.until, number__lte=until).order_by("number")
    # A document is large: a few at a time.
    fields = ("number", "sha256", "effective_at", "document")
    for number, sha256, effective_at, text in since.values_list(*fields).iterator(chunk_size=5):
        earlier = history.earlier.and_then(EarlierRelease(number, sha256, effective_at, json.loads(text)))
        document = earlier.releases[-1].document
        history = replace(_after(history, document, number, timezone.localtime(effective_at).date()), earlier=earlier)
    return history


def _after(history: History, document: Entry, number: int, on: date) -> History:
    awards = {policy["code"]: _awards(policy, document) for policy in document["policies"]}
    changes = dict(history.changes)
    for policy in document["policies"]:
        code = policy["code"]
        was = next((old for old in (code, *policy.get("formerly", ())) if old in history.awards), code)
        changes.setdefault(code, changes.get(was, ()))
        if awards[code] != history.awards.get(was):
            # What an earlier release said of later days is no longer so.
            told = tuple(one for one in changes.get(code, ()) if one.on <= on)
            for day in (on, *_days_to_come(policy, on)):
                words = _words(dated.as_of(policy, day), document, day)
                if not told or told[-1].words != words:
                    told = (*told, OfferedSince(number, day, words))
            changes[code] = told
    return History(number, changes, awards)


def _awards(policy: Entry, document: Entry) -> Any:
    """While this stays the same, so do the words; cheaper to compare than to make them."""
    tiers = [(tier["name"], tier["award"]) for tier in policy.get("tiers", ())]
    return policy.get("award"), tiers, document["parameters"], policy.get("changes", ())


def _days_to_come(policy: Entry, on: date) -> list[date]:
    """From which everybody gets another amount, by what this release says."""
    tiers = [None, *(tier["code"] for tier in policy.get("tiers", ()))]
    changed = [change for tier in tiers for change, _ in dated.awards(policy, tier) if not change.get("measured_at")]
    return sorted({day for change in changed if (day := dated.first_day(change)) > on})


def _words(policy: Entry, document: Entry, on: date) -> tuple[str, ...]:
    questions = {question["key"]: question for question in document["questions"]}
    named = {parameter["key"]: parameter for parameter in document["parameters"]}
    offered = offers.offers(policy, rulesets.build_parameters(document), named, questions, on)
    coming = dated_sentences.coming(policy, rulesets.build_parameters(document), named, questions)
    for_some = ((one.when, line) for one in coming if not one.by_the_day for line in one.lines if line.of_amount)
    return (*(offer.words for offer in offered), *(f"{whom}{line.tier}：{line.new}" for whom, line in for_some))
