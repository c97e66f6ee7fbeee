"""Every list of the staff screens takes few queries, and as many for one row as for a hundred."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from policies.models import LinkCheck, Policy, Source
from tests import loaded

MOST = 16


@pytest.fixture
def catalogue_with_links(db):
    loaded.shipped()
    for number, source in enumerate(Source.objects.all()):
        source.url = f"http://example.cn/{number}"
        source.save()
        LinkCheck.objects.create(url=source.url, status=200, checked_at=timezone.now())


def listed(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def queries(client, model):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(listed(model)).status_code == 200
    return [query["sql"] for query in counted]


def test_lists_take_few_queries_whatever_the_number_of_rows(admin_client, catalogue_with_links, monkeypatch):
    for model in admin.site._registry:
        admin_client.get(listed(model))
    long = {model: queries(admin_client, model) for model in admin.site._registry}
    assert {model.__name__: found for model, found in long.items() if len(found) > MOST} == {}
    for row_admin in admin.site._registry.values():
        monkeypatch.setattr(row_admin, "list_per_page", 1)
    for model, found in long.items():
        assert len(queries(admin_client, model)) == len(found), model.__name__


def test_the_list_of_policies_asks_for_nothing_that_it_does_not_show(admin_client, catalogue_with_links):
    admin_client.get(listed(Policy))
    found = queries(admin_client, Policy)
    assert not [query for query in found if 'FROM "policies_question"' in query]
    assert len(found) <= 10
