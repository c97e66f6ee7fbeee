"""Changes that have a day are rows: the document round-trips, and rows keep their numbers."""

import pytest

from tests.catalogue import dated

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(tmp_path):
    from policies.catalogue.packs import reading

    return reading.load([dated.write(tmp_path / "pack")])[0]


def numbers():
    from policies.models import Factor, PolicyChange, Threshold, TierChange

    return [
        list(model.objects.order_by("pk").values_list("pk")) for model in (PolicyChange, TierChange, Threshold, Factor)
    ]


def entry(document, code):
    return next(one for one in document["policies"] if one["code"] == code)


def test_rows_hold_the_changes(document):
    from policies.catalogue import rows
    from policies.catalogue.document import canonical
    from policies.models import Policy

    rows.write(document)
    assert canonical.text(rows.read()) == canonical.text(document)
    rent = Policy.objects.get(code="town-rent")
    change = rent.changes.get(code="y2026")
    assert (change.recurring_amount, change.measured_at.key, change.source.code) == (7200, "graduation_date", "CITY")
    named = rent.thresholds.order_by("position").values_list("value", "alternative", "since__code", "until__code")
    assert list(named) == [
        (12, "", None, "y2026"),
        (24, "", "y2026", None),
        (True, "A", "y2026", None),
        ("doctor", "A", "y2026", None),
        (10, "A", "y2026", None),
    ]
    home = Policy.objects.get(code="town-home")
    factors = home.changes.get().factors.order_by("position")
    assert [(one.tier.code, one.part, one.limit) for one in factors] == [
        ("doctor", "once", None),
        ("doctor", "once", 100),
    ]


def test_a_pack_is_dumped_with_its_changes_and_read_again(document, tmp_path):
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import dumping, reading

    dumping.dump(document, tmp_path / "dumped")
    text = (tmp_path / "dumped/town/policies.yaml").read_text(encoding="utf-8")
    assert "since: y2026" in text
    assert "starts_on: 2026-01-01" in text
    assert canonical.text(reading.load([tmp_path / "dumped"])[0]) == canonical.text(document)


def test_rows_keep_their_numbers(document):
    from policies.catalogue import rows
    from policies.models import PolicyChange

    rows.write(document)
    before = numbers()
    assert rows.write(document).total() == 0
    # Somebody moves the day; the document puts it back, into the same row.
    PolicyChange.objects.filter(code="y2026").update(starts_on="2026-06-01")
    assert rows.write(document) == {"changed": 1}
    assert (numbers(), rows.read()) == (before, document)


def test_changes_come_and_go_with_what_names_them(document):
    """A change is dropped after the conditions that named it, and comes back with them."""
    import copy

    from policies.catalogue import rows
    from policies.models import Factor, PolicyChange

    rows.write(document)
    without = copy.deepcopy(document)
    for code in ("town-rent", "town-home"):
        policy = entry(without, code)
        del policy["changes"]
        policy["conditions"] = [one for one in policy["conditions"] if not one.get("since")]
        for condition in policy["conditions"]:
            condition.pop("until", None)
    rows.write(without)
    assert rows.read() == without
    assert not PolicyChange.objects.exists()
    assert not Factor.objects.exclude(change=None).exists()
    rows.write(document)
    assert rows.read() == document


def test_the_shipped_rows_have_none(document):
    """A document without changes does not say that it has none, and keeps its bytes."""
    from policies.catalogue.packs import reading

    assert all("changes" not in policy for policy in reading.load([reading.SHIPPED])[0]["policies"])
    assert "changes" not in entry(document, "city-rent")


def test_alternatives_that_begin_at_different_changes_are_told(document):
    from policies.catalogue import rows
    from policies.catalogue.validation.validation import validate
    from policies.models import Threshold

    rows.write(document)
    Threshold.objects.filter(question__key="area", policy__code="town-rent").update(since=None)
    assert "since" in "".join(problem.message for problem in validate(rows.read()))
