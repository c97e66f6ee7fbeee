"""Publishing: what the clerk changed is what citizens see, once it is published and not before."""

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.models import Citation, Policy, Release, Source, Threshold
from policies.publishing import live
from tests import loaded
from tests.admin.pages import address, form, saved
from tests.pages import text
from tests.persons import DAY, MASTER_2025
from tests.wizard.conftest import Visit

PUBLISH = reverse("admin:policies_release_add")


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def publish(admin_client):
    """Opens the page, fills in what is asked for, and publishes."""

    def post(note="改金额", **columns):
        return admin_client.post(PUBLISH, filled(admin_client.get(PUBLISH), note=note, **columns))

    return post


def filled(page, **columns):
    """What a publisher posts from this page: at once, and whatever the sample persons say."""
    review = page.context["review"]
    seen = {"seen": review.state, "offer": review.offer} if review else {}
    if review:
        seen["chosen"] = [f"{name}:{code}" for name, code in sorted(review.plan.chosen)]
    when = {"effective_at_0": "", "effective_at_1": ""}
    anyway = {"despite": "样例还没有改", "unseen": "on"}
    return {**seen, **when, **anyway, "legal_basis": "局务会 2026-11-20", **columns}


def test_the_page_says_that_all_is_well(admin_client, catalogue):
    shown = text(admin_client.get(PUBLISH), "content")
    assert "没有发现问题" in shown
    assert "现在还没有发布过" in shown


def test_publishing_makes_a_release(admin_client, admin_user, catalogue, publish):
    response = publish("租房补助改为 6500 元")
    assert saved(response)
    release = Release.objects.get()
    assert (release.number, release.note, release.published_by) == (1, "租房补助改为 6500 元", admin_user)
    assert "已发布（第 1 次）" in text(admin_client.get(response.url))
    assert "招聘会" not in release.document, "drafts stay here"
    publish()
    assert "内容和上一次一样" in text(admin_client.get(response.url))


def test_an_amount_is_seen_once_it_is_published_and_not_before(admin_client, rent, publish):
    publish()
    assert amount(live.refresh()) == 6000
    page = form(admin_client, address(rent))
    assert saved(admin_client.post(address(rent), page | {"recurring_amount": "6500"}))
    assert amount(live.refresh()) == 6000
    publish()
    assert amount(live.refresh()) == 6500


def amount(catalogue) -> int:
    return catalogue.policies["town-rent"]["award"]["recurring"]["amount"]


def test_problems_are_listed_with_links_to_row_and_field(admin_client, rent, publish):
    Citation.objects.filter(policy=rent).delete()
    broken = Threshold.objects.get(policy__code="town-home", operator="is", value="doctor")
    Threshold.objects.filter(pk=broken.pk).update(value="professor")
    page = admin_client.get(PUBLISH)
    shown = text(page, "content")
    assert "先改好这 2 个问题，才能发布" in shown
    assert "政策“青年租房补助”" in shown
    assert "出处至少要写一条" in shown
    assert "政策“购房补助” › 条件 › 值" in shown
    assert "“学历”没有“professor”这个选项，请改选没有、本科、博士" in shown
    assert f'href="{address(broken.policy)}?whole=1#id_thresholds-1-value"' in page.content.decode()
    assert 'name="thresholds-1-value" value="professor"' in admin_client.get(address(broken.policy)).content.decode()
    assert 'type="submit" value="发布"' not in page.content.decode()


def test_nothing_is_published_while_there_are_problems(admin_client, rent, publish):
    Citation.objects.filter(policy=rent).delete()
    response = publish()
    assert "还不能发布，请先改好下面列出的问题" in text(response, "content")
    assert not Release.objects.exists()


def test_an_empty_catalogue_is_not_published(admin_client, publish):
    assert "还没有可以发布的政策" in text(publish(), "content")
    assert not Release.objects.exists()


def test_every_problem_leads_to_a_page_that_is_there(admin_client, catalogue):
    """Whatever the rows may be made to say behind the forms' back."""
    from policies.models import Choice, Factor, FollowUp, ParameterValue, Question, Step, Tier

    Policy.objects.filter(code="town-rent").update(summary="", caveats="很长" * 2000)
    Policy.objects.filter(code="city-rent").update(recurring_coefficient="1e11")
    Tier.objects.filter(code="doctor").update(name="")
    Step.objects.filter(text="提交。").update(text="")
    Source.objects.update(title="")
    Question.objects.filter(key="price").update(type="date")
    Question.objects.filter(key="employed").update(position=900)
    Choice.objects.filter(value="doctor").update(label="")
    FollowUp.objects.filter(operator="at_least").update(value=3)
    Factor.objects.filter(limit__isnull=False).update(part="cap")
    ParameterValue.objects.update(value="1e11")
    Citation.objects.filter(policy__code="town-home").update(clause="")
    response = admin_client.get(PUBLISH)
    problems = response.context["problems"]
    assert sum(len(same.places) for same in problems) > 8
    for problem in (place for same in problems for place in same.places):
        page = admin_client.get(problem.url.partition("#")[0])
        assert page.status_code == 200
        anchor = problem.url.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in page.content.decode(), problem


def test_releases_are_looked_at_and_never_changed_or_deleted(admin_client, catalogue, publish):
    publish("第一次")
    release = Release.objects.get()
    shown = text(admin_client.get(address(release)), "content")
    assert "第一次" in shown
    assert release.sha256 in shown
    assert admin_client.post(address(release), {"note": "改"}).status_code == 403
    assert admin_client.post(reverse("admin:policies_release_delete", args=[release.pk])).status_code == 403
    release.refresh_from_db()
    assert release.note == "第一次"
    assert "1" in text(admin_client.get(reverse("admin:policies_release_changelist")), "result_list")


def test_the_citizens_page_follows_the_clerk(admin_client, client, db, publish, monkeypatch):
    """The shipped catalogue, and somebody who has a right to 6000 a year."""
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.shipped()
    publish()
    Visit(client, live.refresh())(MASTER_2025)
    rent = Policy.objects.get(code="qj-rent-subsidy")

    def shown() -> str:
        live.refresh()
        return text(client.get(reverse("result")), rent.code)

    assert "6,000 元" in shown()
    page = form(admin_client, address(rent))
    assert saved(admin_client.post(address(rent), page | {"recurring_amount": "6500"}))
    assert "6,000 元" in shown()
    publish()
    assert "6,500 元" in shown()
    assert "6,000 元" not in shown()
