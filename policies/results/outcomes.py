"""What the daily figures count of a result: for each policy that the visitor does not have yet, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from policies.calculator import Status
from policies.models.figures import Event
from policies.results.page import ResultPage


def outcomes(page: ResultPage) -> Iterator[tuple[Event, str]]:
    """(event, policy code); nothing for what is out of reach."""
    for card in page.cards.values():
        # What is only planned fits nobody yet, however it turns out.
        fits = card.result.status is Status.UNKNOWN or not card.planned
        if card.result.status is not Status.INELIGIBLE and not card.result.received and fits:
            yield Event(card.result.status.value), card.code
    for near in page.near:
        yield Event.NEAR, near.card.code
