import pytest


@pytest.fixture(autouse=True)
def no_live_catalogue():
    from policies.publishing import live

    yield
    live.reset()


@pytest.fixture
def office(transactional_db):
    """A clerk of a region with a second factor, see tests.backups.office."""
    from django.db import connection

    from policies.backups import programs
    from policies.backups.refused import BackupRefused
    from tests.backups import office

    if connection.vendor == "postgresql":
        try:
            programs.found("pg_dump")
        except BackupRefused as missing:
            pytest.skip(str(missing))
    return office.made()


@pytest.fixture
def taken(office, tmp_path):
    """A backup of it, and its manifest."""
    from policies.backups import making

    folder = tmp_path / "backups"
    folder.mkdir()
    return making.make(folder)
