"""The cast: everybody who appears in the tests, with answers as the public interface takes them.

Whoever is changed for a test is changed there: `replace(MASTER, job_start_date="2026-03-20")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.answers import Answers
from policies.calculator.ruleset import Value

REGION = "qujiang"
# The day on which the cast is what its names say.
DAY = date(2026, 11, 22)

# Whoever does not say otherwise.
_NOTHING_SPECIAL: dict[str, str | int | bool] = {
    "school_group": "other",
    "company_class": False,
    "full_time_degree": True,
    "double_first_class": False,
    "shortage_major": False,
    "quzhou_hukou": False,
    "service_agreement_years": 0,
    "post": "other",
    "home_purchase": "none",
    "housing": "family_or_dorm",
    "talent_points": 0,
    "talent_code": False,
    "has_honours": False,
    "startup_mentor": False,
    "referred_talent": False,
    "contest_award": False,
    "nankong_grade": "none",
    "leading_project_grade": "none",
    "low_income_household": False,
    "child_starting_school": False,
    "newly_introduced": False,
    "first_job_in_quzhou": False,
}


@dataclass(frozen=True, slots=True)
class Person:
    """`answers`: by question key, dates in ISO form, as JSON holds them."""

    answers: Mapping[str, str | int | bool]
    region: str = REGION

    @property
    def values(self) -> dict[str, Value]:
        """The same as the calculator takes them."""
        return {key: date.fromisoformat(str(v)) if key.endswith("_date") else v for key, v in self.answers.items()}

    def on(self, day: date = DAY) -> Answers:
        """What the cookie of this person holds who answered on that day."""
        return Answers(self.region, day, self.values)


def someone(**answers: str | int | bool) -> Person:
    return Person(_NOTHING_SPECIAL | answers)


def replace(person: Person, **answers: str | int | bool) -> Person:
    return Person({**person.answers, **answers}, person.region)


def without(person: Person, *keys: str) -> Person:
    """The same, who left these questions out."""
    return Person({key: value for key, value in person.answers.items() if key not in keys}, person.region)


# 双一流 master, a year and more at a private firm, rents.
MASTER_2025 = someone(
    education="master",
    graduation_date="2025-06-30",
    double_first_class=True,
    work_status="employed",
    employer_type="private",
    job_start_date="2025-09-01",
    newly_introduced=True,
    first_job_in_quzhou=True,
    social_insurance_months=14,
    pension_months=14,
    housing="renting",
)
# The same, who came only lately: no year of work, no year of insurance.
MASTER_2026 = replace(
    MASTER_2025,
    graduation_date="2026-01-10",
    job_start_date="2026-03-20",
    social_insurance_months=8,
    pension_months=8,
)
# Bachelor of 衢州学院, eight months at a private firm, rents, low income.
BACHELOR_2026 = someone(
    education="bachelor",
    school_group="quzhou_university",
    graduation_date="2026-03-15",
    work_status="employed",
    employer_type="private",
    job_start_date="2026-03-20",
    newly_introduced=True,
    first_job_in_quzhou=True,
    social_insurance_months=8,
    pension_months=8,
    housing="renting",
    low_income_household=True,
)
# 大专, an own firm with four insured people, in an incubator, with two projects selected.
FOUNDER = someone(
    education="associate",
    school_group="quzhou_polytechnic",
    graduation_date="2022-06-20",
    quzhou_hukou=True,
    work_status="founder",
    job_start_date="2025-01-10",
    first_startup=True,
    insured_hires=4,
    in_incubator=True,
    contest_award=True,
    nankong_grade="c",
    leading_project_grade="b",
    startup_loan=True,
    rural_transfer=False,
    social_insurance_months=20,
    pension_months=20,
)
# 双一流 bachelor in a shortage major who bought a first home in 2024, while the trial ran.
BUYER_2024 = someone(
    education="bachelor",
    graduation_date="2021-06-30",
    double_first_class=True,
    shortage_major=True,
    quzhou_hukou=True,
    work_status="employed",
    employer_type="private",
    job_start_date="2021-08-02",
    newly_introduced=True,
    first_job_in_quzhou=True,
    service_agreement_years=5,
    social_insurance_months=60,
    pension_months=60,
    home_purchase="bought",
    home_purchase_date="2024-05-18",
    home_area=95,
    home_unit_price=11000,
    owned_area=0,
    owns_home_in_quzhou=False,
    used_purchase_benefit=False,
    first_home=True,
    housing_fund_months=60,
    housing_fund_employer_monthly=600,
    employer_prepaid_rent=0,
    housing="own_home",
)
# Ticked nothing but the degree.
UNDECIDED = Person({"education": "bachelor"})

CAST = {
    "master_2025": MASTER_2025,
    "master_2026": MASTER_2026,
    "bachelor_2026": BACHELOR_2026,
    "founder": FOUNDER,
    "buyer_2024": BUYER_2024,
    "undecided": UNDECIDED,
}
