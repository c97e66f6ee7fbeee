"""What members of staff wait for, measured in the tree of this project that is named: see `beside.py`.

python staff.py TREE STATE    is told the names of journeys; see `sides.py`
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from browser import Fields

CHANGED = 40


def prepare(tree: str, state: str) -> None:
    sys.path[0] = tree
    os.chdir(tree)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="qujiang.settings",
        STATE_DIR=state,
        DATABASE_URL=f"sqlite:///{state}/db.sqlite3",
        DJANGO_DEBUG="true",  # Static files by their own names: nothing is collected into the tree.
        DJANGO_SECRET_KEY="a-secret-only-for-benchmarks-and-no-other-use",
    )
    os.environ.pop("ALLOWED_HOSTS", None)
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    django.setup()
    call_command("prepare", verbosity=0, stdout=io.StringIO())


class Office:
    """One clerk who may do everything, in the shipped pack."""

    def __init__(self) -> None:
        from django.contrib.auth.models import User
        from django.test import Client
        from django.urls import reverse

        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(User.objects.create(username="clerk", is_staff=True, is_superuser=True))
        self.policy = largest()
        self.form = reverse("admin:policies_policy_change", args=[self.policy.pk])
        self.importing = reverse("admin:policies_policy_import")
        self.exporting = reverse("admin:policies_policy_export")
        self.turn = 0

    def opened(self) -> dict[str, Any]:
        """The form of the largest policy."""
        took, page = timed(lambda: self.client.get(self.form))
        assert page.status_code == 200
        said = {"policy": self.policy.code, "bytes": len(page.content), "gzip": len(gzip.compress(page.content, 6))}
        return {"seconds": took, **said}

    def saved(self) -> dict[str, Any]:
        """The same with one text and one condition changed."""
        # With every field that a browser posts, which rows that are sent short have only once they are unfolded.
        page = Fields(self.client.get(self.form, {"whole": 1}).content.decode()).found
        self.turn += 1
        page["internal_note"] = [f"看过 {self.turn} 次"]
        page["thresholds-0-note"] = [f"看过 {self.turn} 次"]
        page["_save"] = ["保存"]
        body, kind = urlencode(page, doseq=True), "application/x-www-form-urlencoded"
        took, answer = timed(lambda: self.client.post(self.form, body, content_type=kind))
        assert answer.status_code == 302, "it was not saved"
        return {"seconds": took}

    def imported(self) -> dict[str, Any]:
        """CHANGED changes by spreadsheet: looking at them, and confirming."""
        file = self.file()
        looking, page = timed(lambda: self.client.post(self.importing, {"file": file}))
        token = Fields(page.content.decode()).found["confirmed"]
        confirming, answer = timed(lambda: self.client.post(self.importing, {"confirmed": token}))
        assert answer.status_code == 302, "it was not saved"
        return {"seconds": looking + confirming, "looking": looking, "confirming": confirming}

    def published(self) -> dict[str, Any]:
        """Looking at the page that publishes, after an amount was changed."""
        from django.urls import reverse

        from policies.models import Policy

        policy = Policy.objects.exclude(recurring_amount=None).exclude(state="draft").first()
        assert policy is not None
        policy.recurring_amount += 10
        policy.save()
        took, page = timed(lambda: self.client.get(reverse("admin:policies_release_add")))
        assert page.status_code == 200
        return {"seconds": took}

    def halve(self) -> dict[str, Any]:
        """Every other sample person goes."""
        from policies.models import Persona

        for persona in list(Persona.objects.order_by("pk"))[::2]:
            persona.delete()
        return {}

    def double(self) -> dict[str, Any]:
        """Every sample person is there twice."""
        from policies.models import Persona

        for persona in Persona.objects.all():
            received, expected = list(persona.received.all()), list(persona.expected.all())
            persona.pk, persona.code, persona._state.adding = None, f"{persona.code}-too", True
            persona.save()
            persona.received.set(received)
            for row in expected:
                row.pk, row.persona, row._state.adding = None, persona, True
                row.save()
        return {}

    def file(self) -> io.BytesIO:
        """The present workbook, with amounts and notes on conditions changed in turns."""
        from openpyxl import load_workbook

        self.turn += 1
        book = load_workbook(io.BytesIO(self.client.get(self.exporting).content))
        amounts, conditions = book["金额"], book["条件"]
        place = {cell.value: cell.column for cell in amounts[1]}["定期：每期金额（元）"]
        with_amount = [row for row in range(2, amounts.max_row + 1) if amounts.cell(row, place).value]
        for row in with_amount[: CHANGED // 2]:
            amounts.cell(row, place).value += 10
        note = {cell.value: cell.column for cell in conditions[1]}["说明"]
        for row in range(2, 2 + CHANGED - len(with_amount[: CHANGED // 2])):
            conditions.cell(row, note).value = f"看过 {self.turn} 次"
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
        file.name = "改好的.xlsx"
        return file


def largest() -> Any:
    """The policy with the most rows on its page."""
    from policies.models import Policy

    inlines = ("tiers", "thresholds", "factors", "citations", "steps")
    return max(Policy.objects.all(), key=lambda policy: sum(getattr(policy, name).count() for name in inlines))


processor = 0.0
"""What the present journey took of the processor: others on the machine do not count there."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    global processor
    start, before = time.perf_counter(), time.process_time()
    found = work()
    processor += time.process_time() - before
    return time.perf_counter() - start, found


def main(tree: str, state: str) -> None:
    global processor
    prepare(tree, state)
    office = Office()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        processor = 0.0
        said = getattr(office, json.loads(line))()
        print(json.dumps(said | {"processor": processor}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
