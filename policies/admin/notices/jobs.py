"""A job over all policies of a notice: what it would make of each, what is to be decided, and doing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.admin.options import ModelAdmin

from policies.admin.access.scope import may_change
from policies.admin.editing.places_of_problems import Together, together
from policies.admin.editing.what_if import caused
from policies.models import Source

from .edits import Edit, put, save
from .proposals import Proposal
from .resting import Resting, policies
from .windows import WindowColumns, of_source, own

KEEP = "keep"


class Job:
    """`said`: the form's cleaned data; empty while nothing valid was typed, then nothing is proposed.

    `posted`: what was chosen for each policy, and its clauses.
    """

    slug = verb = button = ""

    def __init__(
        self, source: Source, rows: ModelAdmin, request: Any, said: Mapping[str, Any] | None, posted: Mapping[str, str]
    ) -> None:
        self.source, self.rows, self.request = source, rows, request
        self.said, self.posted = said or {}, posted
        self.may_change_source = rows.has_change_permission(request, source) and may_change(request.user, source)
        self.window_before = of_source(source)
        self.others: list[Proposal] = []
        self.saved_first: list[Edit] = []
        self.saved_last: list[Edit] = []
        self.own_edits = list(self.of_source()) if said and self.may_change_source else []
        self.proposals = [self._of(one) for one in policies(source) if self._is_mine(one)]

    # What each job says

    def of_source(self) -> Iterator[Edit]:
        """What becomes of the notice itself."""
        yield from ()

    def offer(self, proposal: Proposal) -> None:
        """Fills in the choices, or why there are none."""
        raise NotImplementedError

    def propose(self, proposal: Proposal) -> None:
        """Fills in what the choice makes of the policy; the form is valid."""
        raise NotImplementedError

    @property
    def warning(self) -> str:
        """What to think of before it is saved."""
        return ""

    # What all of them do

    def _is_mine(self, resting: Resting) -> bool:
        if may_change(self.request.user, resting.policy):
            return True
        proposal = Proposal(resting, because="不归你负责")
        self.others.append(self._timed(proposal))
        return False

    def _of(self, resting: Resting) -> Proposal:
        proposal = Proposal(resting)
        self.offer(proposal)
        values = {choice.value for choice in proposal.choices}
        posted = self.posted.get(proposal.name, "")
        proposal.chosen = posted if posted in values else proposal.usual
        if proposal.is_asked and not proposal.chosen and self.posted:
            proposal.wrong = "请选一个"
        # Read before anything of it is put.
        before = resting.window
        if self.said and not proposal.wrong:
            self.propose(proposal)
        return self._timed(proposal, before)

    def _timed(self, proposal: Proposal, before: WindowColumns | None = None) -> Proposal:
        was = before or proposal.resting.window
        proposal.window_before, proposal.window_after = was.words, self.window_now(proposal).words
        return proposal

    def window_now(self, proposal: Proposal) -> WindowColumns:
        """As the rows say since the edits were put."""
        if proposal.policy.starts_on:
            return own(proposal.policy)
        gone = {edit.pk for edit in proposal.edits if edit.goes}
        source = next((one.source for one in proposal.resting.cited if one.pk not in gone), None)
        return of_source(self.source if source == self.source else source)

    def put_window(self, proposal: Proposal, wanted: WindowColumns) -> None:
        """The policy gets columns of its own only where its notice does not say the same."""
        if self.window_now(proposal) != wanted:
            proposal.edits += put(proposal.policy, **wanted.columns)

    @property
    def asked(self) -> list[Proposal]:
        return [one for one in self.proposals if one.is_asked]

    @property
    def usual(self) -> list[Proposal]:
        return [one for one in self.proposals if one.choices and not one.is_asked]

    @property
    def nothing(self) -> list[Proposal]:
        return [one for one in self.proposals if not one.choices]

    @property
    def edits(self) -> list[Edit]:
        """In the order in which they are to be saved."""
        of_policies = [edit for one in self.proposals for edit in one.edits]
        return [*self.saved_first, *self.own_edits, *of_policies, *self.saved_last]

    @property
    def changed(self) -> list[Proposal]:
        """Also where nothing is saved but the time of the notice that it follows."""
        return [one for one in self.proposals if one.edits or one.follows_along]

    @property
    def wrong(self) -> bool:
        return any(one.wrong for one in self.proposals)

    @property
    def seen(self) -> str:
        """Of what is shown: it differs as soon as anything of it would be done otherwise."""
        shown = []
        for edit in self.edits:
            changes = [[one.field, one.before, one.after] for one in edit.changes]
            shown.append([edit.row._meta.label, edit.pk, edit.goes, changes])
        along = [[one.policy.pk, one.window_before, one.window_after] for one in (*self.proposals, *self.others)]
        return hashlib.sha256(json.dumps([shown, along]).encode()).hexdigest()

    @property
    def reason(self) -> str:
        return f"{self.verb} {self.source.code}：{self.said['reason']}" if self.said else ""

    def save(self) -> list[Together]:
        """What stands against it; then nothing was saved. To be called in the transaction that read the rows."""

        def all_of_it() -> None:
            save(self.edits, self.reason)

        if found := caused(all_of_it):
            return together(found)
        all_of_it()
        return []
