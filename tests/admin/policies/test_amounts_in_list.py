"""Amounts are changed in the list of policies with the same care as on a policy's page."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.catalogue import rows as all_rows
from policies.catalogue.document import canonical
from policies.catalogue.validation import validation
from policies.models import Policy
from policies.models.awards import AwardFields
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


@pytest.fixture
def rising(rent):
    """The amount to which the rent subsidy rises on a day to come."""
    from policies.models import PolicyChange

    columns = {column.attname: getattr(rent, column.attname) for column in AwardFields._meta.fields}
    said = columns | {"recurring_amount": 7200, "code": "later", "starts_on": "2090-01-01"}
    PolicyChange.objects.create(policy=rent, position=10, **said)
    return 7200


def test_what_the_rules_of_the_catalogue_forbid_is_told_at_its_row_among_all_others(save, page, field, rent, rising):
    """A change that changes nothing is refused, here as on the policy's own page."""
    typed = field("town-rent", "recurring_amount")
    response = save(page() | {typed: str(rising)})
    assert response.status_code == 200
    forms = response.context["cl"].formset.forms
    assert len(forms) == Policy.objects.count()
    assert [form.instance.code for form in forms if form.errors] == ["town-rent"]
    assert "和原来一样，没有变" in errors(response)
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000
    assert save(page() | {typed: str(rising + 1)}).status_code == 302


@pytest.mark.parametrize("amount", [0, 1, 7200, 10**12])
def test_no_other_rows_rules_look_at_an_amount(rising, amount):
    """What lets the list look at the changed policies alone: the whole catalogue would say the same of them."""
    document = canonical.released(all_rows.read(personas=False))
    changed = deepcopy(document)
    for policy in changed["policies"]:
        for part in ("once", "recurring"):
            if policy["award"] and (policy["award"][part] or {}).get("amount") is not None:
                policy["award"][part]["amount"] = amount

    def said(policies, **rest):
        found = validation.validate({**rest, "policies": policies}, part=True)
        return {(problem.path, problem.message) for problem in found}

    rest = {name: entries for name, entries in document.items() if name != "policies"}
    whole = said(changed["policies"], **rest) - said(document["policies"], **rest)
    assert whole == said(changed["policies"]) - said(document["policies"])
    assert bool(whole) == (amount == 7200)


def test_only_what_was_changed_is_read_and_saved(save, page, field, rent):
    """However many policies the list has."""
    name = field("town-rent", "recurring_amount")
    sent = page() | {name: "6500"}
    with CaptureQueriesContext(connection) as few:
        assert save(sent).status_code == 302
    for number in range(5):
        rent.pk, rent._state.adding, rent.code = None, True, f"copy-{number}"
        rent.save()
    sent = page() | {field("town-rent", "recurring_amount"): "6600"}
    with CaptureQueriesContext(connection) as many:
        assert save(sent).status_code == 302
    assert len(many) == len(few) < 35
    written = [query["sql"] for query in many if query["sql"].startswith(("UPDATE", "INSERT"))]
    assert len(written) == 3, "the row, its history and the log"


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
