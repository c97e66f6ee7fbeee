"""What has another code now is still the same entry, in releases of before, in what waits, and when one goes back."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

# On the command line, and the key of the entry with the old code.
RENAMED = [
    (("policy", "town-rent", "town-flat"), ("policies", "town-rent")),
    (("question", "education", "degree"), ("questions", "education")),
    (("choice", "education/doctor", "phd"), ("choices", "education", "doctor")),
    (("region", "town", "big-town"), ("regions", "town")),
    (("source", "TOWN", "TOWN2023"), ("sources", "TOWN")),
    (("tier", "town-home/doctor", "phd"), ("tiers", "town-home", "doctor")),
]
each_kind = pytest.mark.parametrize(("said", "key"), RENAMED, ids=[said[0] for said, _ in RENAMED])


def numbers() -> dict:
    from policies.models.history import TRACKED

    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in TRACKED}


def codes(document) -> set:
    from policies.catalogue.document import renaming

    return {key for key, _ in renaming.each(document)}


def live() -> dict:
    from policies.publishing import live

    return live.refresh().document


def typed_over(kind: str, old: str, new: str) -> None:
    """As it could be done on the pages once: the code alone, without a word of the old one."""
    from policies.catalogue.rows import rename as renaming
    from policies.management.commands.rename import KINDS

    renaming.rename(KINDS[kind], old, new)
    model, column, _ = renaming.CODED[KINDS[kind]]
    row = model.objects.get(**{column: new})
    row.formerly = []
    row.save()


@each_kind
@pytest.mark.parametrize("renaming", [lambda *said: call_command("rename", *said, verbosity=0), typed_over])
def test_going_back_to_before_a_renaming_makes_no_second_row(loaded, renaming, said, key):
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first, there = publish(), numbers()
    renaming(*said)
    publish()
    new = (*key[:-1], said[2])
    made = restore(first, by=None, note="", legal_basis="", rows_too=True)
    assert numbers() == there
    assert (key in codes(live()), new in codes(live())) == (False, True)
    assert json.loads(made.document) == live()
    # The rows say what is live: publishing them changes nothing.
    assert publish().sha256 == made.sha256


@each_kind
@pytest.mark.parametrize("renaming", [lambda *said: call_command("rename", *said, verbosity=0), typed_over])
def test_going_back_before_a_renaming_is_published_leaves_the_live_code_and_the_row(loaded, renaming, said, key):
    from policies.catalogue import rows
    from policies.catalogue.document import renaming as names
    from policies.models import Policy
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first, there = publish(), numbers()
    Policy.objects.filter(code="city-rent").update(phone="0570-1")
    publish()
    renaming(*said)
    made = restore(first, by=None, note="", legal_basis="", rows_too=True)
    assert made.sha256 == first.sha256
    assert numbers() == there
    new = (*key[:-1], said[2])
    assert (key in codes(rows.read()), new in codes(rows.read())) == (False, True)
    assert names.names(rows.read())[key] == said[2]


def test_an_editor_of_one_region_keeps_it_when_one_goes_back(loaded, django_user_model):
    from policies.admin.access.scope import may_change
    from policies.models import Policy, Region, StaffRegion
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first = publish()
    editor = django_user_model.objects.create(username="editor")
    StaffRegion.objects.create(user=editor, region=Region.objects.get(code="town"))
    typed_over("region", "town", "big-town")
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True)
    assert list(Region.objects.values_list("code", flat=True)) == ["city", "big-town"]
    assert may_change(editor, Policy.objects.get(code="town-rent"))
    assert Policy.objects.get(code="town-rent").state == "open"


def test_one_region_alone_goes_back_to_before_a_renaming(loaded):
    from policies.models import Policy
    from policies.publishing.publish import publish
    from policies.publishing.restore import restore

    first, there = publish(), numbers()
    Policy.objects.filter(code="town-rent").update(recurring_amount=7000)
    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    publish()
    restore(first, by=None, note="", legal_basis="", rows_too=True, regions={"town"})
    assert numbers() == there
    assert Policy.objects.get(code="town-flat").recurring_amount == 6000


def test_what_waits_is_renamed_with_what_is_published_before_it(loaded, monkeypatch):
    from policies.models import Policy
    from policies.publishing import releases
    from policies.publishing.publish import publish

    publish()
    rent = Policy.objects.get(code="town-rent")
    rent.recurring_amount = 6500
    rent.save()
    publish(effective_at=timezone.now() + timedelta(days=30))
    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    publish(wanted={("policies", "town-flat")})
    waits = json.loads(type(releases.live()).objects.get(pk=releases.waiting().pk).document)
    found = [
        {entry["code"]: entry["award"]["recurring"]["amount"] for entry in document["policies"] if entry["award"]}
        for document in (live(), waits)
    ]
    assert [amounts["town-flat"] for amounts in found] == [6000, 6500]
    assert not any("town-rent" in amounts for amounts in found)


def test_a_renaming_goes_out_whole_or_not_at_all(loaded):
    from policies.models import Policy
    from policies.publishing.parts import changed, with_what_belongs
    from policies.publishing.publish import publish, publishable

    publish()
    Policy.objects.filter(code="town-home").update(phone="0570-1")
    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    old, new = ("policies", "town-rent"), ("policies", "town-flat")
    assert publish(wanted={("policies", "town-home")}).taken == [["policies", "town-home"]]
    assert (old in codes(live()), new in codes(live())) == (True, False)
    among = changed(live(), publishable())
    for chosen in (old, new):
        assert with_what_belongs({chosen}, among, live(), publishable()) == {old, new, ("measures", "town 1")}
    publish(wanted={old})
    assert (old in codes(live()), new in codes(live())) == (False, True)


def test_a_renaming_is_told_as_one_and_the_history_goes_on(loaded):
    from policies.catalogue import rows
    from policies.catalogue.changes.changes import changes
    from policies.publishing import live as serving
    from policies.publishing.publish import publish

    before = rows.read()
    publish()
    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    call_command("rename", "choice", "education/doctor", "phd", verbosity=0)
    told = [sentence for change in changes(before, rows.read()) for sentence in change.sentences]
    assert told == [
        "学历：选项：博士（不是博士后；从哪天起算数：毕业）"
        " → 博士（不是博士后；从哪天起算数：毕业；以前的代码：doctor）",
        "青年租房补助：以前的代码：（无） → town-rent",
    ]
    publish()
    serving.refresh()
    assert [change.number for change in serving.changes("town-flat")] == [1]


def test_a_code_counts_as_published_from_its_first_release_that_was_not_taken_back(loaded):
    from policies.models import PublishedCode
    from policies.publishing import first_codes, releases
    from policies.publishing.publish import publish

    assert not PublishedCode.was("policies", ["town-rent"])
    waiting = publish(effective_at=timezone.now() + timedelta(days=1))
    assert PublishedCode.was("policies", ["town-rent"])
    releases.cancel(waiting, None)
    assert not PublishedCode.was("policies", ["town-rent"])
    publish()
    publish()
    assert PublishedCode.was("policies", ["town-rent"])
    assert not PublishedCode.was("policies", ["city-fair"])
    assert first_codes.published_within("tiers", ["town-home"]) == {"doctor", "bachelor"}
    assert PublishedCode.objects.filter(kind="policies", code="town-rent").count() == 2


def test_the_codes_of_releases_from_before_are_found_by_the_migration(loaded):
    from importlib import import_module

    from django.apps import apps

    from policies.models import PublishedCode
    from policies.publishing.publish import publish

    publish()
    call_command("rename", "choice", "education/doctor", "phd", verbosity=0)
    publish()
    # Of categories and life events no release of then said anything, see the migrations 0043 and 0049.
    known = PublishedCode.objects.exclude(kind__in=("categories", "life_events"))
    written = list(known.values_list("release__number", "kind", "code").order_by("kind", "code"))
    PublishedCode.objects.all().delete()
    import_module("policies.migrations.0024_codes_formerly").remember(apps, None)
    assert (
        list(PublishedCode.objects.values_list("release__number", "kind", "code").order_by("kind", "code")) == written
    )
    assert (2, "choices", "education/phd") in written
