"""Whatever is said of money before and beside a decision is what the interface says of the same answers."""

import pytest

from tests.persons import CAST
from tests.supposing.money_said import in_plan, in_suppositions


@pytest.mark.parametrize("name", CAST)
def test_each_figure_is_the_interfaces(client, visit, name):
    visit(CAST[name])
    said = [*in_plan(client, CAST[name]), *in_suppositions(client, CAST[name])]
    for one in said:
        assert set(one.figures) <= set(one.of_interface.values()), one
    # Of what the undecided one may have, no amount is published.
    assert name == "undecided" or len([figure for one in said for figure in one.figures if figure]) > 5
