"""A policy closed on its own page: groups, measures and policies that go on to name it are told."""

import pytest

from policies.models import ExclusionGroup, Measure, Policy
from tests.admin.pages import add_row, address, form
from tests.pages import text

TOLD = "停止以后，下面的还提到它"


@pytest.fixture
def naming(rent):
    """A group, a measure and a policy that name it; a second policy has nothing to do with it."""
    region, source = rent.region, rent.citations.first().source
    rent.group = ExclusionGroup.objects.create(
        code="homes-only", region=region, name="安居组", note="只领一项。", source=source
    )
    rent.save()
    measure = Measure.objects.create(region=region, number=99, name="安居措施", source=source)
    measure.carried_out_by.create(policy=rent)
    other, unrelated = Policy.objects.exclude(pk=rent.pk)[:2]
    other.relations.create(kind="excludes", other=rent)
    return [rent.group, measure, other], unrelated


def test_closing_it_tells_what_names_it_with_the_way_there(admin_client, rent, naming):
    named, unrelated = naming
    page = form(admin_client, address(rent))
    kept = admin_client.post(address(rent), page | {"office": "住建局"}, follow=True)
    assert TOLD not in text(kept), "only where it is closed"
    response = admin_client.post(address(rent), page | {"office": "住建局", "state": "closed"}, follow=True)
    assert f"“{rent.name}”{TOLD}" in text(response)
    content = response.content.decode()
    for row in named:
        assert f'<a href="{address(row)}">{row._meta.verbose_name}：{row}</a>' in content
    assert f">政策：{unrelated}</a>" not in content


def test_so_does_closing_it_from_a_day_on(admin_client, rent, naming):
    page = form(admin_client, address(rent))
    add_row(page, "changes", starts_on="2027-03-01", state="closed")
    response = admin_client.post(address(rent), page, follow=True)
    assert f"“{rent.name}”{TOLD}" in text(response)


def test_where_nothing_names_it_nothing_is_told(admin_client, rent):
    Policy.objects.filter(pk=rent.pk).update(group=None)
    rent.relations.all().delete()
    Measure.objects.filter(carried_out_by__policy=rent).delete()
    response = admin_client.post(address(rent), form(admin_client, address(rent)) | {"state": "closed"}, follow=True)
    assert "成功修改了" in text(response)
    assert TOLD not in text(response)
