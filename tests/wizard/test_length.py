"""How many questions a person answers from the first section to the result; whoever says nothing of it has none."""

import pytest
from django.urls import reverse

from policies.calculator import Facts, assess
from tests.persons import BACHELOR_2026, BUYER_2024, DAY, FOUNDER, MASTER_2025, MASTER_2026, REGION, replace
from tests.wizard.test_section import HTMX, asked

# Another school, no low income: the bachelor of whom nothing is special.
BACHELOR = replace(BACHELOR_2026, school_group="other", low_income_household=False)


def answer_of(question, person):
    """As a form posts it."""
    value = person.answers.get(question["key"])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is not None:
        return str(value)
    choices = [choice["value"] for choice in question["choices"]]
    modest = next((choice for choice in ("none", "other") if choice in choices), None)
    return {"bool": "no", "choice": modest}.get(question["type"], "0")


def walk(client, person, catalogue):
    """One answer after another, as with script; the questions answered, in their order."""
    answered = []
    address = client.post(reverse("check"), {"region": REGION}).headers["Location"]
    while address != reverse("result"):
        shown = asked(client.get(address))
        while new := [key for key in shown if key not in answered]:
            answered.append(new[0])
            typed = answer_of(catalogue.questions[new[0]], person)
            shown = asked(client.post(address, {new[0]: typed}, headers=HTMX))
        address = client.post(address, {}).headers["Location"]
    return answered


@pytest.mark.parametrize(
    ("person", "most"),
    [
        pytest.param(BACHELOR, 26, id="bachelor"),
        pytest.param(BACHELOR_2026, 26, id="local bachelor, low income"),
        pytest.param(MASTER_2025, 24, id="master"),
        pytest.param(MASTER_2026, 24, id="master, new"),
        pytest.param(FOUNDER, 21, id="founder"),
        pytest.param(BUYER_2024, 28, id="buyer"),
    ],
)
def test_few_questions_lead_to_the_result(client, visit, live_catalogue, person, most):
    answered = walk(client, person, live_catalogue)
    print(f"{len(answered)} questions: {', '.join(answered)}")  # noqa: T201 - shown by pytest -rP
    assert len(answered) <= most
    ruleset = live_catalogue.ruleset(REGION)
    assert not assess(ruleset, Facts.resolve(ruleset, visit.answers().values, DAY), DAY).relevant_questions
