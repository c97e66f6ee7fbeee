"""The one place that reads the clock for a citizen's request."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def today() -> date:
    """The day it is where the policies are (the project's time zone), not where the server stands."""
    return timezone.localdate()
