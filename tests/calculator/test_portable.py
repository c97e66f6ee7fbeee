import pytest
from hypothesis import given

from policies.calculator import Facts, assess
from policies.calculator.portable import NotARuleset, from_json, to_json
from tests.calculator.build import TODAY
from tests.calculator.strategies import persons, rulesets
from tests.calculator.test_properties import examples, shown


@examples(300)
@given(rulesets(), persons())
def test_a_ruleset_that_went_through_json_is_the_same_and_says_the_same(rules, answers):
    back = from_json(to_json(rules))
    assert back == rules
    assert list(back.questions) == list(rules.questions)
    assert to_json(back) == to_json(rules)
    before, after = (assess(one, Facts.resolve(one, answers, TODAY), TODAY) for one in (rules, back))
    assert shown(before) == shown(after)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "1", '{"$": "Policy"}', '{"$": "Basis"}', '{"$": "Nothing"}', '{"$date": "2026-02-30"}'],
)
def test_what_is_no_ruleset_is_refused(text):
    with pytest.raises(NotARuleset):
        from_json(text)
