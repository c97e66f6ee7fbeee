"""What is so now, as the worker sees it that is asked; looked up when it is asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.sessions.models import Session
from django.db import Error
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from policies.publishing import live

_WORKER = "as the answering worker sees it"


class Gauges(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        catalogue, watched = live.current(), live.watched()
        yield GaugeMetricFamily(
            "qujiang_release_number",
            f"0: none, or the shipped policies; {_WORKER}",
            (catalogue and catalogue.number) or 0,
        )
        if catalogue and catalogue.effective_at:
            age = (timezone.now() - catalogue.effective_at).total_seconds()
            yield GaugeMetricFamily("qujiang_release_age_seconds", f"Since it took effect; {_WORKER}", age)
        yield GaugeMetricFamily(
            "qujiang_database_answers", f"1 or 0, at the last look; {_WORKER}", float(live.database_answers())
        )
        if watched.migrated:
            waiting = len(watched.migrated.waiting)
            yield GaugeMetricFamily("qujiang_migrations_waiting", "Migrations that the database lacks", waiting)
        yield from self._sessions()

    def _sessions(self) -> Iterator[GaugeMetricFamily]:
        """None while the database is away: 0 would say that nobody works."""
        if not live.database_answers():
            return
        try:
            number = Session.objects.filter(expire_date__gt=timezone.now()).count()
        except Error:
            return
        yield GaugeMetricFamily("qujiang_staff_sessions", "Sessions of staff that have not ended", number)
