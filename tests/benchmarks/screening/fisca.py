"""The same ten policies in OpenFisca-Core, vectorised: run by the Python of an environment that has it, not by ours.

    python fisca.py persons.parquet 2026-11-30      says one line of JSON for each that it is sent

It knows yes and no alone: an answer that is missing meets no condition, so it says yes of the same persons, and no
where the plan may say that nobody knows. Its answers are read into numpy before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity("person", "persons", "a person", is_person=True)
UNKNOWN, NEVER = "unknown", np.datetime64("1900-01-01")
CHOICES = {
    "education": ("below_associate", "associate", "bachelor", "master", "doctor"),
    "school_group": ("quzhou_university", "quzhou_polytechnic", "quzhou_technician", "quzhou_hosted", "quzhou_partner",
                     "jinzhong_local", "other"),
    "work_status": ("employed", "founder", "flexible", "seeking", "student"),
    "employer_type": ("private", "state_owned", "public_institution", "government", "other"),
    "home_purchase": ("none", "planning", "bought"),
    "housing": ("renting", "talent_apartment", "own_home", "family_or_dorm"),
    "talent_category": ("none", "academician", "national_leading", "national_programme", "provincial_programme",
                        "provincial_expert", "municipal_master", "outstanding_skilled"),
    "title": ("none", "technician", "senior_technician", "senior_social_worker", "associate_senior", "senior"),
}  # fmt: skip
YES_OR_NO = (
    "company_class", "newly_introduced", "quzhou_hukou", "full_time_degree", "double_first_class", "has_honours",
    "key_post", "planning_talent_home", "used_purchase_benefit", "child_starting_school", "first_startup",
)  # fmt: skip
NUMBERS = (
    "talent_points", "owned_area", "home_area", "home_unit_price|fen", "pension_months", "social_insurance_months",
    "family_size_in_quzhou", "insured_hires",
)  # fmt: skip
DATES = ("graduation_date", "job_start_date", "home_purchase_date")
ENUMS = {key: Enum(f"{key}_choices", {one: one for one in (UNKNOWN, *several)}) for key, several in CHOICES.items()}
FIRM, GRADUATES = ("private",), ("master", "doctor")
SCHOOLS = tuple(one for one in CHOICES["school_group"] if one != "quzhou_technician")
# By tier, the best first.
ALLOWANCES = (500_000, 300_000, 100_000, 80_000, 60_000, 40_000, 20_000, 10_000, 5_000)


def plain(name: str) -> str:
    return name.replace("|", "_").replace("-", "_")


def inputs() -> list[type[Variable]]:
    found = [
        _input(key, value_type=Enum, possible_values=one, default_value=one[UNKNOWN]) for key, one in ENUMS.items()
    ]
    found += [_input(key, value_type=int, default_value=-1) for key in (*YES_OR_NO, *NUMBERS)]
    return found + [_input(key, value_type=date, default_value=date(1900, 1, 1)) for key in DATES]


def _input(key: str, **more: Any) -> type[Variable]:
    return type(plain(key), (Variable,), {"entity": Person, "definition_period": DateUnit.MONTH, **more})


def _made(name: str, formula: Any, kind: type = bool) -> type[Variable]:
    """By name of what it is made of: formula(person's values) → array."""

    def of(person: Any, period: Any, parameters: Any) -> Any:
        return formula(lambda key: person(plain(key), period))

    fields = {"entity": Person, "definition_period": DateUnit.MONTH, "value_type": kind, "formula": of}
    return type(plain(name), (Variable,), fields)


def is_one(of: Any, key: str, *choices: str) -> Any:
    answer, enum = of(key), ENUMS[key]
    found = answer == enum[choices[0]]
    for choice in choices[1:]:
        found = found | (answer == enum[choice])
    return found


def moved(days: Any, months: int) -> Any:
    """So many calendar months later, an end that falls in a shorter month on its last day."""
    month = days.astype("datetime64[M]")
    into = (days - month.astype("datetime64[D]")).astype(int)
    first = (month + months).astype("datetime64[D]")
    last = ((month + months + 1).astype("datetime64[D]") - first).astype(int) - 1
    return first + np.minimum(into, last)


def facts(on: Any) -> list[type[Variable]]:
    def day(key: str, asked: str) -> Any:
        """Whether there is such a day, and it is not left out."""
        return lambda of: of(asked) & (of(key) != NEVER)

    def unless_asked(asked: str, key: str, implied: int) -> Any:
        return lambda of: np.where(of(asked), of(key), implied)

    return [
        _made("studied", lambda of: is_one(of, "education", "associate", "bachelor", "master", "doctor")),
        # Who may be asked counts what is answered.
        _made("graduates", lambda of: ~(of("never_studied") & (of("company_class") == 0))),
        _made(
            "never_studied",
            lambda of: is_one(of, "education", "below_associate") & is_one(of, "school_group", *SCHOOLS),
        ),
        _made("in_work", lambda of: ~is_one(of, "work_status", "flexible", "seeking", "student")),
        _made("has_begun", lambda of: (of("job_start_date") == NEVER) | (of("job_start_date") <= on)),
        _made("employed", lambda of: is_one(of, "work_status", "employed") & of("has_begun")),
        _made("founder", lambda of: is_one(of, "work_status", "founder") & of("has_begun")),
        _made("works", lambda of: of("employed") | of("founder")),
        _made("buys", lambda of: is_one(of, "home_purchase", "planning", "bought")),
        _made("has_bought", lambda of: ~is_one(of, "home_purchase", "none", "planning")),
        _made("graduation_known", day("graduation_date", "graduates")),
        _made("start_known", day("job_start_date", "in_work")),
        _made("purchase_known", day("home_purchase_date", "has_bought")),
        _made("graduated", lambda of: of("graduation_known") & (of("graduation_date") <= on)),
        _made(
            "private_firm", lambda of: is_one(of, "work_status", "employed") & is_one(of, "employer_type", "private")
        ),
        _made("insured", lambda of: ~is_one(of, "work_status", "student")),
        _made("insurance", unless_asked("insured", "social_insurance_months", 0), int),
        _made("pension", unless_asked("insured", "pension_months", 0), int),
        _made("senior_title", lambda of: is_one(of, "title", "senior") & (of("has_honours") == 1)),
    ]


def verdicts(on: Any) -> list[type[Variable]]:
    def rent(of: Any) -> Any:
        year, four = moved(of("job_start_date"), 12) <= on, moved(of("job_start_date"), 48) >= on
        home = is_one(of, "home_purchase", "none", "planning") & is_one(of, "housing", "renting", "talent_apartment")
        who = of("studied") & of("graduated") & of("employed") & of("private_firm") & (of("newly_introduced") == 1)
        return who & of("start_known") & year & four & home

    def discount(of: Any) -> Any:
        none_before = (of("owned_area") >= 0) & (of("owned_area") < 60) & (of("used_purchase_benefit") == 0)
        planned = is_one(of, "home_purchase", "planning") & (of("planning_talent_home") == 1)
        return (of("talent_points") >= 100) & none_before & planned

    def visit(of: Any) -> Any:
        lately = of("graduated") & (moved(of("graduation_date"), 60) >= on)
        return of("studied") & lately & (of("quzhou_hukou") == 0) & (of("insurance") >= 12)

    def insurance(of: Any) -> Any:
        since = of("start_known") & (of("job_start_date") >= np.datetime64("2023-01-01"))
        school = of("studied") | is_one(of, "school_group", "quzhou_technician")
        return since & of("graduated") & of("employed") & of("private_firm") & (of("insurance") >= 1) & school

    def balance(of: Any) -> Any:
        bought = of("home_purchase_date")
        runs = (bought >= np.datetime64("2023-01-01")) & (bought <= np.datetime64("2025-12-31"))
        local = is_one(of, "school_group", "quzhou_university", "quzhou_polytechnic", "quzhou_technician")
        school = local | (is_one(of, "school_group", "quzhou_partner") & of("works"))

        def soon(event: str, known: str) -> Any:
            return of(known) & (bought >= of(event)) & (bought <= moved(of(event), 36))

        in_time = soon("graduation_date", "graduation_known") | soon("job_start_date", "start_known")
        return of("purchase_known") & runs & of("graduated") & of("buys") & school & of("works") & in_time

    def transport(of: Any) -> Any:
        child = (of("quzhou_hukou") == 0) & (of("child_starting_school") == 1)
        return child & of("employed") & of("private_firm")

    return [
        _made("qj-rent-subsidy|today", rent),
        _made("qj-talent-home-discount|today", discount),
        _made(
            "qj-health-check-free|today",
            lambda of: (
                (of("works") | is_one(of, "work_status", "flexible")) & is_one(of, "education", "master", "doctor")
            ),
        ),
        _made(
            "qj-health-check-subsidy|today",
            lambda of: is_one(of, "education", "below_associate", "associate", "bachelor") & (of("pension") >= 12),
        ),
        _made("qj-home-visit|today", visit),
        _made("qz-social-insurance|today", insurance),
        _made("qz-child-school-transport|today", transport),
        _made(
            "qz-job-creation|today",
            lambda of: of("founder") & (of("first_startup") == 1) & (of("insured_hires") >= 1),
        ),
        _made("qz-rent-balance|today", balance),
        _made("qz-talent-allowance|today", lambda of: of("works") & (of("allowance_tier") >= 0)),
    ]


def tiers() -> list[type[Variable]]:
    """The number of the first tier that holds, -1: none."""

    def allowance(of: Any) -> Any:
        honoured, key = of("has_honours") == 1, of("key_post") == 1
        firm = of("private_firm") | is_one(of, "employer_type", "state_owned")
        unit = firm | is_one(of, "employer_type", "public_institution")
        doctor = is_one(of, "education", "doctor") & (of("full_time_degree") == 1)
        grades = [honoured & is_one(of, "talent_category", one) for one in CHOICES["talent_category"][1:7]]
        grades.append(of("senior_title") | (honoured & is_one(of, "talent_category", "outstanding_skilled")) | doctor)
        associate = is_one(of, "title", "associate_senior") & key & (firm | of("founder"))
        social = is_one(of, "title", "senior_social_worker") & of("employed")
        skilled = is_one(of, "title", "senior_technician") & key & unit
        grades += [honoured & (associate | social | skilled), honoured & is_one(of, "title", "technician") & key & unit]
        return np.select(grades, list(range(len(grades))), -1)

    def health(of: Any) -> Any:
        master = is_one(of, "education", "master")
        return np.select(
            [is_one(of, "education", "doctor"), master & (of("double_first_class") == 1), master], [0, 1, 2], -1
        )

    return [_made("allowance_tier", allowance, int), _made("health_tier", health, int)]


def totals() -> list[type[Variable]]:
    def given(code: str, amount: Any) -> type[Variable]:
        return _made(f"{code}|total_today", lambda of: np.where(of(f"{code}|today"), amount(of), 0), int)

    def discount(of: Any) -> Any:
        price, area = of("home_unit_price|fen").astype(np.int64), np.minimum(of("home_area"), 90)
        return np.where((price >= 0) & (area >= 0), price * area * 3 // 1000, 0)

    yearly = np.array([*ALLOWANCES, 0])
    return [
        given("qj-rent-subsidy", lambda of: 18_000),
        given("qj-talent-home-discount", discount),
        given("qj-health-check-free", lambda of: 0),
        given("qj-health-check-subsidy", lambda of: 200),
        given("qj-home-visit", lambda of: 3000),
        given("qz-social-insurance", lambda of: 2400),
        given("qz-child-school-transport", lambda of: np.maximum(of("family_size_in_quzhou"), 0) * 4500),
        given("qz-job-creation", lambda of: np.minimum(of("insured_hires") * 15_000, 50_000)),
        given("qz-rent-balance", lambda of: 40_000),
        given("qz-talent-allowance", lambda of: yearly[of("allowance_tier")]),
    ]


def arrays(table: pl.DataFrame) -> dict[str, Any]:
    """The answers in numpy; what is missing has a value that meets nothing."""
    found = {}
    for key, several in CHOICES.items():
        places = {one: place for place, one in enumerate(several, 1)}
        column = table[key].replace_strict(places, default=0, return_dtype=pl.UInt8)
        found[plain(key)] = column.fill_null(0).to_numpy()
    for key in YES_OR_NO:
        found[plain(key)] = table[key].cast(pl.Int32).fill_null(-1).to_numpy()
    for key in NUMBERS:
        found[plain(key)] = table[key].cast(pl.Int32).fill_null(-1).to_numpy()
    for key in DATES:
        found[plain(key)] = table[key].fill_null(date(1900, 1, 1)).to_numpy().astype("datetime64[D]")
    return found


def main(path: str, day: str) -> None:
    on, month = np.datetime64(day), day[:7]
    system = TaxBenefitSystem([Person])
    verdict, total = verdicts(on), totals()
    system.add_variables(*inputs(), *facts(on), *verdict, *tiers(), *total)
    table = pl.read_parquet(path)
    answers = arrays(table)
    wanted = [one.__name__ for one in (*verdict, *tiers(), *total)]
    print(json.dumps("ready"), flush=True)
    for _ in sys.stdin:
        start, processor = time.perf_counter(), time.process_time()
        simulation = SimulationBuilder().build_default_simulation(system, table.height)
        for name, column in answers.items():
            simulation.set_input(name, month, column)
        found = {name: simulation.calculate(name, month) for name in wanted}
        said = {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}
        # As the plan calls them: by the policy's code, with its sum.
        said["yes"] = {one.__name__: int(found[one.__name__].sum()) for one in verdict}
        said["yuan"] = {one.__name__: int(found[one.__name__].sum(dtype=np.int64)) for one in total}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
