"""Scheduling, cancelling, going back: what is live when, and what the rows say then."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone


def change(code="town-rent", **columns):
    from policies.models import Policy

    policy = Policy.objects.get(code=code)
    for name, value in columns.items():
        setattr(policy, name, value)
    policy.save()


def amount(document) -> int:
    policies = {policy["code"]: policy for policy in document["policies"]}
    return policies["town-rent"]["award"]["recurring"]["amount"]


def live_amount() -> int:
    from policies.publishing import live

    return amount(live.refresh().document)


@pytest.fixture
def two(loaded):
    """6000 was published, then 6500."""
    from policies.publishing.publish import publish

    first = publish()
    change(recurring_amount=6500)
    return first, publish()


def test_a_release_takes_effect_at_its_time_by_itself(loaded, monkeypatch):
    from policies.publishing.publish import publish

    publish()
    change(recurring_amount=6500)
    tomorrow = timezone.now() + timedelta(days=1)
    release = publish(effective_at=tomorrow)
    assert release.effective_at == tomorrow
    assert live_amount() == 6000
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert live_amount() == 6500


def test_only_one_release_waits(loaded):
    from policies.models import Release
    from policies.publishing.publish import StillWaiting, publish

    publish()
    later = timezone.now() + timedelta(days=1)
    change(recurring_amount=6500)
    waiting = publish(effective_at=later)
    with pytest.raises(StillWaiting):
        publish(effective_at=later + timedelta(days=1))
    assert Release.objects.count() == 2
    change(recurring_amount=7000)
    assert publish(effective_at=later).rebases == waiting.number
    assert Release.objects.get(number=2).cancelled_at
    assert live_amount() == 6000
    call_command("publish", cancel_waiting=True)
    assert Release.objects.get(number=3).cancelled_at
    assert live_amount() == 7000


def test_an_urgent_fix_takes_nothing_along_that_waits(loaded, monkeypatch):
    """200 to 300 on the first of January, and a phone number today."""
    from policies.publishing import live, releases
    from policies.publishing.publish import publish

    publish()
    january = timezone.now() + timedelta(days=33)
    change(recurring_amount=6500)
    first = publish(note="元旦起 6500", effective_at=january)
    change(phone="0570-12345")
    urgent = publish(note="电话")
    assert (live_amount(), live.refresh().policies["town-rent"]["phone"]) == (6000, "0570-12345")
    waiting = releases.waiting()
    assert (urgent.number, waiting.number, waiting.rebases) == (3, 4, first.number)
    assert (waiting.note, waiting.effective_at) == ("元旦起 6500", first.effective_at)
    monkeypatch.setattr(timezone, "now", lambda: january)
    assert (live_amount(), live.refresh().policies["town-rent"]["phone"]) == (6500, "0570-12345")


def test_what_waits_is_not_overtaken_by_a_change_of_the_same_field(loaded):
    from policies.models import Release
    from policies.publishing.publish import Conflicting, publish

    publish()
    change(recurring_amount=6500)
    publish(effective_at=timezone.now() + timedelta(days=33))
    change(recurring_amount=7000)
    with pytest.raises(Conflicting, match="等待生效的那一次里是“6500”，现在又改成“7000”"):
        publish()
    assert Release.objects.count() == 2
    assert live_amount() == 6000


def test_some_changes_are_published_and_the_others_stay(two):
    from policies.publishing import live, review
    from policies.publishing.publish import publish

    change("town-rent", recurring_amount=7000)
    change("city-rent", phone="0570-12345")
    made = publish(wanted={("policies", "city-rent")})
    assert made.taken == [["policies", "city-rent"]]
    assert live_amount() == 6500
    assert live.refresh().policies["city-rent"]["phone"] == "0570-12345"
    assert [one.code for one in review.of_rows().candidates] == ["town-rent"]


def test_a_day_that_said_nothing_in_an_old_release_keeps_nobody_from_going_back(two):
    """Such days were let through once, and did nothing."""
    from policies.catalogue.document import canonical
    from policies.models import Policy
    from policies.publishing import live
    from policies.publishing.restore import restore

    document = json.loads(two[0].document)
    rent = next(policy for policy in document["policies"] if policy["code"] == "town-rent")
    rent["budget_spent_on"] = "2026-12-31"
    two[0].document = canonical.text(document)
    restore(two[0], by=None, note="", legal_basis="", rows_too=True)
    assert live_amount() == 6000
    assert live.current().policies["town-rent"]["budget_spent_on"] is None
    assert Policy.objects.get(code="town-rent").budget_spent_on is None


def test_what_was_not_there_yet_stays_as_a_draft_without_a_day(loaded):
    from policies.models import Policy
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    Policy.objects.filter(code="town-home").update(state="draft", budget_spent_on=None)
    first = publish()
    change("town-home", state="budget_spent", budget_spent_on="2026-12-31")
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True)
    home = Policy.objects.get(code="town-home")
    assert (home.state, home.budget_spent_on) == ("draft", None)


def test_going_back_leaves_what_waits_waiting(two, monkeypatch):
    from policies.publishing import live
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    change("city-rent", phone="0570-12345")
    later = timezone.now() + timedelta(days=1)
    publish(effective_at=later)
    restore(two[0], by=None, note="", legal_basis="", rows_too=False)
    assert live_amount() == 6000
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert live_amount() == 6000
    assert live.refresh().policies["city-rent"]["phone"] == "0570-12345"


def test_only_what_belongs_to_some_regions_goes_back(loaded):
    from policies.models import Policy
    from policies.publishing import live
    from policies.publishing.publish import publish
    from policies.publishing.restore import NothingToDo, restore

    first = publish()
    change("town-rent", recurring_amount=7000)
    change("city-rent", phone="0570-12345")
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True, regions={"town"})
    assert live_amount() == 6000
    assert live.refresh().policies["city-rent"]["phone"] == "0570-12345"
    phones = dict(Policy.objects.values_list("code", "phone"))
    assert phones["city-rent"] == "0570-12345"
    assert Policy.objects.get(code="town-rent").recurring_amount == 6000
    with pytest.raises(NothingToDo):
        restore(first, by=None, note="", legal_basis="", rows_too=True, regions={"town"})


def test_what_hangs_together_with_other_regions_does_not_go_back_for_one(loaded):
    """A question that both ask was changed with them: half of it would be a catalogue that nobody wrote."""
    from policies.models import Question
    from policies.publishing import live, review
    from policies.publishing.publish import publish
    from policies.publishing.restore import NothingToDo, restore

    first = publish()
    label = Question.objects.get(key="employed").label
    Question.objects.filter(key="employed").update(label="你现在上班吗")
    change("town-home", phone="0570-1")
    change("city-rent", phone="0570-2")
    publish()
    with pytest.raises(NothingToDo):
        restore(first, by=None, note="", legal_basis="", rows_too=True, regions={"town"})
    policies = live.refresh().policies
    assert (policies["town-home"]["phone"], policies["city-rent"]["phone"]) == ("0570-1", "0570-2")
    assert Question.objects.get(key="employed").label == "你现在上班吗" != label
    assert [one.code for one in review.of_release(first, {"town"}).held_back] == ["town-home"]
    # What hangs together with nothing else goes back all the same.
    change("town-rent", recurring_amount=7000)
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True, regions={"town"})
    assert live_amount() == 6000
    assert live.refresh().policies["town-home"]["phone"] == "0570-1"


def test_what_was_cancelled_never_becomes_live(two, monkeypatch):
    from policies.publishing import releases
    from policies.publishing.publish import publish

    change(recurring_amount=7000)
    later = timezone.now() + timedelta(days=1)
    waiting = publish(effective_at=later)
    assert releases.waiting() == waiting
    releases.cancel(waiting, None)
    assert releases.waiting() is None
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(days=1))
    assert live_amount() == 6500


def test_nothing_is_published_that_was_not_seen(loaded):
    from policies.catalogue.document import canonical
    from policies.models import Release
    from policies.publishing.publish import ChangedMeanwhile, publish, publishable, state

    seen = state(canonical.text(publishable()))
    change(recurring_amount=6500)
    with pytest.raises(ChangedMeanwhile):
        publish(seen=seen)
    seen = state(canonical.text(publishable()))
    assert publish(seen=seen).number == 1
    with pytest.raises(ChangedMeanwhile):
        publish(seen=seen)
    assert Release.objects.count() == 1


def test_a_crash_leaves_the_old_release_live(two, monkeypatch):
    from policies.models import Policy, Release
    from policies.publishing import restore as restoring

    def crash(*args, **kwargs):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(restoring, "store", crash)
    with pytest.raises(RuntimeError):
        restoring.restore(two[0], by=None, note="", legal_basis="", rows_too=True)
    assert Release.objects.count() == 2
    assert Policy.objects.get(code="town-rent").recurring_amount == 6500
    assert live_amount() == 6500


def test_a_crash_while_publishing_cancels_nothing(two, monkeypatch):
    from policies.models import Release
    from policies.publishing import publish as publishing

    waiting = publishing.publish(effective_at=timezone.now() + timedelta(days=1))
    monkeypatch.setattr(Release, "save", crash_on_insert(Release.save))
    with pytest.raises(RuntimeError):
        publishing.publish()
    waiting.refresh_from_db()
    assert waiting.cancelled_at is None
    assert live_amount() == 6500


def crash_on_insert(save):
    def crash(release, **options):
        if release.pk is None:
            raise RuntimeError("the power is gone")
        save(release, **options)

    return crash


def test_going_back_makes_a_new_release_of_the_old_document(two):
    from policies.models import Policy
    from policies.publishing.restore import restore

    made = restore(two[0], by=None, note="改错了", legal_basis="局长", rows_too=False)
    assert (made.number, made.restores, made.sha256) == (3, 1, two[0].sha256)
    assert live_amount() == 6000
    assert Policy.objects.get(code="town-rent").recurring_amount == 6500


def test_the_rows_go_back_too(two):
    from policies.models import Policy
    from policies.publishing import unpublished
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    made = restore(two[0], by=None, note="", legal_basis="", rows_too=True)
    assert Policy.objects.get(code="town-rent").recurring_amount == 6000
    assert unpublished.count() == 0
    assert publish().sha256 == made.sha256


def test_what_releases_do_not_hold_stays_in_the_rows(two):
    from policies.models import Persona, Policy
    from policies.publishing.restore import restore

    change(internal_note="给同事")
    restore(two[0], by=None, note="", legal_basis="", rows_too=True)
    assert Policy.objects.get(code="town-rent").internal_note == "给同事"
    assert Policy.objects.get(code="city-fair").state == "draft"
    assert Persona.objects.count() == 2


def test_a_policy_written_since_becomes_a_draft_with_what_it_needs(loaded):
    from policies.admin.policies.copying import copy
    from policies.models import ExclusionGroup, Policy, Question
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first = publish()
    made = copy(Policy.objects.get(code="town-rent"))
    area = Question.objects.get(key="area")
    asked = Question.objects.create(
        key="car", section=area.section, position=65, type="bool", label="有车吗？", name="车", yes="有车", no="没有车"
    )
    made.thresholds.create(question=asked, operator="is", value=True, position=90)
    made.state, made.name, made.group = "open", "新的补助", ExclusionGroup.objects.create(code="new", name="新的组")
    made.save()
    ExclusionGroup.objects.create(code="unused", name="没有用的组")
    second = publish()
    assert "town-rent-copy" in {policy["code"] for policy in json.loads(second.document)["policies"]}
    restore(first, by=None, note="", legal_basis="", rows_too=True)
    made.refresh_from_db()
    assert made.state == "draft"
    assert made.thresholds.filter(question__key="car").exists()
    assert set(ExclusionGroup.objects.values_list("code", flat=True)) == {"rent", "new"}
    publish()


def test_a_document_that_todays_checks_refuse_is_not_gone_back_to(two):
    from policies.models import Release
    from policies.publishing.publish import NotPublishable
    from policies.publishing.restore import restore

    old = two[0]
    old.document = old.document.replace('"at_least":"bachelor"', '"at_least":"docter"')
    old.save()
    with pytest.raises(NotPublishable):
        restore(old, by=None, note="", legal_basis="", rows_too=False)
    assert Release.objects.count() == 2


def test_the_number_of_unpublished_changes(two, django_assert_num_queries):
    from policies.publishing import unpublished

    assert unpublished.count() == 0
    change(recurring_amount=7000, phone="0570-1")
    assert unpublished.count() == 1
    change("city-rent", phone="0570-1")
    assert unpublished.count() == 2
    with django_assert_num_queries(3):
        unpublished.count()


def test_what_waits_for_its_day_is_no_unpublished_change(two):
    from policies.publishing import unpublished
    from policies.publishing.publish import publish

    change(recurring_amount=7000)
    publish(effective_at=timezone.now() + timedelta(days=3))
    assert (unpublished.count(), unpublished.planned()) == (0, {("policies", "town-rent")})
    change("city-rent", phone="0570-1")
    assert (unpublished.count(), len(unpublished.changed())) == (1, 2)
    change(recurring_amount=7200)
    assert (unpublished.count(), unpublished.planned()) == (2, frozenset())


def test_going_back_to_before_there_were_synonyms_keeps_them(two):
    from policies.models import Release, Synonym
    from policies.publishing.restore import restore

    early = json.loads(two[0].document)
    assert [entry["name"] for entry in early.pop("synonyms")] == ["补助", "博士"]
    release = Release(document=json.dumps(early), number=two[0].number)
    restore(release, by=None, note="", legal_basis="", rows_too=True)
    assert list(Synonym.objects.values_list("name", flat=True)) == ["补助", "博士"]
    Synonym.objects.get(name="博士").delete()
    restore(two[1], by=None, note="", legal_basis="", rows_too=True)
    assert Synonym.objects.filter(name="博士").exists()
