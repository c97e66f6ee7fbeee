"""A policy as the document has it on a day, and what a result says of it whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.calculator.lazy import lazy
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import dated
from policies.catalogue.document.papers import papers_of
from policies.catalogue.words import states as state_sentences

Entry = Mapping[str, Any]


@dataclass
class EntryOn:
    """The entry of the policy with this code as it is on that day."""

    catalogue: Catalogue
    code: str
    on: date

    @lazy
    def policy(self) -> Entry:
        """Name, summary, office, phone, steps."""
        return dated.as_of(self.catalogue.policies[self.code], self.on)

    def tier(self, code: str | None) -> str:
        """Its name; empty for none."""
        return next((tier["name"] for tier in self.policy.get("tiers", ()) if tier["code"] == code), "")

    @lazy
    def papers(self) -> tuple[str, ...]:
        """What to bring."""
        return papers_of(self.policy)

    @property
    def sources(self) -> list[tuple[dict[str, Any], list[str]]]:
        return self.catalogue.cited(self.policy)

    @property
    def cautions(self) -> list[str]:
        return self.catalogue.cautions(self.policy)

    @property
    def window_note(self) -> str:
        return self.catalogue.window_of(self.policy).get("note", "")

    @property
    def money_left(self) -> str:
        """Of an open one: up to which day there is money, or when applications are taken no more; empty otherwise."""
        left, ahead = state_sentences.money_left(self.policy, self.on), state_sentences.ahead(self.policy, self.on)
        return f"{left}，从第二天起用完。" if left else f"{ahead}。" if ahead else ""

    @property
    def money_spent(self) -> str:
        """Of one without money: since when, or from when on there is none."""
        return f"{state_sentences.money_spent(self.policy, self.on)}。"


def entry_on(catalogue: Catalogue, code: str, on: date) -> EntryOn:
    return catalogue.kept(("entry", code, on), lambda: EntryOn(catalogue, code, on))
