import pytest

from tests.loaded import small


@pytest.fixture(autouse=True)
def fresh_process(settings, tmp_path):
    """No thread, a state directory of its own, and nothing known from the test before."""
    from policies.publishing import live

    settings.STATE_DIR = tmp_path / "state"
    settings.LIVE_REFRESH_SECONDS = 0
    live.reset()
    yield
    live.reset()


@pytest.fixture
def loaded(db):
    """The small pack in the rows."""
    small()
