"""What stands twice in one list is told of, at its second place; what only looks like it is not."""

import pytest

from policies.catalogue.validation.validation import validate
from tests.catalogue import between_pack
from tests.catalogue.made_packs import load

WORKS, RENTS = {"question": "employed", "is": True}, {"question": "renting", "is": True}
NOT_RENTING = {"question": "renting", "is": False}


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(between_pack.write(tmp_path_factory.mktemp("pack")))


def places(document, conditions):
    """Of the first policy with these conditions."""
    first, *others = document["policies"]
    found = validate(document | {"policies": [first | {"conditions": conditions}, *others]})
    return [problem.path[3:] for problem in found if problem.code == "duplicate"]


@pytest.mark.parametrize(
    ("conditions", "at"),
    [
        ([WORKS, RENTS, WORKS], [(2, "question")]),
        ([WORKS, WORKS | {"note": "另一处也写了", "source": "SC1"}], [(1, "question")]),
        ([WORKS, WORKS, WORKS], [(1, "question"), (2, "question")]),
        ([{"any_of": [WORKS, RENTS, WORKS]}], [(0, "any_of", 2, "question")]),
        (
            [{"any_of": [{"all_of": [WORKS, RENTS]}, {"all_of": [RENTS, WORKS]}]}],
            [(0, "any_of", 1, "all_of", 0, "question")],
        ),
        ([{"any_of": [{"all_of": [WORKS, WORKS]}, RENTS]}], [(0, "any_of", 0, "all_of", 1, "question")]),
        ([{"any_of": [WORKS, RENTS]}, {"any_of": [RENTS, WORKS]}], [(1, "any_of", 0, "question")]),
    ],
)
def test_what_stands_twice_is_named_at_its_second_place(document, conditions, at):
    assert places(document, conditions) == at


@pytest.mark.parametrize(
    "conditions",
    [
        [WORKS, RENTS],
        [{"any_of": [WORKS, RENTS]}, WORKS],
        [{"any_of": [{"all_of": [WORKS, RENTS]}, {"all_of": [WORKS, NOT_RENTING]}]}],
    ],
)
def test_what_says_something_is_not(document, conditions):
    assert places(document, conditions) == []
