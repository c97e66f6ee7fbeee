"""Twenty clerks at once: `python -m tests.faults.clerks [--rounds N] [sqlite|postgresql]`.

Fourteen save policies, four publish, two go back to an earlier release with the rows, each in a process of its own,
through the staff pages, N times. Whoever saves adds a word of their own to a note that no release touches, so that a
lost update is a missing word. Loopback only; ends by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.faults import grounds

SAVING, PUBLISHING, GOING_BACK = 14, 4, 2
ATTEMPTS = 30
Told = Iterator[tuple[str, float]]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kind", nargs="?", choices=["sqlite", "postgresql"], default="sqlite")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    with grounds.standing(options.kind):
        from django.test.utils import setup_test_environment

        setup_test_environment()
        grounds.copy("prepared", "office")
        staff = engaged()
        began = time.monotonic()
        diaries = [
            (
                diary := Path(os.environ["STATE_DIR"]) / name,
                grounds.in_child(working(work, name, diary, options.rounds)),
            )
            for name, work in staff
        ]
        crashed = sum(os.waitpid(child, 0)[1] != 0 for _, child in diaries)
        took = time.monotonic() - began
        found = [tuple(line) for diary, _ in diaries for line in map(json.loads, diary.read_text().splitlines())]
        print(f"{options.kind}: {len(staff)} clerks, {options.rounds} rounds, {took:.0f} s")
        report(found)
        wrong = [*left(found), *([f"{crashed} clerks ended with an error"] if crashed else [])]
    print("\n".join(wrong) or "nothing lost, nothing out of order")
    return min(len(wrong), 1)


def engaged() -> list[tuple[str, Callable[[Any, str, int], Told]]]:
    """The staff, who may all do everything, and the small pack, which has two releases."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from policies.models import Policy
    from policies.publishing.publish import publish
    from tests import loaded

    call_command("flush", interactive=False, verbosity=0)
    loaded.small()
    Policy.objects.update(internal_note="")
    publish(note="第一次")
    Policy.objects.filter(code="town-rent").update(recurring_amount=6100)
    publish(note="第二次")
    works: list[Any] = [save] * SAVING + [publish_all] * PUBLISHING + [go_back] * GOING_BACK
    staff = [(f"clerk{number:02}", work) for number, work in enumerate(works)]
    for name, _ in staff:
        User.objects.create(username=name, is_staff=True, is_superuser=True)
    return staff


def working(work: Callable[[Any, str, int], Told], name: str, diary: Path, rounds: int) -> Callable[[], None]:
    def do() -> None:
        from django.contrib.auth.models import User
        from django.test import Client

        client = Client(raise_request_exception=False)
        with diary.open("w") as lines:
            client.force_login(User.objects.get(username=name))
            for number in range(rounds):
                for what, seconds in work(client, name, number):
                    lines.write(json.dumps([name, number, what, seconds]) + "\n")

    return do


def save(client: Any, name: str, number: int) -> Told:
    """Adds a word to a policy's note, as often as it takes."""
    from policies.models import Policy
    from tests.admin.pages import address, form, saved

    codes = sorted(Policy.objects.values_list("code", flat=True))
    policy = Policy.objects.get(code=codes[(int(name[-2:]) + number) % len(codes)])
    for _ in range(ATTEMPTS):
        began = time.monotonic()
        try:
            page = form(client, address(policy))
        except AttributeError:  # another page, without a form
            yield "not shown: the database is busy", time.monotonic() - began
            continue
        page["internal_note"] += f" {name}-{number}"
        began = time.monotonic()
        answer = client.post(address(policy), page)
        took = time.monotonic() - began
        yield ("saved" if saved(answer) else "told, saving" if answer.status_code == 200 else failed(answer)), took
        if saved(answer):
            return


def publish_all(client: Any, name: str, number: int) -> Told:
    from django.urls import reverse

    from tests.admin.pages import saved
    from tests.admin.releases.test_releases import filled

    place = reverse("admin:policies_release_add")
    page = client.get(place)
    if page.status_code != 200:
        yield failed(page), 0.0
        return
    began = time.monotonic()
    answer = client.post(place, filled(page, note=f"{name}-{number}"))
    # Whoever was told is led back to the page.
    done = saved(answer) and answer.url == reverse("admin:policies_release_changelist")
    told = answer.status_code in (200, 302)
    yield ("published" if done else "told, publishing" if told else failed(answer)), time.monotonic() - began


def go_back(client: Any, name: str, number: int) -> Told:
    from django.urls import reverse

    from policies.models import Release

    place = reverse("admin:policies_release_back", args=[Release.objects.get(number=1 + number % 2).pk])
    page = client.get(place)
    review = page.context and page.context.get("review")
    if page.status_code != 200 or not review:
        yield ("told, going back" if page.status_code in (200, 302) else failed(page)), 0.0
        return
    typed = {"seen": review.state, "note": f"{name}-{number}", "legal_basis": "局长", "rows_too": "on"}
    began = time.monotonic()
    answer = client.post(place, typed)
    done = answer.status_code == 302 and Release.objects.filter(note=f"{name}-{number}").exists()
    told = answer.status_code in (200, 302)
    yield ("went back" if done else "told, going back" if told else failed(answer)), time.monotonic() - began


def failed(answer: Any) -> str:
    error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
    if answer.status_code == 503 or "database is locked" in str(error):
        return f"told {answer.status_code}: the database is busy"
    return f"FAILED {answer.status_code} {type(error).__name__} {str(error)[:80]}".strip()


def report(found: list[Any]) -> None:
    for what, count in sorted(Counter(what for _, _, what, _ in found).items()):
        seconds = sorted(seconds for _, _, one, seconds in found if one == what)
        middle = quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 20
        print(f"  {count:4} × {what}: p50 {middle[9]:.1f} s, p95 {middle[18]:.1f} s")


def left(found: list[Any]) -> list[str]:
    """What is wrong with the database that they leave."""
    from policies.models import Policy
    from policies.publishing.publish import publishable

    wrong = sorted({what for _, _, what, _ in found if what.startswith("FAILED")})
    notes = " ".join(Policy.objects.values_list("internal_note", flat=True)).split()
    saved = [f"{name}-{number}" for name, number, what, _ in found if what == "saved"]
    if sorted(notes) != sorted(saved):
        wrong.append(f"of {len(saved)} saved words {len(notes)} are left: {sorted(set(saved) ^ set(notes))[:5]}")
    historic = Policy.history.filter(history_user__username__startswith="clerk", history_change_reason=None).count()
    if historic < len(saved):
        wrong.append(f"of {len(saved)} saves {historic} are in the history")
    publishable()
    told_of = sum(what in ("published", "went back") for _, _, what, _ in found)
    return wrong + releases_wrong(told_of) + deadlocks()


def releases_wrong(told_of: int) -> list[str]:
    from policies.catalogue.document import canonical
    from policies.models import Release
    from policies.publishing import releases

    made = list(Release.objects.order_by("number"))
    times = [one.published_at for one in made]
    wrong = {
        "the releases have gaps": [one.number for one in made] != list(range(1, len(made) + 1)),
        "a release is out of order": times != sorted(times),
        f"there are {len(made) - 2} new releases, and {told_of} were told of": len(made) - 2 != told_of,
        "a release is torn": any(canonical.sha256(one.document) != one.sha256 for one in made),
        "the last release is not live": releases.live() != made[-1],
    }
    return [said for said, so in wrong.items() if so]


def deadlocks() -> list[str]:
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (count,) = cursor.fetchone()
    return [f"{count} deadlocks"] if count else []


if __name__ == "__main__":
    sys.exit(main())
