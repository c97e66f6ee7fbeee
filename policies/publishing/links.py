"""The addresses on which policies and sources send citizens, and what was seen of them; nothing is hidden by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone

from policies.models import LinkCheck, Source, Step

if TYPE_CHECKING:
    from .fetching import Seen

Used = dict[str, list[Model]]
"""The sources and policies by the address they give."""


def used() -> Used:
    """In two queries. Closed policies are still shown, drafts will be: all count."""
    found: Used = {}
    for source in Source.objects.exclude(url=""):
        found.setdefault(source.url.strip(), []).append(source)
    for step in Step.objects.exclude(url="").select_related("policy").order_by("policy", "position"):
        rows = found.setdefault(step.url.strip(), [])
        if step.policy not in rows:
            rows.append(step.policy)
    found.pop("", None)
    return found


def check(look: Callable[[str], Seen]) -> Iterator[tuple[LinkCheck, list[Model]]]:
    """Looks at each address in turn and remembers it; what is no longer used anywhere is forgotten."""
    addresses = used()
    for gone in LinkCheck.objects.exclude(url__in=addresses):
        gone.delete()
    for url, rows in addresses.items():
        yield remember(url, look(url), timezone.now()), rows


def remember(url: str, seen: Seen, now: datetime) -> LinkCheck:
    """Keeps since when it has been failing without a break."""
    known = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    known.status, known.note, known.checked_at = seen.status, seen.note, now
    known.failing_since = (known.failing_since or now) if seen.broken else None
    known.save()
    return known
