"""What publishing would do, looked at before: what changes, for whom, and what of it this person edited themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policies.catalogue import rows
from policies.catalogue.changes import changes
from policies.catalogue.changes.changes import Change
from policies.catalogue.document import renaming
from policies.catalogue.document.canonical import Document
from policies.models import LookedAt, MismatchReason, Release

from . import four_eyes, looking, planned, reasons, remembered
from .effects import Trial
from .parts import EntryConflict, Key
from .personas import Outcome
from .planned import Planned
from .publish import choosing, offer, publishable, said, state
from .records import Despite, Eyes, Record, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User


Entry = dict[str, Any]
WHATEVER_IS_CHOSEN = ("offer", "candidates", "renamed", "digests", "ticks")


@dataclass(frozen=True)
class Review:
    """`personas` in normal form; `left`: what waits keeps of its own, where the same field is published otherwise.
    `still_waits`: what goes on waiting beside something else, which is not compared with it.
    """

    plan: Planned
    personas: Sequence[dict[str, Any]]
    left: list[EntryConflict] = field(default_factory=list)
    still_waits: Release | None = None

    @property
    def document(self) -> Document:
        """What would be live."""
        return self.plan.document

    @property
    def live(self) -> Release | None:
        return self.plan.live

    @property
    def waiting(self) -> Release | None:
        return self.plan.waiting

    @cached_property
    def state(self) -> str:
        """Changes as soon as the page shown is no longer true."""
        return state(self.plan.text)

    @cached_property
    def offer(self) -> str:
        """Changes as soon as something else could be chosen, whatever is."""
        return state(self.plan.text_of_all)

    @cached_property
    def candidates(self) -> list[Change]:
        """All that could be published, chosen or not."""
        return changes.changes(self.plan.before, self.plan.after)

    @cached_property
    def changes(self) -> list[Change]:
        return [change for change in self.candidates if (change.name, change.code) in self.plan.chosen]

    @cached_property
    def trial(self) -> Trial:
        before = self.plan.live_document if self.live else None
        return remembered.trial(before, self.document, list(self.personas))

    def record(self, edits: Mapping[Key, list[Entry]] | None = None, despite: Despite | None = None) -> Record:
        """What a release of this keeps. `edits`: who changed what of each entry; `despite`: what was said of the sample
        persons that differ without a reason so far."""
        eyes = Eyes(self.ticks if edits is not None else None, edits or {}, self.reasons, despite)
        return record(self.changes, self.trial if self.live else None, eyes)

    @cached_property
    def renamed(self) -> dict[Key, Key]:
        """From what entries were called before to what they are called now."""
        names = renaming.names(self.plan.after)
        return {(key[0], key[1]): (key[0], new) for key, new in names.items() if len(key) == len(("list", "code"))}

    # What the second pair of eyes saw

    @cached_property
    def digests(self) -> dict[Key, str]:
        keys = [(change.name, change.code) for change in self.candidates]
        return looking.digests(keys, self.plan.before, self.plan.after)

    @cached_property
    def ticks(self) -> dict[Key, LookedAt]:
        """Who looked at which of the changes as they are now."""
        return looking.found(self.digests)

    @property
    def unseen(self) -> list[Change]:
        """Of what is chosen the changes that nobody looked at. Before the first release there is nothing to compare."""
        return [one for one in self.changes if (one.name, one.code) not in self.ticks] if self.live else []

    @cached_property
    def reasons(self) -> dict[str, MismatchReason]:
        """Why sample persons differ from what is expected, as far as it was said of just this difference."""
        return reasons.known(self.trial.deviating)

    @property
    def unexplained(self) -> list[Outcome]:
        return [one for one in self.trial.deviating if one.persona["code"] not in self.reasons]

    def remember(self, despite: str, by: User) -> None:
        """What was said of the sample persons that differ; of those that do no longer nothing is remembered.

        While something waits, those of what waits may differ still.
        """
        reasons.remember(self.unexplained if despite else [], despite, by)
        if not (self.waiting or self.still_waits):
            reasons.forget({one.persona["code"] for one in self.trial.deviating})

    @property
    def left_sentences(self) -> list[str]:
        return [said(self.document, conflict) for conflict in self.left]

    def choosing(self, wanted: Collection[Key] | None) -> Review:
        """Of these changes, None for all. Raises Conflicting, or NotPublishable."""
        review = Review(choosing(self.plan, wanted), self.personas)
        vars(review).update({name: found for name, found in vars(self).items() if name in WHATEVER_IS_CHOSEN})
        return review

    @property
    def held_back(self) -> list[Change]:
        """Changes of the publisher's regions that go back only together with what is not theirs."""
        return [one for one in self.candidates if (one.name, one.code) in self.plan.held_back]

    def own_work(self, user: User) -> list[Change]:
        return four_eyes.own_work(user, self.changes, self.renamed)

    def is_own_work(self, user: User, change: Change) -> bool:
        return bool(four_eyes.own_work(user, [change], self.renamed))

    def beyond(self, regions: Collection[str]) -> list[Change]:
        """Of what is chosen the changes that do not belong to these regions alone."""
        documents = self.plan.after, self.plan.before
        return [one for one in self.changes if planned.owner((one.name, one.code), *documents) not in regions]


def of_rows(effective_at: datetime | None = None) -> Review:
    """Of all that staff edited, conflicts or not. Raises NotPublishable or StillWaiting."""
    whole = rows.read()
    return Review(offer(publishable(whole), effective_at), whole["personas"])


def of_release(release: Release, regions: Collection[str] | None = None) -> Review:
    """Of going back to that release, or to what it says of these regions."""
    plan = planned.going_back(release, regions)
    waiting = planned.waiting()
    left = planned.rebased(waiting, plan.live_document, plan.document)[1] if waiting else []
    return Review(plan, rows.read()["personas"], left, waiting)


def of_waiting() -> Review | None:
    """Of what waits, as it will take effect."""
    waiting = planned.waiting()
    return Review(planned.going_back(waiting), ()) if waiting else None
