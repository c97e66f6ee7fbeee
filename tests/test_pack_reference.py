"""The reference of the pack format says all that the schema has, in both languages, and nothing else."""

import copy
import tomllib

import pytest

from policies.catalogue.document import categories, schema
from policies.catalogue.document.owners import LISTS
from tools import pack_reference
from tools.pack_reference import FILES, MissingWords, keys, literals, models, written

WORDS = tomllib.loads(pack_reference.WORDS.read_text("utf-8"))


@pytest.fixture(scope="module")
def pages():
    return written(WORDS)[0]


def paths(words, above=()):
    for name, inner in words.items():
        if isinstance(inner, dict):
            yield from paths(inner, (*above, name))
        else:
            yield *above, name


@pytest.mark.parametrize("language", FILES)
def test_the_reference_is_what_the_schema_and_the_words_make(pages, language):
    assert FILES[language].read_text("utf-8") == pages[language], "make pack-reference"


def test_every_list_operator_key_and_value_stands_in_it(pages):
    assert set(schema.Document.model_fields) - {"format"} == set(LISTS)
    expected = {*LISTS, *schema.OPERATORS}
    expected |= {key for model in models().values() for key in keys(model)}
    expected |= {value for model in models().values() for _, kind in keys(model).values() for value in literals(kind)}
    assert {"ordered", "months_since_at_most", "no_limit", "budget_spent", "is"} <= expected
    for text in pages.values():
        assert {word for word in expected if f"`{word}`" not in text} == set()


def test_it_says_which_categories_there_are_without_the_list(pages):
    usual = "、".join(f"`{one['code']}` {one['name']}" for one in categories.USUAL)
    assert [usual in page or usual.replace("、", ", ") in page for page in pages.values()] == [True] * len(FILES)


def test_nothing_has_words_that_the_schema_does_not_have():
    assert set(paths(WORDS)) == written(WORDS)[1]


@pytest.mark.parametrize("path", [next(p for p in paths(WORDS) if p[0] == part) for part in WORDS])
@pytest.mark.parametrize("left", [None, ["只有中文"], ["只有中文", ""]])
def test_what_lacks_words_in_either_language_is_named(path, left):
    words = copy.deepcopy(WORDS)
    inner = words
    for name in path[:-1]:
        inner = inner[name]
    if left:
        inner[path[-1]] = left
    else:
        del inner[path[-1]]
    with pytest.raises(MissingWords, match=path[-1]):
        written(words)
