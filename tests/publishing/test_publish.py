"""Publishing: a checked, numbered and hashed document, or a list of what to mend."""

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection


def change(**columns):
    from policies.models import Policy

    policy = Policy.objects.get(code="town-rent")
    for name, value in columns.items():
        setattr(policy, name, value)
    policy.save()


def test_a_release_holds_the_document_and_its_hash(loaded, admin_user):
    from policies.publishing.publish import publish

    release = publish(by=admin_user, note="第一次")
    release.refresh_from_db()
    assert (release.number, release.note, release.published_by) == (1, "第一次", admin_user)
    assert release.sha256 == hashlib.sha256(release.document.encode()).hexdigest()
    assert release.published_at == release.effective_at
    assert [policy["code"] for policy in json.loads(release.document)["policies"]] == [
        "city-rent",
        "town-rent",
        "town-home",
    ]


def test_drafts_and_internal_notes_stay_inside(loaded):
    from policies.publishing.publish import publish

    change(internal_note="只给同事看")
    document = publish().document
    assert "city-fair" not in document
    assert "只给同事看" not in document


def test_a_release_has_measures_and_schools_but_no_personas(loaded):
    from policies.publishing.publish import publish

    change(state="draft")
    document = json.loads(publish().document)
    assert [measure["policies"] for measure in document["measures"]] == [["city-rent"], []]
    assert [school["name"] for school in document["schools"]] == ["某大学", "某市技校"]
    assert document["personas"] == []


def test_a_persona_that_no_longer_fits_does_not_hinder_publishing(loaded):
    from policies.models import Persona
    from policies.publishing.publish import publish

    Persona.objects.update(answers={"gone": 1})
    assert publish().number == 1


def test_publishing_again_says_so_when_nothing_changed(loaded, capsys):
    call_command("publish", note="一")
    call_command("publish", note="二")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("第 1 次发布，校验值 ")
    assert said[1].endswith("，内容和上一次相同")


def test_every_problem_is_named_by_its_row(loaded):
    from policies.models import Citation, Question, Threshold
    from policies.publishing.publish import NotPublishable, publish

    Citation.objects.filter(policy__code="town-rent").delete()
    Threshold.objects.filter(tier__code="doctor").update(value="docter")
    small = Threshold.objects.filter(policy__code="city-rent", question__key="area", operator="less_than")
    small.update(value="sixty")
    Question.objects.filter(key="graduation_date").update(position=1)
    with pytest.raises(NotPublishable) as error:
        publish()
    said = "\n".join(error.value.sentences)
    assert "政策“青年租房补助” › 出处：citations 至少要写一条" in said
    assert "政策“购房补助” › “博士”档 › 条件 1：“education”没有选项“docter”，是不是 doctor" in said
    assert "政策“人才租房补助” › 条件 3 › 情况 1：“area”是整数题，值要写不小于 0 的整数，不是“sixty”" in said
    assert "问题“毕业” › 什么时候问 1 › 情况 1：“graduation_date”要排在“education”后面" in said


def test_problems_of_drafts_wait(loaded):
    from policies.models import Citation
    from policies.publishing.publish import publish

    Citation.objects.filter(policy__code="town-rent").delete()
    change(state="draft")
    assert publish().number == 1


@pytest.mark.django_db
def test_an_empty_catalogue_is_not_published(capsys):
    from policies.models import Release

    with pytest.raises(CommandError, match="没有发布"):
        call_command("publish")
    assert "还没有可以发布的政策" in capsys.readouterr().err
    assert not Release.objects.exists()


def test_a_failed_publication_leaves_no_gap(loaded):
    from policies.publishing.publish import NotPublishable, publish

    publish()
    change(form="")
    with pytest.raises(NotPublishable):
        publish()
    change(form="cash")
    assert publish().number == 2


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_when_many_publish_at_once(tmp_path):
    from policies.catalogue.packs import loading
    from policies.models import Release
    from policies.publishing.publish import publish
    from tests.catalogue import small

    loading.load([small.write(tmp_path / "pack")])
    start = threading.Barrier(4)

    def publish_one():
        start.wait()
        try:
            return publish().number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(publish_one) for _ in range(4)]
        assert sorted(future.result() for future in futures) == [1, 2, 3, 4]
    assert sorted(Release.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_prepare_loads_and_publishes_the_shipped_pack_once(capsys):
    from policies.models import Policy, Release

    call_command("prepare")
    call_command("prepare")
    assert Release.objects.count() == 1
    assert Policy.objects.filter(code="qj-rent-subsidy").exists()
    assert capsys.readouterr().out.count("第 1 次发布") == 1


def test_prepare_does_not_publish_what_staff_are_working_on(loaded, capsys):
    from policies.models import Release

    call_command("prepare")
    assert "还没有发布过" in capsys.readouterr().out
    assert not Release.objects.exists()
