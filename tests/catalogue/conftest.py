import pytest

from tests.catalogue import small


@pytest.fixture
def pack(tmp_path):
    """The folder of the small pack."""
    return small.write(tmp_path / "pack")
