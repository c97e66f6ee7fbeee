"""Members of staff in the groups that each migration makes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from policies.models import Region, StaffRegion


def member(username: str, *groups: str, regions: tuple[str, ...] = (), **columns: Any) -> User:
    user = User.objects.create(username=username, is_staff=True, **columns)
    user.groups.set(Group.objects.filter(name__in=groups))
    for code in regions:
        StaffRegion.objects.create(user=user, region=Region.objects.get(code=code))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
