import pytest

from tests import loaded


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
