"""How many questions a person answers from the first section to the result; whoever says nothing of it has none.

The tick 「下面这些我都没有」 counts as one answer, made by those who have none of what it stands over.
"""

import re

import pytest
from django.urls import reverse

from policies.calculator import Facts, assess
from policies.wizard.none_of_these import TICK
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


def under_tick(page):
    """The questions that the tick stands over, where it is still to be set."""
    found = re.search(rf'name="{TICK}" value="([a-z_ ]+)">', page.content.decode())
    return found[1].split() if found else []


def has(person, question):
    return person.values.get(question["key"], question["negative"]) != question["negative"]


def walk(client, person, catalogue):
    """One answer after another, as with script; the questions answered, in their order."""
    answered = []
    address = client.post(reverse("check"), {"region": REGION}).headers["Location"]
    while address != reverse("result"):
        page = client.get(address)
        while new := [key for key in asked(page) if key not in answered and key not in ticked(answered)]:
            covered = under_tick(page)
            # What the person has of it goes first; the tick is for all the others.
            held = [key for key in covered if has(person, catalogue.questions[key])]
            key = new[0] if new[0] not in covered else next(iter(held), None)
            answered.append(key or f"{TICK}: {' '.join(covered)}")
            post = {key: answer_of(catalogue.questions[key], person)} if key else {TICK: " ".join(covered)}
            page = client.post(address, post, headers=HTMX)
        address = client.post(address, {}).headers["Location"]
    return answered


def ticked(answered):
    return {key for one in answered if one.startswith(TICK) for key in one.split()[1:]}


@pytest.mark.parametrize(
    ("person", "most"),
    [
        pytest.param(BACHELOR, 17, id="bachelor"),
        pytest.param(BACHELOR_2026, 18, id="local bachelor, low income"),
        pytest.param(MASTER_2025, 16, id="master"),
        pytest.param(MASTER_2026, 16, id="master, new"),
        pytest.param(FOUNDER, 18, id="founder"),
        pytest.param(BUYER_2024, 23, id="buyer"),
    ],
)
def test_few_questions_lead_to_the_result(client, visit, live_catalogue, person, most):
    answered = walk(client, person, live_catalogue)
    print(f"{len(answered)} questions: {', '.join(answered)}")  # noqa: T201 - shown by pytest -rP
    assert len(answered) <= most
    ruleset = live_catalogue.ruleset(REGION)
    assert not assess(ruleset, Facts.resolve(ruleset, visit.answers().values, DAY), DAY).relevant_questions
