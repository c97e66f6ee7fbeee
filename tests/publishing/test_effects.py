"""What a change does to the sample persons, and who may not publish it."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from policies.publishing.effects import try_out
from policies.publishing.misfits import not_run
from policies.publishing.personas import TriedDocument
from tests.catalogue import small


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


def home(document):
    return next(policy for policy in document["policies"] if policy["code"] == "town-home")


SPENT = "（从 2026 年 10 月 1 日起资金用完）"


def changed(document, change):
    after = copy.deepcopy(document)
    change(after)
    return after


def tried(document, change, personas=None):
    return try_out(document, changed(document, change), personas or document["personas"])


def coefficient(document, value):
    home(document)["tiers"][0]["award"]["once"]["formula"]["coefficient"] = value


def test_nothing_changes(document):
    trial = tried(document, lambda after: None)
    assert (trial.count, trial.effects, trial.deviating) == (2, [], [])


@pytest.mark.parametrize(
    ("change", "kind", "line"),
    [
        (
            lambda after: coefficient(after, "0.4"),
            "gains",
            f"购房补助：可申领 至多 27 万元{SPENT} → 可申领 至多 36 万元{SPENT}",
        ),
        (
            lambda after: coefficient(after, "0.2"),
            "loses",
            f"购房补助：可申领 至多 27 万元{SPENT} → 可申领 至多 18 万元{SPENT}",
        ),
        (
            lambda after: home(after)["tiers"].pop(0),
            "loses",
            f"购房补助：可申领 至多 27 万元{SPENT} → 还不确定{SPENT}",
        ),
        (
            lambda after: after["policies"].remove(home(after)),
            "loses",
            f"购房补助：可申领 至多 27 万元{SPENT} → 不在自查里",
        ),
        (
            lambda after: home(after).update(budget_spent_on="2026-12-01"),
            "gains",
            f"购房补助：可申领 至多 27 万元{SPENT} → 可申领 至多 27 万元（资金到 2026 年 11 月 30 日为止还有）",
        ),
    ],
)
def test_from_and_to_are_said(document, change, kind, line):
    effect = next(one for one in tried(document, change).effects if one.persona["code"] == "town-doctor")
    assert effect.kind == kind
    assert effect.lines == (line,)


def test_who_no_longer_gets_what_is_expected(document):
    trial = tried(document, lambda after: coefficient(after, "0.2"))
    assert [(one.persona["code"], one.deviations) for one in trial.deviating] == [
        ("town-doctor", ("购房补助：合计应为 27 万元，实际 18 万元",))
    ]


def test_before_the_first_release_there_is_nothing_to_compare(document):
    assert try_out(None, document, document["personas"]).effects == []


def test_a_persona_that_fits_no_longer_is_not_run_and_says_why(document):
    broken = document["personas"][1] | {"answers": {"education": 7, "gone": "x"}}
    trial = tried(document, lambda after: None, [broken])
    assert len(trial.deviating) == 1
    assert sorted(trial.deviating[0].deviations) == [
        "“gone”这一题没有了，这个人物还回答着它。请打开这个人物，删掉这个回答",
        "“学历”没有这个人物选的选项了。请打开这个人物重新选",
    ]


RETYPED = {
    "another type": (
        {"type": "bool", "choices": [], "ordered": False, "yes": "是", "no": "不是"},
        {"education": "doctor"},
        "“学历”现在是是非题，这个人物的回答不合。请打开这个人物重新填",
    ),
    "takes one": (
        {},
        {"education": ["doctor"]},
        "“学历”现在只选一项，这个人物的回答不是。请打开这个人物重新选",
    ),
}


@pytest.mark.parametrize(("said", "answers", "sentence"), RETYPED.values(), ids=RETYPED)
def test_whose_answer_fits_no_longer_is_told_of_in_a_clerks_words(document, said, answers, sentence):
    def retype(after):
        next(one for one in after["questions"] if one["key"] == "education").update(said)

    person, on = document["personas"][1] | {"answers": answers}, TriedDocument(changed(document, retype))
    assert not_run(person, on.unfit([person])[0], on.questions, {}).deviations == (sentence,)


def test_a_question_that_is_gone_is_called_by_its_name(document):
    after = copy.deepcopy(document)
    after["questions"] = [one for one in after["questions"] if one["key"] != "area"]
    person, on = document["personas"][1] | {"answers": {"area": 50}}, TriedDocument(after)
    outcome = not_run(person, on.unfit([person])[0], on.questions, TriedDocument(document).questions)
    assert outcome.deviations == ("“面积”这一题没有了，这个人物还回答着它。请打开这个人物，删掉这个回答",)


def test_a_question_whose_type_changed_does_not_stop_the_comparison(document):
    def retype(before):
        question = next(one for one in before["questions"] if one["key"] == "area")
        question["type"], question["unit"] = "date", ""

    odd = copy.deepcopy(document)
    next(one for one in odd["questions"] if one["key"] == "area")["type"] = "months"
    assert try_out(odd, document, document["personas"]).count == 2


# Four eyes


@pytest.fixture
def published(loaded):
    from policies.publishing.publish import publish

    return publish()


@pytest.fixture
def person(db, django_user_model):
    return lambda name, **more: django_user_model.objects.create(username=name, is_staff=True, **more)


def edit(user, **columns):
    from policies.models import Policy

    policy = Policy.objects.get(code="town-rent")
    for name, value in columns.items():
        setattr(policy, name, value)
    policy._history_user = user
    policy.save()


def own(user):
    from policies.publishing import review

    return [change.code for change in review.of_rows().own_work(user)]


def test_whoever_edited_any_of_it_does_not_publish_it_alone(published, person):
    first, second = person("first", is_superuser=True), person("second", is_superuser=True)
    edit(first, recurring_amount=6500)
    assert own(first) == ["town-rent"]
    assert own(second) == []
    edit(second, phone="0570-1")
    assert (own(first), own(second)) == (["town-rent"], ["town-rent"])


def test_what_was_published_is_nobodys_own_work_any_more(published, person):
    from policies.publishing.publish import publish

    first, second = person("first", is_superuser=True), person("second", is_superuser=True)
    edit(first, recurring_amount=6500)
    publish()
    assert own(first) == []
    edit(second, phone="0570-1")
    assert (own(first), own(second)) == ([], ["town-rent"])


def test_what_was_left_out_is_still_the_work_of_who_edited_it(published, person):
    from policies.models import Policy
    from policies.publishing.publish import publish

    first, second = person("first", is_superuser=True), person("second", is_superuser=True)
    edit(first, recurring_amount=6500)
    city = Policy.objects.get(code="city-rent")
    city.phone, city._history_user = "0570-1", second
    city.save()
    publish(wanted={("policies", "city-rent")})
    assert (own(first), own(second)) == (["town-rent"], [])


def test_what_waited_and_was_taken_back_is_again_the_work_of_who_edited_it(published, person):
    from policies.publishing import releases
    from policies.publishing.publish import publish

    first = person("first", is_superuser=True)
    person("second", is_superuser=True)
    edit(first, recurring_amount=6500)
    waiting = publish(effective_at=timezone.now() + timedelta(days=1))
    assert own(first) == []
    releases.take_back(waiting, None)
    assert own(first) == ["town-rent"]


def test_what_waits_on_under_another_number_was_published_when_it_was_first(published, person):
    """The amount waits; the condition of the same policy was edited before something else was published."""
    from policies.models import Policy
    from policies.publishing.publish import publish

    first, second = person("first", is_superuser=True), person("second", is_superuser=True)
    edit(first, recurring_amount=6500)
    publish(effective_at=timezone.now() + timedelta(days=1))
    edit(first, phone="0570-1")
    city = Policy.objects.get(code="city-rent")
    city.phone, city._history_user = "0570-1", second
    city.save()
    publish(wanted={("policies", "city-rent")})
    assert own(first) == ["town-rent"]


def test_what_stands_on_the_page_of_a_policy_counts_as_that_policy(published, person):
    from policies.models import Threshold

    first, second = person("first", is_superuser=True), person("second", is_superuser=True)
    edit(first, phone="0570-1")
    threshold = Threshold.objects.get(policy__code="town-rent")
    threshold.value, threshold._history_user = 24, second
    threshold.save()
    assert (own(first), own(second)) == (["town-rent"], ["town-rent"])


def test_alone_one_may_publish_ones_own_work(published, person):
    only = person("only", is_superuser=True)
    person("clerk")
    person("left", is_superuser=True, is_active=False)
    edit(only, recurring_amount=6500)
    assert own(only) == []


def test_a_measure_is_known_by_region_and_number(published, person):
    from policies.models import Measure

    first = person("first", is_superuser=True)
    person("second", is_superuser=True)
    measure = Measure.objects.get(number=2)
    measure.name, measure._history_user = "建人才公寓", first
    measure.save()
    assert own(first) == ["town 2"]


def test_what_a_pack_brought_is_nobodys_work(loaded, person):
    first = person("first", is_superuser=True)
    person("second", is_superuser=True)
    assert own(first) == []
