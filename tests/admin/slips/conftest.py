"""The shipped policies as rows and live, and visitors whose slips are opened."""

import pytest

from tests import loaded
from tests.wizard.conftest import shipped, today

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
