"""Questions that hang on numbers that are reckoned: no plan for a table says them, sample persons are asked them."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.ruleset import Factor, Formula, Parameter, ParameterValue
from policies.screening.plan import Unsayable, compile_plan
from tests.calculator.build import TODAY, all_of, need, policy, question, ruleset

LINE = Parameter("line", (ParameterValue(date(2026, 1, 1), Decimal(1000)),))
POOR = all_of(need("income", "at_most", Formula(Decimal("1.5"), (Factor(parameter="line"),))))


@pytest.mark.parametrize(
    "hanging",
    [
        question("ill", "bool", asked_if=POOR, implied=False),
        question("insured", "months", grows_if=POOR),
    ],
)
def test_a_plan_names_the_question(hanging):
    wanted = need("ill", "is", True) if hanging.key == "ill" else need("insured", "at_least", 3)
    rules = ruleset([question("income", "money"), hanging], policy(requirements=all_of(wanted)), parameters=[LINE])
    with pytest.raises(Unsayable) as refused:
        compile_plan(rules, TODAY)
    assert refused.value.constructs == [(hanging.key, "a question that hangs on a number that is reckoned")]
