"""延续: another end for the notice and for what has the same end of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies.catalogue.words import sentences

from .edits import Edit, put
from .jobs import KEEP, Job
from .proposals import Proposal, ProposedChoice
from .windows import WindowColumns

LONGER = "longer"


class Prolong(Job):
    slug, verb, button = "prolong", "延续", "保存延续"

    def of_source(self) -> Iterator[Edit]:
        if self._is_longer(self.window_before):
            yield from put(self.source, **self._prolonged(self.window_before).columns)

    def offer(self, proposal: Proposal) -> None:
        resting = proposal.resting
        window = resting.window
        if resting.is_closed:
            proposal.because = "已经停止；要重新受理，请到政策页改状态"
        elif resting.policy.starts_on is None and not resting.comes_first:
            proposal.because = f"期限按另一份文件：{resting.first}"
        elif window.is_open:
            proposal.because = "没有写结束日期"
        elif self.said and not self._is_longer(window):
            proposal.because = f"已经到 {sentences.day(window.ends_on)}" if window.ends_on else ""
        else:
            proposal.choices = [ProposedChoice(LONGER, self._label), ProposedChoice(KEEP, "这条不改")]
            # An end of its own was written for a reason.
            proposal.usual = LONGER if resting.follows or window.ends_on == self.window_before.ends_on else ""
            if resting.others and not resting.follows:
                proposal.usual = ""
                proposal.hint = "它还有别的依据：" + "、".join(map(str, resting.others))
            elif not proposal.usual:
                proposal.hint = "它有自己的期限，和文件的不一样"

    def propose(self, proposal: Proposal) -> None:
        before = proposal.resting.window
        if proposal.chosen == LONGER:
            self.put_window(proposal, self._prolonged(before))
        elif proposal.chosen == KEEP:
            self.put_window(proposal, before)

    @property
    def _label(self) -> str:
        if not self.said:
            return "延续"
        day = self.said["ends_on"]
        return f"延续到 {sentences.day(day)}" if day else "延续，不再写结束日期"

    def _is_longer(self, window: WindowColumns) -> bool:
        if window.ends_on is None:
            return False
        # The same end again may still put an end to a doubt, or begin one.
        return self.said["ends_on"] is None or self.said["ends_on"] >= window.ends_on

    def _prolonged(self, window: WindowColumns) -> WindowColumns:
        inferred = {"yes": True, "no": False}.get(self.said["inferred"], window.window_inferred)
        return replace(
            window,
            ends_on=self.said["ends_on"],
            doubtful_until=self.said["doubtful_until"],
            doubtful_no_limit=self.said["doubtful_no_limit"],
            window_inferred=inferred,
            window_note=self.said["note"] or window.window_note,
        )
