"""The slips of a code, as the clerk needs them: what stands on paper, and of each condition of our own the row behind
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policies.admin.access.scope import may_change, region_codes
from policies.answers import letters, resume, typed
from policies.calculator.findings import Finding
from policies.catalogue.catalogue import Catalogue
from policies.models import Policy, Threshold
from policies.results.cards import Card
from policies.results.gather import page_of
from policies.results.page import ResultPage
from policies.results.slips import OfficeClaim, OfficeDoubt, Slip, slips
from policies.results.wordings import AnyOfInWords, FindingInWords, Wording

from .conditions import OwnReadings

CLAIMED, DOUBTFUL = "可申领", "可以先咨询"


class NotForThisOffice(ValueError):
    """The visitor asked about a region that is not this clerk's; the text is for the clerk."""


@dataclass(frozen=True, slots=True)
class Line:
    """One condition. `said`: what the visitor answered. `row`: the condition among the rows, if it is our own reading
    and as it was published; `may_note`: whether this clerk may note on it."""

    wording: Wording
    finding: Finding
    said: str
    row: Threshold | None
    may_note: bool

    @property
    def waits(self) -> str:
        """What colleagues wrote since the last release; empty where nothing was written."""
        return self.row.note if self.row and self.row.note not in self.wording.note else ""

    @property
    def is_past(self) -> bool:
        """Whether it is our own reading, and staff have changed or deleted it since."""
        return self.row is None and self.wording.inferred and self.finding.placed is not None


@dataclass(frozen=True, slots=True)
class AnyOfLines:
    """Ways of which one is enough; of each what it takes."""

    ways: list[list[Line]]


@dataclass(frozen=True, slots=True)
class ClerkPoint:
    """One policy on a slip. `page`: the primary key of its row, where there still is one."""

    card: Card
    status: str
    until: str
    lines: list[Line | AnyOfLines]
    to_ask: list[str]
    page: int | None


@dataclass(frozen=True, slots=True)
class ClerkSlip:
    slip: Slip
    points: list[ClerkPoint]


@dataclass(frozen=True, slots=True)
class OpenedSlips:
    """`printed_by`: the number of the release that they were printed by, where another one is live now. `ticks`:
    whether it is known which papers are ready."""

    page: ResultPage
    slips: list[ClerkSlip]
    printed_by: int | None
    ticks: bool


def opened(pasted: str, catalogue: Catalogue, user: Any) -> OpenedSlips:
    """Raises Unusable for what is no code, and NotForThisOffice; nothing of it is kept."""
    was_typed = letters.may_be_one(pasted)
    answers = typed.read(pasted, catalogue) if was_typed else resume.read(pasted, catalogue)
    own = region_codes(user)
    if own is not None and own.isdisjoint(catalogue.lineage(answers.region)):
        region = catalogue.regions[answers.region]["name"]
        raise NotForThisOffice(f"这张单子自查的是{region}，不归你负责的地区，请到那里的窗口看。")
    page = page_of(answers, catalogue)
    found = slips(page)
    cards = [claim.card for slip in found for claim in slip.claims]
    cards += [doubt.card for slip in found for doubt in slip.doubts]
    codes = [card.code for card in cards]
    clerk = _ForClerk(OwnReadings(codes), {row.code: row for row in Policy.objects.filter(code__in=codes)}, user)
    printed_by = answers.since[0] if answers.since and answers.since != catalogue.mark else None
    return OpenedSlips(page, [ClerkSlip(slip, list(clerk.points(slip))) for slip in found], printed_by, not was_typed)


@dataclass(frozen=True, slots=True)
class _ForClerk:
    readings: OwnReadings
    policies: dict[str, Policy]
    user: Any

    def points(self, slip: Slip) -> Iterator[ClerkPoint]:
        for claim in slip.claims:
            yield self._point(claim, claim.card.applied_status or CLAIMED, claim.until, claim.met, claim.to_ask)
        for doubt in slip.doubts:
            yield self._point(doubt, DOUBTFUL, "", doubt.failed, [])

    def _point(
        self,
        one: OfficeClaim | OfficeDoubt,
        status: str,
        until: str,
        found: Iterable[FindingInWords | AnyOfInWords],
        to_ask: list[str],
    ) -> ClerkPoint:
        lines: list[Line | AnyOfLines] = []
        for each in found:
            if isinstance(each, AnyOfInWords):
                lines.append(AnyOfLines([[self._line(one.card, single) for single in way] for way in each.ways]))
            else:
                lines.append(self._line(one.card, each))
        row = self.policies.get(one.card.code)
        return ClerkPoint(one.card, status, until, lines, to_ask, row.pk if row else None)

    def _line(self, card: Card, one: FindingInWords) -> Line:
        row = self.readings.of(card.code, one.finding)
        may_note = (
            row is not None and self.user.has_perm("policies.change_policy") and may_change(self.user, row.policy)
        )
        said = card.explainer.said(one.finding, card.result).replace("你的", "市民的")
        return Line(one.wording, one.finding, said, row, may_note)
