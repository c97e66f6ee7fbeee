"""Amounts are changed in the list of policies with the same care as on a policy's page."""

import pytest
from django.urls import reverse

from policies.catalogue import rows as all_rows
from policies.models import Policy
from tests.admin.pages import line, list_fields
from tests.pages import text

LIST = "admin:policies_policy_changelist"


@pytest.fixture
def page(admin_client, catalogue):
    """What a browser would post from the list."""

    return lambda query="": list_fields(admin_client.get(reverse(LIST) + query))


@pytest.fixture
def save(admin_client):
    return lambda page, query="": admin_client.post(reverse(LIST) + query, page)


@pytest.fixture
def field(page):
    """The name of a field of a policy's line in the list."""

    return lambda code, name: f"{line(page(), Policy.objects.get(code=code))}-{name}"


def errors(response):
    formset = response.context["cl"].formset
    return " ".join([*formset.non_form_errors(), *(str(form.errors) for form in formset.forms if form.errors)])


def test_an_amount_is_changed(save, page, field, rent):
    response = save(page() | {field("town-rent", "recurring_amount"): "6500"})
    assert response.status_code == 302
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500
    assert rent.history.first().history_user.username == "clerk"


def test_what_was_not_changed_is_not_saved(save, page, field, rent, home):
    before = all_rows.read()
    records = home.history.count(), rent.history.count()
    save(page())
    assert all_rows.read() == before
    assert (home.history.count(), rent.history.count()) == records


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "写了金额或系数（只写一个）就要选口径"),
        ("-5", "大于或等于0"),
        ("很多", "整数"),
        (str(10**13), "1000000000000"),
    ],
)
def test_a_broken_rule_is_refused_in_the_list(save, page, field, rent, typed, sentence):
    response = save(page() | {field("town-rent", "recurring_amount"): typed})
    assert response.status_code == 200
    assert sentence in errors(response)
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000


def test_what_the_whole_catalogue_forbids_is_refused_and_nothing_is_saved(save, page, field, rent, monkeypatch):
    """No amount alone breaks the small catalogue; the broken row is another one."""
    changed = page() | {field("town-rent", "recurring_amount"): "6500"}
    from policies.admin.editing.places_of_problems import Located
    from policies.admin.policies import amounts

    seen = []

    def caused(save_rows):
        seen.append(save_rows)
        return [Located(rent, None, "recurring_amount", "不合规则")]

    monkeypatch.setattr(amounts, "caused", caused)
    response = save(changed)
    assert "不合规则" in errors(response)
    assert len(seen) == 1
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000


def test_an_amount_changed_by_someone_else_meanwhile_stays(save, page, field, rent):
    stale = page()
    rent.recurring_amount = 7000
    rent.save()
    assert save(stale).status_code == 302
    rent.refresh_from_db()
    assert rent.recurring_amount == 7000
    response = save(stale | {field("town-rent", "recurring_amount"): "6500"})
    assert "别人刚刚把它改成了 7000，你写的是 6500" in errors(response)
    rent.refresh_from_db()
    assert rent.recurring_amount == 7000
    again = hidden_too(response)
    assert again[field("town-rent", "recurring_amount")] == "6500", "what was typed stays"
    assert save(again).status_code == 302
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_an_amount_that_both_changed_alike_is_no_question(save, page, field, rent):
    stale = page()
    rent.recurring_amount = 7000
    rent.save()
    assert save(stale | {field("town-rent", "recurring_amount"): "7000"}).status_code == 302


def hidden_too(response):
    """What a browser would send from the list as it came back, what it says was seen included."""
    found = list_fields(response)
    for form in response.context["cl"].formset.forms:
        for shown in form:
            if shown.field.show_hidden_initial and not shown.field.disabled:
                found[shown.html_initial_name] = form.data[shown.html_initial_name]
    return found


def test_amounts_that_are_not_one_number_cannot_be_typed_over(admin_client, save, page, field, home):
    shown = admin_client.get(reverse(LIST)).content.decode()
    for reason in ("见档次", "按算式", "未公布"):
        assert f'placeholder="{reason}"' in shown
    assert save(page() | {field("town-home", "recurring_amount"): "5"}).status_code == 302
    home.refresh_from_db()
    assert home.recurring_amount is None


def test_rows_of_other_regions_cannot_be_typed_over(client, django_user_model, catalogue):
    from django.contrib.auth.models import Permission

    from policies.models import Region, StaffRegion

    editor = django_user_model.objects.create(username="editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=("view_policy", "change_policy")))
    StaffRegion.objects.create(user=editor, region=Region.objects.get(code="city"))
    client.force_login(editor)
    formset = client.get(reverse(LIST)).context["cl"].formset
    line = next(form for form in formset.forms if form.instance.code == "town-rent")
    assert line.fields["recurring_amount"].disabled


def test_whoever_may_only_look_sees_numbers(client, django_user_model, catalogue):
    from django.contrib.auth.models import Permission

    visitor = django_user_model.objects.create(username="visitor", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_policy"))
    client.force_login(visitor)
    response = client.get(reverse(LIST))
    assert response.context["cl"].formset is None
    assert "6000" in text(response, "result_list")
