import pytest

from tests.catalogue import small


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
def loaded(db, tmp_path):
    """The small pack in the rows."""
    from policies.catalogue import loading

    loading.load([small.write(tmp_path / "pack")])
