"""替换: what stood on the notice stands on another one, with its clauses, and in its time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from policies.admin.access.scope import may_change
from policies.catalogue.words import sentences
from policies.models import Citation, ExclusionGroup, Measure, Source

from .edits import Edit, put
from .jobs import KEEP, Job
from .proposals import Clause, Proposal, ProposedChoice, clause_name
from .repeal import title_of
from .resting import groups, measures
from .windows import WindowColumns

MOVE = "move"


class Replace(Job):
    slug, verb, button = "replace", "替换", "保存替换"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        rows: list[ExclusionGroup | Measure] = [*groups(self.source), *measures(self.source)]
        self.beside = [Beside(row, self.posted) for row in rows if may_change(self.request.user, row)]
        if self.target:
            for one in self.beside:
                one.move(self.target)
        self.saved_first = list(self._new())
        self.saved_last = [edit for one in self.beside for edit in one.edits]

    @property
    def target(self) -> Source | None:
        """Perhaps not saved yet."""
        return self.said["to"] if self.said else None

    @property
    def warning(self) -> str:
        """Of a notice that holds only later: who publishes it today leaves citizens with nothing until then."""
        start = self.target.starts_on if self.target else None
        if not start or start <= timezone.localdate():
            return ""
        day = sentences.day(start)
        return f"新文件从 {day}才开始。发布的时候把生效时间定在那一天，否则在那以前市民看到的是还没有开始"

    @property
    def wrong(self) -> bool:
        return super().wrong or any(one.wrong for one in self.beside)

    def _new(self) -> Iterator[Edit]:
        if self.target and self.target.pk is None:
            yield Edit(self.target, f"新的政策文件：{self.target}")

    def offer(self, proposal: Proposal) -> None:
        resting = proposal.resting
        proposal.choices = [ProposedChoice(MOVE, "改以新文件为依据"), ProposedChoice(KEEP, "这条不改")]
        if resting.others:
            proposal.hint = "它还有别的依据：" + "、".join(map(str, resting.others))
        else:
            proposal.usual = MOVE
        proposal.offers_window = resting.comes_first and resting.policy.starts_on is not None
        proposal.takes_window = proposal.offers_window and bool(self.posted.get(proposal.window_name))
        rows: list[tuple[str, Any]] = [(f"出处 {one.clause}", one) for one in resting.citations]
        rows += [(title_of(one), one) for one in resting.clauses]
        proposal.clauses = [_asked(row, title, self.posted) for title, row in rows]

    def propose(self, proposal: Proposal) -> None:
        if proposal.chosen != MOVE or not self.target:
            return
        resting = proposal.resting
        wanted = {clause.name: clause.value for clause in proposal.clauses}
        if any(clause.wrong for clause in proposal.clauses):
            proposal.wrong = "请改好下面标红的条款；出处的条款要写，它在新文件的哪一条"
            return
        for row in resting.clauses:
            # What names no notice comes from the first one, and so from the new one.
            source = {"source": self.target} if row.source_id else {}
            proposal.edits += put(row, title_of(row), clause=wanted[clause_name(row)], **source)
        for citation in resting.citations:
            proposal.edits += self._moved(resting.cited, citation, wanted[clause_name(citation)])
        if proposal.takes_window:
            proposal.edits += put(resting.policy, **WindowColumns().columns)

    def _moved(self, cited: list[Citation], citation: Citation, clause: str) -> Iterator[Edit]:
        title = f"出处：{citation}"
        if any(one.source == self.target and one.clause == clause for one in cited):
            yield Edit(citation, title, goes=True)
        else:
            yield from put(citation, title, source=self.target, clause=clause)


class Beside:
    """An exclusion group or a measure that names the notice."""

    def __init__(self, row: ExclusionGroup | Measure, posted: Any) -> None:
        self.row, self.edits = row, list[Edit]()
        self.title = f"{row._meta.verbose_name}：{row}"
        self.chosen = bool(posted.get(self.name)) if posted else True
        self.clauses = [_asked(row, self.title, posted)] if isinstance(row, ExclusionGroup) else []

    @property
    def wrong(self) -> bool:
        return self.chosen and any(clause.wrong for clause in self.clauses)

    @property
    def name(self) -> str:
        return f"do-{self.row._meta.model_name}-{self.row.pk}"

    def move(self, target: Source) -> None:
        if self.chosen and not self.wrong:
            clause = {"clause": self.clauses[0].value} if self.clauses else {}
            self.edits += put(self.row, self.title, source=target, **clause)


def _asked(row: Any, title: str, posted: Any) -> Clause:
    return Clause(row, title, " ".join(posted.get(clause_name(row), row.clause).split()))
