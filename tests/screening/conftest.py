"""The shipped rules, made ready once in a worker."""

import pytest


@pytest.fixture(scope="session")
def catalogue():
    from policies.publishing import stored

    return stored.from_pack()


@pytest.fixture(scope="session")
def qujiang(catalogue):
    return catalogue.ruleset("qujiang")
