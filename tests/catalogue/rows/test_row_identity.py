"""A row keeps its number while it says the same: a spreadsheet or a record that names it means the same thing later."""

from types import SimpleNamespace

import pytest

from policies.catalogue.rows.matching import in_place, matched, with_labels_kept
from tests.catalogue import small


def row(pk, *, position=None, **columns):
    return SimpleNamespace(pk=pk, position=pk * 10 if position is None else position, **columns)


def entry(question, value=12, *, letter="", branch=None, tier=None):
    return {"tier_id": tier, "question_id": question, "value": value, "alternative": letter, "branch": branch}


ABOUT = ("tier_id", "question_id")


@pytest.mark.parametrize(
    ("rows", "wanted", "found"),
    [
        ([entry(1), entry(2)], [entry(2)], [2]),
        ([entry(2), entry(3)], [entry(1), entry(2), entry(3)], [None, 1, 2]),
        ([entry(1), entry(2)], [entry(2), entry(1)], [2, 1]),
        ([entry(1), entry(2)], [entry(1, 60), entry(2)], [1, 2]),
        ([entry(1, 12), entry(1, 48)], [entry(1, 48)], [2]),
        ([entry(1, 12), entry(1, 48)], [entry(1, 60), entry(1, 48)], [1, 2]),
        ([entry(1, tier=7)], [entry(1)], [None]),
        ([entry(1)], [entry(2)], [None]),
        ([entry(1, letter="A", branch=1), entry(2)], [entry(2), entry(1, letter="B", branch=2)], [2, 1]),
    ],
    ids=[
        "the first is gone",
        "the first comes back",
        "another order",
        "another value of the same thing",
        "the same question twice, one gone",
        "the same question twice, one changed",
        "a tier's condition is not the policy's",
        "another question is another condition",
        "a letter says nothing of its own",
    ],
)
def test_a_row_means_the_same_thing_as_before(rows, wanted, found):
    kept = matched([row(number, **columns) for number, columns in enumerate(rows, start=1)], wanted, ABOUT)
    assert [one and one.pk for one in kept] == found


@pytest.mark.parametrize(
    ("known", "positions"),
    [
        ([None, None], [10, 20]),
        ([10, None, 20], [10, 15, 20]),
        ([None, None, 10, 20], [3, 6, 10, 20]),
        ([10, 20, None], [10, 20, 30]),
        ([20, 10], [10, 20]),
        ([10, None, 11], [10, 20, 30]),
        ([0, 0], [10, 20]),
        ([5, 900], [5, 900]),
    ],
)
def test_rows_stay_where_they_are_and_new_ones_go_between(known, positions):
    rows = [None if position is None else row(1, position=position) for position in known]
    assert [one["position"] for one in in_place(rows, [{}] * len(rows))] == positions


def test_letters_that_put_the_same_together_stay():
    rows = [row(1, **entry(1, letter="C", branch=2)), row(2, **entry(2, letter="C", branch=5)), row(3, **entry(3))]
    wanted = [entry(1, letter="A", branch=1), entry(2, letter="A", branch=2), entry(3)]
    kept = with_labels_kept(rows, wanted)
    assert [(one["alternative"], one["branch"]) for one in kept] == [("C", 2), ("C", 5), ("", None)]


@pytest.mark.parametrize(
    "wanted",
    [
        [entry(1, letter="A", branch=2), entry(2, letter="A", branch=1)],
        [entry(1, letter="A", branch=1), entry(2, letter="A", branch=1)],
        [entry(1, letter="A", branch=1), entry(2, letter="B", branch=1)],
    ],
    ids=["another order", "together now", "apart now"],
)
def test_letters_that_would_say_something_else_are_written_anew(wanted):
    rows = [row(1, **entry(1, letter="C", branch=1)), row(2, **entry(2, letter="C", branch=2))]
    assert with_labels_kept(rows, wanted) == wanted


def test_a_new_branch_has_no_old_number():
    wanted = [entry(1, letter="A", branch=1), entry(4, letter="A", branch=2)]
    assert with_labels_kept([row(1, **entry(1, letter="C", branch=1)), None], wanted) == wanted


@pytest.fixture
def published(db, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import reading
    from policies.publishing.publish import publish

    small.write(tmp_path)
    rows.write(reading.load([tmp_path])[0])
    return publish()


def numbers(policy):
    from policies.models import Threshold

    rows = Threshold.objects.filter(policy__code=policy).order_by("position", "pk")
    return {(row.question.key, row.operator, str(row.value)): row.pk for row in rows}


def go_back(release):
    from policies.publishing.restore import restore

    restore(release, by=None, note="", legal_basis="", rows_too=True)


def test_going_back_brings_a_condition_back_under_a_number_of_its_own(published):
    from policies.models import Threshold
    from policies.publishing.publish import publish

    before = numbers("city-rent")
    first, *others = before
    Threshold.objects.get(pk=before[first]).delete()
    publish()
    history = Threshold.history.count()
    go_back(published)
    after = numbers("city-rent")
    assert list(after) == list(before)
    assert {key: after[key] for key in others} == {key: before[key] for key in others}
    assert after[first] not in before.values()
    # What is written down of it: one condition came back.
    records = Threshold.history.all()[: Threshold.history.count() - history]
    assert [(one.history_type, one.question.key) for one in records] == [("+", first[0])]


def test_a_pack_with_one_condition_more_writes_one_row(published, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import reading

    before = numbers("town-home")
    condition = "      - {question: employed, is: true}\n"
    small.write(
        tmp_path,
        (
            "town/policies.yaml",
            f"{condition}    tiers",
            f"      - {{question: area, more_than: 20}}\n{condition}    tiers",
        ),
    )
    assert rows.write(reading.load([tmp_path])[0]) == {"added": 1}
    after = numbers("town-home")
    assert {key: after[key] for key in before} == before
    assert next(iter(after)) == ("area", "more_than", "20")


def test_a_policy_added_in_front_moves_no_other(published, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import reading
    from policies.models import Policy

    order = list(Policy.objects.values_list("code", flat=True))
    small.write(tmp_path)
    text = (tmp_path / "town/policies.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("  - code: town-home\n")
    again = rest.replace("name: 购房补助", "name: 另一项补助", 1)
    (tmp_path / "town/policies.yaml").write_text(
        f"{head}  - code: town-new\n{again}  - code: town-home\n{rest}", encoding="utf-8"
    )
    done = rows.write(reading.load([tmp_path])[0])
    assert done["changed"] == 0
    place = order.index("town-home")
    assert list(Policy.objects.values_list("code", flat=True)) == [*order[:place], "town-new", *order[place:]]
