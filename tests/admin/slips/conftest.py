"""The shipped policies as rows and live, and visitors whose slips are opened."""

import pytest

from tests import loaded
from tests.wizard.conftest import Visit, shipped, today

__all__ = ["shipped", "today"]


@pytest.fixture
def rows(db):
    loaded.shipped()


@pytest.fixture
def live_rules(rows, shipped, today):
    from policies.publishing import live

    live.serve(shipped)
    yield shipped
    live.reset()


@pytest.fixture
def visit(admin_client, live_rules):
    """The clerk's own browser with answers in it."""
    return Visit(admin_client, live_rules)
