"""Ten of the policies as somebody who knows polars would write them down for one day: what the plan is measured by.

It knows the shipped rules of one day by heart, and days but no months without a day; it decides nothing but today, and
explains nothing. `CONDITIONS` is how many conditions of the rules are in it, by which it is scaled.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from policies.calculator.calendar import add_months

CODES = (
    "qj-rent-subsidy",
    "qj-talent-home-discount",
    "qj-health-check-free",
    "qj-health-check-subsidy",
    "qj-home-visit",
    "qz-social-insurance",
    "qz-child-school-transport",
    "qz-job-creation",
    "qz-rent-balance",
    "qz-talent-allowance",
)
EVER = date(9999, 12, 31)
OPENED = date(2023, 1, 1)
c = pl.col


def begun_by(on: date, months: int) -> date:
    """The last day from which so many months have passed."""
    day = add_months(on, -months) + timedelta(3)
    while add_months(day, months) > on:
        day -= timedelta(1)
    return day


def not_over_on(on: date, months: int) -> date:
    """The first day from which no more than so many months have passed."""
    day = add_months(on, -months) - timedelta(3)
    while add_months(day, months) < on:
        day += timedelta(1)
    return day


def facts(on: date) -> list[pl.Expr]:
    """What follows from not being asked; a day that never was is `EVER`."""
    work, home = c("work_status"), c("home_purchase")
    studied = c("education").is_in(["associate", "bachelor", "master", "doctor"])
    graduates = studied | (c("school_group") == "quzhou_technician") | c("company_class")
    higher = c("education").is_in(["bachelor", "master", "doctor"])
    works, buys, employed = work.is_in(["employed", "founder"]), home.is_in(["planning", "bought"]), work == "employed"
    founds, insured, honoured = work == "founder", work != "student", c("has_honours")
    waits = works & (c("job_start_date") > on)

    def unless(asked: pl.Expr, implied: object, column: str) -> pl.Expr:
        return pl.when(~asked).then(pl.lit(implied)).otherwise(c(column)).alias(column)

    return [
        studied.alias("studied"),
        unless(graduates, EVER, "graduation_date"),
        unless(works, EVER, "job_start_date"),
        unless(home == "bought", EVER, "home_purchase_date"),
        unless(employed, "other", "employer_type"),
        unless(higher, False, "full_time_degree"),
        unless(higher, False, "double_first_class"),
        unless(insured, 0, "social_insurance_months"),
        unless(insured, 0, "pension_months"),
        unless(home == "planning", False, "planning_talent_home"),
        unless(buys, 0, "owned_area"),
        unless(buys, False, "used_purchase_benefit"),
        unless(~c("quzhou_hukou"), False, "child_starting_school"),
        unless(founds, False, "first_startup"),
        unless(founds, 0, "insured_hires"),
        unless(honoured, "none", "talent_category"),
        unless(honoured, "none", "title"),
        # Who has signed does not work yet.
        pl.when(waits).then(pl.lit("not yet")).otherwise(work).alias("work_status"),
    ]


def more_facts() -> list[pl.Expr]:
    """What hangs on those."""
    return [
        pl.when(c("title") == "none").then(pl.lit(False)).otherwise(c("key_post")).alias("key_post"),
        (c("graduation_date") != EVER).alias("graduated_ever"),
        (c("job_start_date") != EVER).alias("started_ever"),
        (c("home_purchase_date") != EVER).alias("bought_ever"),
        (c("work_status") == "employed").alias("employed"),
        (c("work_status") == "founder").alias("founder"),
        (c("employer_type") == "private").alias("private"),
    ]


def verdicts(on: date) -> dict[str, pl.Expr]:
    """Whether each of the ten holds today; null: unknown."""
    graduated = c("graduated_ever") & (c("graduation_date") <= on)
    started, bought = c("job_start_date"), c("home_purchase_date")
    local = ["quzhou_university", "quzhou_polytechnic", "quzhou_technician"]
    works = c("employed") | c("founder")
    buys = c("home_purchase").is_in(["planning", "bought"])
    runs = pl.when(bought == EVER).then(pl.lit(None if on <= date(2026, 5, 3) else False, pl.Boolean))
    runs = runs.when(bought < OPENED).then(False).when(bought <= date(2025, 12, 31)).then(True)
    runs = runs.when(bought <= date(2026, 5, 3)).then(None).when(bought.is_null()).then(None).otherwise(False)
    return {
        "qj-rent-subsidy": c("studied")
        & graduated
        & c("employed")
        & c("private")
        & c("newly_introduced")
        & c("started_ever")
        & (started <= begun_by(on, 12))
        & (started >= not_over_on(on, 48))
        & c("home_purchase").is_in(["none", "planning"])
        & c("housing").is_in(["renting", "talent_apartment"]),
        "qj-talent-home-discount": (c("talent_points") >= 100)
        & (c("owned_area") < 60)
        & ~c("used_purchase_benefit")
        & (c("home_purchase") == "planning")
        & c("planning_talent_home"),
        "qj-health-check-free": (works | (c("work_status") == "flexible")) & c("education").is_in(["master", "doctor"]),
        "qj-health-check-subsidy": c("education").is_in(["below_associate", "associate", "bachelor"])
        & (c("pension_months") >= 12),
        "qj-home-visit": c("studied")
        & graduated
        & (c("graduation_date") >= not_over_on(on, 60))
        & ~c("quzhou_hukou")
        & (c("social_insurance_months") >= 12),
        "qz-social-insurance": pl.when(started == EVER)
        .then(on >= date(2023, 1, 1))
        .otherwise(started >= date(2023, 1, 1))
        & graduated
        & c("employed")
        & c("private")
        & (c("social_insurance_months") >= 1)
        & (c("studied") | (c("school_group") == "quzhou_technician")),
        "qz-child-school-transport": ~c("quzhou_hukou") & c("employed") & c("private") & c("child_starting_school"),
        "qz-job-creation": c("founder") & c("first_startup") & (c("insured_hires") >= 1),
        "qz-rent-balance": runs
        & graduated
        & buys
        & (c("school_group").is_in(local) | ((c("school_group") == "quzhou_partner") & works))
        & works
        & (_within_three_years(on, "graduation_date") | _within_three_years(on, "job_start_date")),
        "qz-talent-allowance": works & pl.any_horizontal(*_allowances().values()),
    }


def _within_three_years(on: date, event: str) -> pl.Expr:
    """On the day of the purchase; while there is none, today."""
    day, bought = c(event), c("home_purchase_date")
    third = day.dt.offset_by("36mo")
    on_the_day = (bought >= day) & (bought <= third)
    today = (day <= on) & (day >= not_over_on(on, 36))
    return pl.when(day == EVER).then(False).when(bought == EVER).then(today).otherwise(on_the_day)


def _allowances() -> dict[str, pl.Expr]:
    """By tier, the best first."""
    category, title, education = c("talent_category"), c("title"), c("education")
    of_category = (
        "academician", "national_leading", "national_programme", "provincial_programme", "provincial_expert",
        "municipal_master",
    )  # fmt: skip
    key, firm = c("key_post"), c("employer_type").is_in(["private", "state_owned"])
    unit = c("employer_type").is_in(["private", "state_owned", "public_institution"])
    senior = (title == "senior") | (category == "outstanding_skilled")
    return {
        **{one.replace("_", "-"): category == one for one in of_category},
        "senior-or-doctor": senior | ((education == "doctor") & c("full_time_degree")),
        "associate-senior": ((title == "associate_senior") & key & (firm | c("founder")))
        | ((title == "senior_social_worker") & c("employed"))
        | ((title == "senior_technician") & key & unit),
        "technician": (title == "technician") & key & unit,
    }


YEARLY = {
    "academician": 500_000, "national-leading": 300_000, "national-programme": 100_000, "provincial-programme": 80_000,
    "provincial-expert": 60_000, "municipal-master": 40_000, "senior-or-doctor": 20_000, "associate-senior": 10_000,
    "technician": 5_000,
}  # fmt: skip


def tiers() -> dict[str, pl.Expr]:
    """The first that holds, whoever may have it."""
    allowances = _allowances()
    allowance = pl.lit(None, pl.String)
    for code, holds in reversed(allowances.items()):
        allowance = pl.when(holds).then(pl.lit(code)).otherwise(allowance)
    master, doctor = c("education") == "master", c("education") == "doctor"
    health = pl.when(master).then(pl.lit("master"))
    health = pl.when(master & c("double_first_class")).then(pl.lit("double-first-class-master")).otherwise(health)
    health = pl.when(doctor).then(pl.lit("doctor")).otherwise(health)
    return {"qj-health-check-free": health, "qz-talent-allowance": allowance}


def totals() -> dict[str, pl.Expr]:
    """In yuan, whoever may have it."""
    area = pl.min_horizontal(c("home_area"), pl.lit(90))
    area = pl.when(c("home_area").is_not_null()).then(area)
    return {
        "qj-rent-subsidy": pl.lit(18_000),
        "qj-talent-home-discount": c("home_unit_price|fen") * area * 3 // 1000,
        "qj-health-check-free": pl.lit(0),
        "qj-health-check-subsidy": pl.lit(200),
        "qj-home-visit": pl.lit(3000),
        "qz-social-insurance": pl.lit(2400),
        "qz-child-school-transport": c("family_size_in_quzhou") * 4500,
        "qz-job-creation": pl.min_horizontal(c("insured_hires") * 15_000, pl.lit(50_000)),
        "qz-rent-balance": pl.lit(40_000),
        "qz-talent-allowance": c("qz-talent-allowance|tier_today").replace_strict(YEARLY, return_dtype=pl.Int64),
    }


def today(table: pl.DataFrame, on: date) -> pl.DataFrame:
    """The columns `today`, `tier_today`, `total_today` of the ten."""
    found = table.lazy().with_columns(facts(on)).with_columns(more_facts())
    found = found.with_columns(made.alias(f"{code}|today") for code, made in verdicts(on).items())
    graded = tiers()
    found = found.with_columns(
        pl.when(f"{code}|today").then(graded.get(code, pl.lit(None, pl.String))).alias(f"{code}|tier_today")
        for code in CODES
    )
    found = found.with_columns(
        pl.when(f"{code}|today").then(made.cast(pl.Int64)).alias(f"{code}|total_today")
        for code, made in totals().items()
    )
    names = ("today", "tier_today", "total_today")
    return found.select("key", *(f"{code}|{name}" for code in CODES for name in names)).collect()
