"""What a page of releases shows of a review: made once per request, of what is ticked to be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from policies.admin.access.scope import region_codes
from policies.admin.editing.places_of_problems import Located, Together, problems_of
from policies.models import Persona
from policies.models.staff_events import named

from . import before_after, edits
from .forms import chosen_in, moment_in

if TYPE_CHECKING:
    from datetime import datetime

    from policies.models import LookedAt
    from policies.publishing.records import Record
    from policies.publishing.review import Review


def review_of(request: HttpRequest) -> Review | None:
    """Made once per request; None while there are problems, which are then kept in its place.

    Of what is ticked on the page; before anything was, of all that this person may publish.
    """
    if not hasattr(request, "review"):
        from policies.publishing.publish import NotPublishable

        request.review, request.refused, request.conflicts = None, None, []  # type: ignore[attr-defined]
        try:
            request.review = _review(request)  # type: ignore[attr-defined]
        except NotPublishable as refused:
            request.refused = refused  # type: ignore[attr-defined]
    return request.review  # type: ignore[attr-defined]


def _review(request: HttpRequest) -> Review:
    from policies.publishing import review
    from policies.publishing.publish import Conflicting, StillWaiting

    try:
        offered = review.of_rows(moment_in(request.POST))
    except StillWaiting:
        offered = review.of_rows()  # The form says so.
    # What was ticked among something else than there is to choose from now is no choice.
    if request.POST.get("offer") == offered.offer:
        try:
            return offered.choosing(chosen_in(request.POST))
        except Conflicting as conflicting:
            request.conflicts = conflicting.sentences  # type: ignore[attr-defined]
    return _at_first(request, offered)


def _at_first(request: HttpRequest, offered: Review) -> Review:
    """Ticked before anybody chose: all that this person may publish and that may take effect now."""
    from policies.publishing.publish import Conflicting

    wanted = offered.plan.chosen - {conflict.key for conflict in offered.plan.conflicts}
    if (regions := region_codes(request.user)) is not None:
        wanted -= {(one.name, one.code) for one in offered.beyond(regions)}
    try:
        return offered.choosing(wanted)
    except Conflicting:  # What conflicts hangs together with the rest.
        return offered.choosing(())


def problems_in_the_way(request: HttpRequest) -> list[Together | str]:
    """With their places where they have a row."""
    if review_of(request) is not None:
        return []
    return problems_of(request.refused)  # type: ignore[attr-defined]


def shown(request: HttpRequest, review: Review | None) -> dict[str, Any]:
    """What the template shows of a review: the changes with links to their rows among it."""
    if review is None:
        return {"review": None}
    found = listed(review)
    # The first that nobody looked at, from which one goes on to the next.
    unseen = [one for one in found if one.tick is None]
    return {"review": review, "changes": found, "unseen": unseen, "pages": _pages_of_persons(review)}


def _pages_of_persons(review: Review) -> dict[str, str]:
    """By code the pages of the sample persons that differ from what is expected."""
    codes = [one.persona["code"] for one in review.trial.deviating]
    found = Persona.objects.filter(code__in=codes) if codes else Persona.objects.none()
    return {one.code: Located(one).url for one in found.only("code")}


@dataclass(frozen=True, slots=True)
class Listed:
    """A change as the page lists it; `address` is empty where the row is gone.

    `editors`: who changed it since it was last published, each with the last time; `tick`: who looked at it.
    """

    change: Any
    address: str
    value: str
    chosen: bool
    pulled_in: bool
    editors: list[tuple[str, datetime]]
    tick: LookedAt | None

    @property
    def sides(self) -> str:
        """The page on which one looks at it."""
        return before_after.address((self.change.name, self.change.code))


def listed(review: Review) -> list[Listed]:
    from policies.publishing.four_eyes import rows_of

    if not review.live:
        return []
    found, plan = rows_of(review.candidates), review.plan
    edited = edits.editors(review.candidates, review.renamed)
    keys = [(change, (change.name, change.code)) for change in review.candidates]
    return [
        Listed(
            change,
            Located(found[change]).url if change in found else "",
            ":".join(key),
            key in plan.chosen,
            key in plan.pulled_in,
            edited.get(key, []),
            review.ticks.get(key),
        )
        for change, key in keys
    ]


def kept(review: Review, user: Any, despite: str) -> Record:
    """What the release keeps of the review: also who changed and who looked at what, and why in spite of whom."""
    from policies.publishing.records import Despite

    edited = edits.since_published(review.changes, review.renamed) if review.live else {}
    return review.record(edits.kept(edited), Despite(despite, named(user), timezone.now()))
