"""That a test which commits what it writes leaves nothing to the next one."""

import pytest
from django.contrib.auth.models import Group, Permission

from policies.models import Policy
from tests import databases, loaded


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_goes_and_what_migrating_made_comes_back():
    groups = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert groups
    loaded.small()
    Permission.objects.all().delete()
    Group.objects.all().delete()
    databases.put_back()
    assert not Policy.objects.exists()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == groups
    # Keys are counted on behind those that came back.
    assert Group.objects.create(name="one more").pk == 1 + max(
        Group.objects.exclude(name="one more").values_list("pk", flat=True)
    )
