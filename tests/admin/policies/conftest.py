import pytest

from tests.admin.pages import address, fields


@pytest.fixture
def page(admin_client, rent):
    """The page of a policy, as its form would be sent untouched."""
    return fields(admin_client.get(address(rent)))


@pytest.fixture
def save(admin_client, rent):
    return lambda page: admin_client.post(address(rent), page)
