"""A made-up list of 643 benefits of a whole country beside the shipped policies: most of them are for one place only.

The shape is that of an open French list, of which some two dozen entries were read: how many are for a region, a
department or some communes; how many ask for an age, for one of several situations with a condition of its own, for an
income; how many say an amount. Nothing of its text is here, and all names, places and numbers are made up from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

Entry = dict[str, Any]

SEED, MANY = 643, 643
REGIONS, DEPARTMENTS_OF_EACH, COMMUNES_OF_EACH = 18, 6, 9
# Of so many of the list in a hundred.
NATIONAL, REGIONAL, DEPARTMENTAL = 10, 28, 37
LEAST_AGE, MOST_AGE, SITUATED, ON_CONDITION, INCOME, INTERESTED = 55, 40, 45, 35, 20, 25
ONCE, MONTHLY = 62, 10

SITUATIONS = "pupil", "student", "apprentice", "trainee", "unemployed", "employed", "serving", "parent", "inactive"
LEARNING = ["pupil", "student"]
YEARS = [f"year-{number}" for number in range(1, 13)]
HONOURS = ["none", "fair", "good", "very_good", "congratulated"]
INTERESTS = [f"list_interest_{number}" for number in range(1, 9)]

region, department, commune = "list_region", "list_department", "list_commune"
ALL_REGIONS = [f"r{number}" for number in range(REGIONS)]
DEPARTMENTS = [f"{one}-d{number}" for one in ALL_REGIONS for number in range(DEPARTMENTS_OF_EACH)]
COMMUNES = [f"{one}-c{number}" for one in DEPARTMENTS for number in range(COMMUNES_OF_EACH)]


def with_national_list(document: Entry) -> Entry:
    """The document of a release with the list in the region of the shipped policies, and with its questions."""
    return document | {
        "questions": document["questions"] + list(_questions(document)),
        "policies": document["policies"] + list(_policies(document)),
    }


def answers_of_chance(rng: random.Random, share: float) -> Entry:
    """Of somebody who answered each of the list's questions with this probability; who says where they live says all of
    it, as one does who gives a postcode."""
    home = rng.choice(COMMUNES)
    answers: dict[str, Callable[[], Any]] = {
        "list_situation": lambda: rng.choice(SITUATIONS),
        "list_year": lambda: rng.choice(YEARS),
        "list_honours": lambda: rng.choice(HONOURS),
        "list_scholar": lambda: rng.random() < 0.3,
        "list_income": lambda: rng.randrange(0, 2500, 50),
        "age": lambda: rng.randint(15, 45),
        **{key: lambda: rng.random() < 0.3 for key in INTERESTS},
    }
    found = {key: answer() for key, answer in answers.items() if rng.random() < share}
    if rng.random() < share:
        found |= {region: home.split("-")[0], department: home.rsplit("-", 1)[0], commune: home}
    return found


def _questions(document: Entry) -> Iterator[Entry]:
    """In the form of the release, which was another one at earlier commits."""
    models = {question["type"]: question for question in document["questions"]}
    last = max(question["position"] for question in document["questions"])
    choices = next(question for question in document["questions"] if question["type"] == "choice")["choices"]
    learning = [{"question": "list_situation", "in": LEARNING}]

    def one(key: str, kind: str, values: list[str] | None = None, **more: Any) -> Entry:
        nonlocal last
        last += 1
        plain = {name: empty for name, empty in EMPTY.items() if name in models[kind]}
        named = [choices[0] | {"value": value, "label": value} for value in values or []]
        named = [choice | {name: None for name in ("begins_on",) if name in choice} for choice in named]
        return models[kind] | plain | {"key": key, "name": key, "label": key, "position": last, "choices": named} | more

    yield one(region, "choice", ALL_REGIONS)
    yield one(department, "choice", DEPARTMENTS)
    yield one(commune, "choice", COMMUNES)
    yield one("list_situation", "choice", list(SITUATIONS))
    yield one("list_year", "choice", YEARS, asked_if=learning)
    yield one("list_honours", "choice", HONOURS)
    yield one("list_scholar", "bool", asked_if=learning, implied=False)
    yield one("list_income", "money")
    for key in INTERESTS:
        yield one(key, "bool")


EMPTY: Entry = {
    "region": None,
    "help": "",
    "ordered": False,
    "many": False,
    "changeable": False,
    "readily": None,
    "past_only": False,
    "asked_if": [],
    "implied": None,
    "grows_if": [],
    "grows_yearly": False,
    "yes_lasts_years": None,
    "negative": None,
    "usual_least": None,
    "usual_most": None,
    "about": [],
}


def _policies(document: Entry) -> Iterator[Entry]:
    rng, model = random.Random(SEED), document["policies"][0]
    plain = {"group": None, "window": None, "tiers": [], "state": "open", "budget_spent_on": None, "caveats": []}
    for number in range(MANY):
        code = f"list-{number}"
        entry = {"code": code, "name": code, "conditions": _conditions(rng), "award": _award(rng, model["award"])}
        yield model | plain | entry


def _conditions(rng: random.Random) -> list[Entry]:
    found = list(_place(rng))
    if _so_many(rng, LEAST_AGE):
        found.append({"question": "age", "at_least": rng.choice([14, 15, 16, 17, 18, 18, 20])})
    if _so_many(rng, MOST_AGE):
        found.append({"question": "age", "at_most": rng.choice([20, 21, 25, 25, 26, 28, 30])})
    if _so_many(rng, INCOME):
        found.append({"question": "list_income", "at_most": rng.choice([500, 600, 700, 800, 1000, 1200, 2083])})
    if _so_many(rng, INTERESTED):
        found.append({"question": rng.choice(INTERESTS), "is": True})
    if _so_many(rng, SITUATED):
        found.append(
            {"any_of": [_situation(rng, one) for one in rng.sample(SITUATIONS, rng.choice([1, 1, 2, 2, 3, 4]))]}
        )
    return found


def _place(rng: random.Random) -> Iterator[Entry]:
    drawn = rng.randrange(100)
    if NATIONAL <= drawn < NATIONAL + REGIONAL:
        yield {"question": region, "is": rng.choice(ALL_REGIONS)}
    elif NATIONAL + REGIONAL <= drawn < NATIONAL + REGIONAL + DEPARTMENTAL:
        yield {"question": department, "is": rng.choice(DEPARTMENTS)}
    elif drawn >= NATIONAL:
        first, many = rng.randrange(len(COMMUNES)), rng.choice([1, 1, 1, 6, 20, 60])
        yield {"question": commune, "in": COMMUNES[first : first + many]}


def _situation(rng: random.Random, which: str) -> Entry:
    found: list[Entry] = [{"question": "list_situation", "is": which}]
    if which in LEARNING and _so_many(rng, ON_CONDITION):
        found.append(
            rng.choice(
                [
                    {"question": "list_scholar", "is": True},
                    {"question": "list_year", "in": rng.sample(YEARS, rng.randint(1, 8))},
                    {"question": "list_honours", "in": HONOURS[rng.randint(1, 3) :]},
                    {"question": "age", "at_most": 25},
                ]
            )
        )
    return {"all_of": found}


def _award(rng: random.Random, model: Entry) -> Entry:
    """Once, by the month, or not in money that anybody states."""
    drawn, amount = rng.randrange(100), rng.choice([50, 100, 160, 200, 300, 450, 500, 1000, 1500])
    part = {"amount": amount, "formula": None, "basis": "fixed"}
    once = part if drawn < ONCE else None
    monthly = part | {"period": "month", "count": 12} if ONCE <= drawn < ONCE + MONTHLY else None
    shape = model["recurring"]
    monthly = shape | monthly if monthly and shape else monthly
    form = "cash" if once or monthly else "service"
    return model | {"form": form, "per": "person", "once": once, "recurring": monthly, "cap": None}


def _so_many(rng: random.Random, of_a_hundred: int) -> bool:
    return rng.randrange(100) < of_a_hundred
