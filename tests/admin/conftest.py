import pytest
from django.core.management import call_command

from tests.catalogue import small


@pytest.fixture
def admin_user(db, django_user_model):
    """As pytest-django's own, without a password, which takes its time to hash."""
    return django_user_model.objects.create(username="clerk", is_staff=True, is_superuser=True)


@pytest.fixture
def catalogue(db, tmp_path):
    """The rows of the small pack."""
    call_command("load_pack", str(small.write(tmp_path / "pack")), verbosity=0)


@pytest.fixture
def rent(catalogue):
    from policies.models import Policy

    return Policy.objects.get(code="town-rent")


@pytest.fixture
def home(catalogue):
    """It has tiers."""
    from policies.models import Policy

    return Policy.objects.get(code="town-home")
