"""Figures as they may be after some months, for looking at the page 「每日数字」; the same every time."""

from datetime import timedelta

from tests.persons import DAY


def fill(region="qujiang", days=80):
    """Rows of daily counts for the shipped policies and sections."""
    from policies.models import DailyCount, Policy, Section

    sections = list(Section.objects.values_list("code", flat=True))
    checked = Policy.objects.filter(audience="person", region__code__in=[region, "quzhou"])
    policies = list(checked.values_list("code", flat=True))
    rows = []
    for back in range(days):
        started = 9 + back * 7 % 23
        finished = started * (70 + back % 20) // 100
        counts = {("started", ""): started, ("finished", ""): finished}
        for place in range(started - finished):
            key = ("stopped", sections[place * place % len(sections)])
            counts[key] = counts.get(key, 0) + 1
        for place, code in enumerate(policies):
            for least, event in enumerate(("eligible", "unknown", "near", "upcoming"), 2):
                if count := finished // (place % 7 + least * (1 + place % 3)):
                    counts[event, code] = count
        day = DAY - timedelta(days=back)
        rows += [
            DailyCount(day=day, region=region, event=event, code=code, count=count)
            for (event, code), count in counts.items()
        ]
    DailyCount.objects.bulk_create(rows)
