"""Saved rows of a policy's page are sent as what stands in them; tests/browser/test_admin.py sees them unfolded."""

import pytest

from policies.models import Threshold
from tests.admin.pages import address
from tests.benchmarks.browser import Fields
from tests.pages import text


@pytest.fixture
def full(home):
    """Something in every kind of field."""
    home.steps.create(text="去窗口 <1>", materials="身份证\n毕业证 & “证明”", place="人社局", position=0)
    Threshold.objects.filter(policy=home, question__key="education").update(
        inferred=True, note="原文“没有”写 & 是推断", alternative="A", branch=1
    )
    return home


def posted(admin_client, row, **asked):
    return Fields(admin_client.get(address(row), asked).content.decode()).found


def test_what_is_sent_is_what_the_whole_page_would_post(admin_client, full):
    short, whole = posted(admin_client, full), posted(admin_client, full, whole=1)
    for name in ("csrfmiddlewaretoken", "typed_by"):  # Anew each time.
        del short[name], whole[name]
    assert short == {name: values for name, values in whole.items() if values != [""] or name in short}
    assert len(short) < len(whole)


def test_posted_as_it_was_sent_it_changes_nothing(admin_client, full):
    before = {kind: kind.history.count() for kind in (type(full), Threshold, type(full.steps.first()))}
    answer = admin_client.post(address(full), posted(admin_client, full) | {"_save": ["保存"]})
    assert answer.status_code == 302
    assert {kind: kind.history.count() for kind in before} == before


def test_without_script_the_page_is_asked_for_whole(admin_client, full):
    page = admin_client.get(address(full), {"_changelist_filters": "q=x"}).content.decode()
    whole = f"{address(full)}?_changelist_filters=q%3Dx&amp;whole=1"
    assert f'<noscript><meta http-equiv="refresh" content="0; url={whole}"></noscript>' in page
    assert "<noscript><meta" not in admin_client.get(address(full), {"whole": 1}).content.decode()


def test_a_refused_page_comes_whole(admin_client, full):
    assert b" data-sent " in admin_client.get(address(full)).content
    wrong = posted(admin_client, full) | {"name": [""]}
    page = admin_client.post(address(full), wrong)
    assert page.status_code == 200
    assert b" data-sent " not in page.content
    assert "<noscript><meta" not in page.content.decode()


def test_who_may_only_look_sees_every_row(client, django_user_model, full):
    from django.contrib.auth.models import Permission

    auditor = django_user_model.objects.create(username="auditor", is_staff=True)
    auditor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(auditor)
    page = client.get(address(full))
    assert "身份证" in text(page, "steps-0")
