"""What publishing would do, looked at before: what changes, for whom, and what of it this person edited last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from policies.catalogue import canonical, changes, owners, rows
from policies.catalogue.canonical import Document
from policies.catalogue.changes import Change
from policies.models import Release

from . import four_eyes, releases
from .effects import Trial, try_out
from .publish import publishable, state

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Review:
    """`document` is what would be live, `live` the release that is; `personas` in normal form."""

    document: Document
    live: Release | None
    personas: Sequence[dict[str, Any]]

    @cached_property
    def before(self) -> Document:
        """What is live, with a list for whatever an early release did not know yet; empty before the first one."""
        return owners.EMPTY | (json.loads(self.live.document) if self.live else {})

    @cached_property
    def state(self) -> str:
        """Changes as soon as the page shown is no longer true."""
        return state(canonical.text(self.document))

    @cached_property
    def changes(self) -> list[Change]:
        return changes.changes(self.before, self.document)

    @cached_property
    def trial(self) -> Trial:
        return try_out(self.before if self.live else None, self.document, list(self.personas))

    @cached_property
    def waiting(self) -> Release | None:
        return releases.waiting()

    def own_work(self, user: User) -> list[Change]:
        return four_eyes.own_work(user, self.changes)


def of_rows() -> Review:
    """Of what staff edited. Raises NotPublishable."""
    whole = rows.read()
    return Review(publishable(whole), releases.live(), whole["personas"])


def of_release(release: Release) -> Review:
    """Of going back to that release."""
    document = owners.EMPTY | json.loads(release.document)
    return Review(document, releases.live(), rows.read()["personas"])
