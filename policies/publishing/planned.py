"""What publishing some of the changes comes to: what would be live, and what would wait after that."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from policies.catalogue.document import canonical, categories, owners, states
from policies.catalogue.document.canonical import Document
from policies.models import Release

from . import called, releases
from .parts import EntryConflict, Key, changed, patched, with_what_belongs

WHATEVER_IS_CHOSEN = ("live_document", "before", "all_changes", "text_of_all")


@dataclass(frozen=True)
class Planned:
    """`after`: what all changes lead to. `wanted`: the changes that are to be published, None for all of them.

    While a release waits, changes are what the rows say otherwise than it does: what waits is not published by the way.
    `together`: they wait with it instead of going live at once. `held_back`: changes of the publisher's regions that
    hang together with what is not theirs, and are therefore not among the wanted.
    """

    live: Release | None
    waiting: Release | None
    after: Document
    wanted: frozenset[Key] | None = None
    together: bool = False
    held_back: frozenset[Key] = frozenset()

    def choosing(self, wanted: frozenset[Key] | None, held_back: frozenset[Key] = frozenset()) -> Planned:
        """The same with another choice; what does not depend on it is not looked for again."""
        plan = replace(self, wanted=wanted, held_back=held_back)
        vars(plan).update({name: found for name, found in vars(self).items() if name in WHATEVER_IS_CHOSEN})
        return plan

    @cached_property
    def live_document(self) -> Document:
        """With a list for whatever an early release did not know yet; empty before the first one."""
        return whole(self.live) if self.live else owners.EMPTY

    @cached_property
    def before(self) -> Document:
        return whole(self.waiting) if self.waiting else self.live_document

    @cached_property
    def all_changes(self) -> list[Key]:
        return changed(self.before, self.after)

    @cached_property
    def chosen(self) -> frozenset[Key]:
        if self.wanted is None or self.live is None or self.wanted.issuperset(self.all_changes):
            return frozenset(self.all_changes)
        return frozenset(with_what_belongs(self.wanted, self.all_changes, self.before, self.after))

    @cached_property
    def pulled_in(self) -> frozenset[Key]:
        return self.chosen - (self.wanted if self.wanted is not None else self.chosen)

    @cached_property
    def _onto(self) -> tuple[Document, list[EntryConflict]]:
        if self.live is None:
            return self.after, []
        if self.waiting and not self.together:
            return patched(self.live_document, self.before, self.after, self.chosen)
        return self._before_with_chosen, []

    @cached_property
    def _before_with_chosen(self) -> Document:
        if self.chosen.issuperset(self.all_changes):
            return self.after
        return patched(self.before, self.before, self.after, self.chosen)[0]

    @property
    def document(self) -> Document:
        """What the release would say."""
        return self._onto[0]

    @property
    def conflicts(self) -> list[EntryConflict]:
        """What would take effect sooner than it waits for: the field waits with one content and now has another."""
        return self._onto[1]

    @cached_property
    def waits(self) -> Document | None:
        """What waits from then on, in place of what waits now."""
        return self._before_with_chosen if self.waiting and not self.together else None

    @cached_property
    def text_of_all(self) -> str:
        return canonical.text(self.after)

    @cached_property
    def text(self) -> str:
        return self.text_of_all if self.document is self.after else canonical.text(self.document)


def whole(release: Release) -> Document:
    """With a list for whatever an early release did not know yet."""
    return owners.EMPTY | json.loads(release.document)


def owner(key: Key, *documents: Document) -> str | None:
    """The region of an entry, from the first document that has it; None: shared by all, as a region itself is."""
    name, code = key
    for document in documents:
        for entry in document[name]:
            if owners.called(name, entry) == code:
                return None if name == "regions" else owners.owner(name, entry)
    return None


def waiting() -> Release | None:
    """With its document."""
    found = releases.waiting()
    return Release.objects.get(pk=found.pk) if found else None


def going_back(release: Release, regions: Collection[str] | None = None) -> Planned:
    """To an earlier release, from what is live; of `regions` alone where given, as far as nothing else hangs on it.

    What waits is rebased after that.
    Lists that the release is too early to know stay as they are, and so do codes that were changed since.
    """
    live = releases.live()
    now = whole(live) if live else owners.EMPTY
    after = states.without_idle_days(now | categories.filled(json.loads(release.document)))
    plan = Planned(live, None, called.as_live(after, now))
    if regions is None:
        return plan
    mine = frozenset(key for key in plan.all_changes if owner(key, plan.after, plan.before) in regions)
    with_others = with_what_belongs(frozenset(plan.all_changes) - mine, plan.all_changes, plan.before, plan.after)
    return plan.choosing(mine - with_others, held_back=mine & with_others)


def rebased(waits: Release, before: Document, after: Document) -> tuple[Document, list[EntryConflict]]:
    """What waits, after something else was published; where both changed a field, what waits keeps its own."""
    return patched(whole(waits), before, after, changed(before, after))
