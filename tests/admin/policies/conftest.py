import pytest

from tests.admin.pages import address, form


@pytest.fixture
def page(admin_client, rent):
    """The page of a policy, as its form would be sent untouched."""
    return form(admin_client, address(rent))


@pytest.fixture
def save(admin_client, rent):
    return lambda page: admin_client.post(address(rent), page)
