from datetime import date

import pytest

DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def shipped(catalogue):
    """The shipped pack; it needs no database."""
    assert catalogue is not None
    return catalogue


@pytest.fixture
def reader_of(shipped):
    """`reader_of(path)`: the file, and what reads its rows; `secret`: with --key."""

    from policies.screening.files.header_check import used
    from policies.screening.files.headers import Headers
    from policies.screening.files.opened import opened
    from policies.screening.files.typed_rows import RowReader
    from policies.screening.table import columns_of

    def make(path, key=None, secret=None):
        file, _ = opened(path)
        ruleset = shipped.ruleset("qujiang")
        matches, problems = used(Headers(shipped, ruleset, DAY, file.epoch), file.columns, file.types, key, ())
        assert not problems
        return file, RowReader(matches, {column.name: column for column in columns_of(ruleset)}, secret)

    return make
