"""The shipped rules of a region, made ready once in a worker."""

import pytest


@pytest.fixture(scope="session")
def qujiang():
    from policies.publishing import stored

    return stored.from_pack().ruleset("qujiang")
