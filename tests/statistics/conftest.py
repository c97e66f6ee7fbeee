import pytest

from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]


@pytest.fixture(autouse=True)
def nothing_waiting():
    from policies import statistics

    statistics.drop()
    yield
    statistics.drop()
