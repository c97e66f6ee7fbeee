import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import loaded
from tests.admin.workbooks import EXPORT, IMPORT, file


@pytest.fixture
def admin_user(db, django_user_model):
    """As pytest-django's own, without a password, which takes its time to hash."""
    return django_user_model.objects.create(username="clerk", is_staff=True, is_superuser=True)


@pytest.fixture
def catalogue(db):
    """The rows of the small pack."""
    loaded.small()


@pytest.fixture
def rent(catalogue):
    from policies.models import Policy

    return Policy.objects.get(code="town-rent")


@pytest.fixture
def home(catalogue):
    """It has tiers."""
    from policies.models import Policy

    return Policy.objects.get(code="town-home")


@pytest.fixture(scope="session")
def exported():
    """The files of workbooks, by the rows that they are of: a hundred tests change a cell each of the same one."""
    return {}


@pytest.fixture
def book(admin_client, catalogue, exported):
    if (rows := loaded.same()) not in exported:
        response = admin_client.get(reverse(EXPORT))
        assert response.status_code == 200
        exported[rows] = response.content
    return load_workbook(io.BytesIO(exported[rows]))


@pytest.fixture
def upload(admin_client):
    return lambda content, name="改好的.xlsx": admin_client.post(reverse(IMPORT), {"file": file(content, name)})


@pytest.fixture
def confirm(admin_client):
    return lambda page: admin_client.post(reverse(IMPORT), {"confirmed": page.context["token"]})
