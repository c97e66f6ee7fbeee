"""Who changed what since it was last published: the page's names are those of the lines."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.admin.releases import edits
from policies.models import Citation, MeasurePolicy, Policy, Question, Step, Threshold
from policies.models.history import because
from policies.publishing import review


@pytest.fixture
def people(django_user_model, db):
    return [
        django_user_model.objects.create(username=name, last_name=name, is_staff=True, is_superuser=True)
        for name in ("first", "second", "third")
    ]


def by(user, row, **columns):
    for name, value in columns.items():
        setattr(row, name, value)
    row._history_user = user
    row.save()
    return row


@pytest.fixture
def edited(rent, people):
    """Rows of several kinds, saved with and without a change, added, deleted, and changed there and back."""
    from policies.publishing.publish import publish

    publish()
    first, second, third = people
    with because("试一试"):
        by(first, Policy.objects.get(code="town-rent"), recurring_amount=6500)
    by(third, Policy.objects.get(code="town-rent"))
    by(second, Policy.objects.get(code="town-home"), phone="0570-1")
    by(first, Policy.objects.get(code="town-home"), phone="")
    by(first, Step.objects.get(text="提交。"), text="到窗口提交。")
    by(third, Step.objects.get(text="到窗口提交。"))
    condition = Threshold.objects.get(policy__code="city-rent", question__key="trade_school")
    by(second, condition, value=False)
    by(first, condition, note="看过")
    cited = Citation.objects.filter(policy__code="city-rent").first()
    by(third, cited, clause="九")
    cited._history_user = second
    cited.delete()
    by(second, Citation(policy=condition.policy, source=cited.source, clause="七"))
    by(first, Question.objects.get(key="employed"), label="上班吗？")
    by(second, Question.objects.get(key="employed"), implied=None)
    MeasurePolicy.objects.filter(policy__code="city-rent").first().delete()
    Policy.objects.filter(code="city-rent").update(summary="不留记录。")


def test_the_editors_are_those_of_the_lines(edited, people):
    found = review.of_rows()
    lines, editors = (each(found.candidates) for each in (edits.since_published, edits.editors))
    expected = {}
    for key, several in lines.items():
        last = {}
        for line in several:
            last[line.who] = max(line.when, last.get(line.who, line.when))
        expected[key] = sorted(last.items(), key=lambda pair: pair[1], reverse=True)
    assert editors == expected
    assert {key[1] for key in editors} >= {"town-rent", "city-rent", "employed", "town 1"}
    names = {key: {who.partition("（")[0] for who, _ in several} for key, several in editors.items()}
    assert names["policies", "town-rent"] == {"first"}, "to save without a change is to change nothing"
    assert names["policies", "city-rent"] == {"first", "second", "third"}
    assert names["measures", "town 1"] == {"命令行"}


def test_to_read_them_takes_as_many_queries_however_many_they_are(edited, people):
    found, asked, phones = review.of_rows().candidates, [], count()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            edits.editors(found)
        asked.append(len(queries))
        for _ in range(20):
            by(people[0], Policy.objects.get(code="city-rent"), phone=f"0570-{next(phones)}")
    assert asked[0] == asked[1]
