"""废止: what stood on the notice ends with it, is closed, or goes on by another notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from policies.catalogue.words import sentences
from policies.models import ApplicationWindow, PolicyChange, Relation, Threshold
from policies.models.choices import State

from .edits import Edit, put
from .jobs import KEEP, Job
from .proposals import Proposal, ProposedChoice
from .windows import WindowColumns

END, CLOSE, OTHERWISE = "end", "close", "otherwise"


class Repeal(Job):
    slug, verb, button = "repeal", "废止", "保存废止"

    @property
    def last(self) -> date | None:
        return self.said["on"] - timedelta(1) if self.said else None

    def of_source(self) -> Iterator[Edit]:
        if self.last and not self._starts_later(self.window_before):
            yield from put(self.source, **self._with_note(self.window_before.ended(self.last)).columns)

    def offer(self, proposal: Proposal) -> None:
        resting = proposal.resting
        day = self.said["on"] if self.said else None
        if resting.is_closed:
            proposal.because = "已经停止"
            return
        if day and resting.window.over_on(day):
            proposal.because = "到那时已经结束"
            return
        end = f"到 {sentences.day(self.last)}结束" if self.last else "废止前一天结束"
        proposal.choices = [ProposedChoice(END, end), ProposedChoice(CLOSE, "改为已停止，马上不再受理")]
        if resting.others:
            # Two notices carry it, and nobody knows here what the other one still grants.
            names = "、".join(str(other) for other in resting.others)
            proposal.hint = f"它还有别的依据：{names}"
            proposal.choices.append(ProposedChoice(OTHERWISE, "继续办，只凭别的依据：去掉这份文件的出处和条款"))
        else:
            proposal.usual = CLOSE if self._starts_later(resting.window) else END
        proposal.choices.append(ProposedChoice(KEEP, "这条不改"))
        if resting.window.measured_at:
            event = resting.window.measured_at.name
            proposal.hint += ("；" if proposal.hint else "") + f"期限按“{event}”算：那以前{event}的，结束以后照样可以领"

    def propose(self, proposal: Proposal) -> None:
        resting, before = proposal.resting, proposal.resting.window
        if proposal.chosen == END and self.last:
            if self._starts_later(before):
                start = sentences.day(before.starts_on) if before.starts_on else ""
                proposal.wrong = f"它从 {start}才开始，不能在那以前结束，请选“改为已停止”"
                return
            ended = before.ended(self.last)
            # Whoever follows the notice ends with it, with what it says of its end.
            self.put_window(proposal, ended if ended == before else self._with_note(ended))
        elif proposal.chosen == CLOSE:
            proposal.edits += put(resting.policy, state=State.CLOSED, budget_spent_on=None)
        elif proposal.chosen == OTHERWISE:
            proposal.edits += _without(proposal)
        elif proposal.chosen == KEEP:
            self.put_window(proposal, before)

    def _starts_later(self, window: WindowColumns) -> bool:
        return bool(self.last and window.starts_on and window.starts_on > self.last)

    def _with_note(self, window: WindowColumns) -> WindowColumns:
        note = self.said["note"] if self.said else ""
        return replace(window, window_note=note) if note else window


def _without(proposal: Proposal) -> Iterator[Edit]:
    """Its conditions rest on the notice that is left; the clauses were those of the one that goes."""
    resting = proposal.resting
    for row in resting.clauses:
        yield from put(row, title_of(row), source=None, clause="")
    for citation in resting.citations:
        yield Edit(citation, f"出处：{citation}", goes=True)


def title_of(row: Threshold | PolicyChange | Relation | ApplicationWindow) -> str:
    return f"{row._meta.verbose_name}：{row}"
