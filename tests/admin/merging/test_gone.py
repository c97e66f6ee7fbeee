"""Somebody deleted what another one is typing on: what was typed comes back, to be added anew or left."""

from django.urls import reverse

from policies.models import Expectation, MeasurePolicy, Policy, Section
from policies.models.choices import State
from tests.admin.pages import address, errors, fields, form, saved
from tests.admin.people import member, signed_in
from tests.pages import text


def test_a_draft_that_was_deleted_meanwhile_can_be_added_anew_with_all_that_was_typed(catalogue, home):
    zhang = signed_in(member("zhangsan", "编辑", last_name="张", first_name="三"))
    li = signed_in(member("lisi", "编辑", last_name="李", first_name="四"))
    home.state, home.budget_spent_on = State.DRAFT, None
    home.save()
    counts = [getattr(home, name).count() for name in ("tiers", "thresholds", "factors", "citations", "steps")]
    of_tiers = home.thresholds.exclude(tier=None).count()
    page = form(li, address(home)) | {"office": "人社局"}
    Expectation.objects.all().delete()
    MeasurePolicy.objects.all().delete()
    zhang.post(reverse("admin:policies_policy_delete", args=[home.pk]), {"post": "yes"})
    assert not Policy.objects.filter(pk=home.pk).exists()

    response = li.post(address(home), page)
    assert "张三" in errors(response)[""]
    assert "把它删掉了，没有保存。下面是你写的" in errors(response)[""]
    assert fields(response)["office"] == "人社局"
    add = reverse("admin:policies_policy_add")
    assert f'action="{add}"' in response.content.decode()
    assert not Policy.objects.filter(code=home.code).exists()
    assert saved(again := li.post(add, fields(response))), errors(again)
    made = Policy.objects.get(code=home.code)
    assert (made.office, made.name) == ("人社局", home.name)
    assert counts == [getattr(made, name).count() for name in ("tiers", "thresholds", "factors", "citations", "steps")]
    assert made.thresholds.exclude(tier=None).count() == of_tiers


def test_what_never_was_there_is_told_as_before(catalogue):
    li = signed_in(member("lisi", "编辑"))
    for pk in ("99999", "x", "9" * 30):
        response = li.post(reverse("admin:policies_section_change", args=[pk]), {"name": "一节"})
        assert response.status_code == 302
        assert "不存在" in text(li.get(response.url)), "and nothing is added"
    assert not Section.objects.filter(name="一节").exists()
