"""Why something is published although sample persons differ from what is expected: said once, while they differ so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from policies.models import MismatchReason
from policies.models.staff_events import named

from .personas import Outcome

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def known(deviating: Sequence[Outcome]) -> dict[str, MismatchReason]:
    """By the persona's code. What was said of another mismatch is no reason for this one."""
    exact = {one.persona["code"]: one.exact for one in deviating}
    found = MismatchReason.objects.filter(persona__in=list(exact))
    return {one.persona: one for one in found if one.mismatch == exact[one.persona]}


def remember(deviating: Sequence[Outcome], reason: str, by: User | None) -> None:
    """For all of these that have none yet."""
    there = known(deviating)
    for outcome in deviating:
        code = outcome.persona["code"]
        if code not in there:
            said = {"mismatch": outcome.exact, "reason": reason, "by": by, "who": named(by), "at": timezone.now()}
            MismatchReason.objects.update_or_create(persona=code, defaults=said)


def forget(all_but: Collection[str]) -> None:
    """Of whoever is as expected now: when they differ again, somebody has to say why again."""
    MismatchReason.objects.exclude(persona__in=list(all_but)).delete()
