"""Slips for the window: one page for each office, with what is claimed there, the answers it rests on, what is to be
asked and which papers are ready."""

from __future__ import annotations

from dataclasses import dataclass, field

from policies.results.agenda import Task
from policies.results.alike import Stands
from policies.results.cards import Card
from policies.results.page import ResultPage
from policies.results.papers import Checklist, Paper
from policies.results.wordings import AnyOfInWords, FindingInWords

# An entry need not name its office.
NO_OFFICE = "负责部门（文件没有写明，先打听是哪个窗口）"


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """What can be applied for now. `met`: the conditions that hold, to be shown with the answers to them."""

    card: Card
    until: str
    met: list[FindingInWords]

    @property
    def to_ask(self) -> list[str]:
        """What the clerk has to say: our own readings as questions, what is not sure, what the document warns of."""
        ours = [f"“{one.wording.needed}”是按我们的理解推定的，对不对？" for one in self.met if one.wording.inferred]
        return [*ours, *self.card.doubts, *self.card.entry.cautions]


@dataclass(frozen=True, slots=True)
class OfficeDoubt:
    """What only our reading rules out. `failed`: what would be in the way by it."""

    card: Card
    failed: list[FindingInWords | AnyOfInWords]


@dataclass(slots=True)
class Slip:
    """For one office; a slip may have nothing but doubts to ask about."""

    office: str
    phone: str
    claims: list[OfficeClaim] = field(default_factory=list)
    doubts: list[OfficeDoubt] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)


def slips(page: ResultPage) -> list[Slip]:
    """What ends first, first; offices with something to claim before those that are only asked."""
    found: dict[str, Slip] = {}
    for task in page.agenda.now:
        _of(found, task.card).claims.append(_claim(task))
    for card in page.doubtful:
        _of(found, card).doubts.append(_doubt(card))
    for slip in found.values():
        slip.papers = Checklist((claim.card for claim in slip.claims), page.answers.papers).papers
    return list(found.values())


def _of(found: dict[str, Slip], card: Card) -> Slip:
    office = card.policy.get("office") or NO_OFFICE
    return found.setdefault(office, Slip(office, card.policy.get("phone", "")))


def _claim(task: Task) -> OfficeClaim:
    card = task.card
    words = Stands.of(card.result).words(card.explainer.catalogue)
    return OfficeClaim(card, task.said, words.of(card.explainer.met(card.result)))


def _doubt(card: Card) -> OfficeDoubt:
    words = Stands.of(card.result).words(card.explainer.catalogue)
    return OfficeDoubt(card, words.ruling_out(card.explainer.ruled_out(card.result)))
