"""Small random rulesets and persons: every type, operator, follow-up, window, tier, award and group can occur."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from hypothesis import strategies as st

from policies.calculator import NO_DATE
from policies.calculator.date_operators import AGES, BESIDE_A_DAY, DATE_OPERATORS, DAYS_SINCE, SAME_YEAR
from policies.calculator.date_operators import TODAY as TODAY_SAID
from policies.calculator.ruleset import (
    Award,
    Basis,
    Between,
    Condition,
    Dated,
    Factor,
    Formula,
    Instalments,
    Parameter,
    ParameterValue,
    Part,
    Policy,
    Raise,
    Reason,
    Recurring,
    Requirements,
    Ruleset,
    State,
    Threshold,
    Tier,
    Turn,
    Window,
)
from tests.calculator.build import TODAY, all_of, need, question

# A strategy is looked through before its first example: one that is made anew for each would be, each time.
made_once = lru_cache(maxsize=1000, typed=True)
one_of = made_once(lambda *values: st.sampled_from(values))


def composite(drawn):
    """As hypothesis has it; what is called alike is the same strategy."""
    return made_once(st.composite(drawn))


WORKS = all_of(need("work", "in", ("employed", "founder")))
QUESTIONS = (
    question("degree", "choice", choices=("school", "college", "master"), ordered=True),
    question(
        "work",
        "choice",
        choices=("employed", "founder", "student"),
        begins=(("employed", "started"), ("founder", "started")),
    ),
    question("hardships", "choice", choices=("poor", "ill", "old"), many=True),
    question(
        "helped",
        "choice",
        choices=("loan", "course"),
        many=True,
        asked_if=all_of(need("hardships", "in", ("poor", "ill"))),
        implied=frozenset(),
    ),
    question("new", "bool"),
    question("private", "bool", asked_if=all_of(need("work", "is", "employed")), implied=False),
    question("started", "date", asked_if=WORKS, implied=NO_DATE),
    question("left", "date"),
    question("born", "date"),
    question("insured", "months", grows_if=WORKS),
    question("points", "int"),
    question("deposit", "money"),
    question("had", "money", asked_if=all_of(need("new", "is", False)), implied=0),
    question("age", "int", grows_yearly=True),
    question("child", "bool", yes_lasts_years=2),
    question("hires", "int", asked_if=all_of(need("work", "is", "founder")), implied=0),
)
BY_KEY = {q.key: q for q in QUESTIONS}
BOOLEANS = st.booleans()
integers = made_once(st.integers)
NUMBERS = st.sampled_from([0, 1, 5, 11, 12, 13, 60])
AMOUNTS = st.one_of(NUMBERS, st.sampled_from([Decimal("11.99"), Decimal("12.5")]))
DAYS = st.one_of(
    st.sampled_from(
        [date(2025, 11, 22), date(2025, 11, 23), date(2021, 11, 22), date(2026, 12, 31), date(2024, 2, 29)]
    ),
    st.dates(date(2019, 1, 1), date(2030, 12, 31)),
)
BIRTHDAYS = st.one_of(
    st.sampled_from([date(2008, 2, 29), date(1990, 11, 22), date(1990, 11, 23), date(1992, 2, 29)]),
    st.dates(date(1985, 1, 1), date(2010, 12, 31)),
)
ANSWERS = {
    "degree": st.sampled_from(BY_KEY["degree"].choices),
    "work": st.sampled_from(BY_KEY["work"].choices),
    "hardships": st.frozensets(st.sampled_from(BY_KEY["hardships"].choices)),
    "helped": st.frozensets(st.sampled_from(BY_KEY["helped"].choices)),
    "new": st.booleans(),
    "private": st.booleans(),
    "started": DAYS,
    "left": DAYS,
    "born": BIRTHDAYS,
    "insured": NUMBERS,
    "points": NUMBERS,
    "deposit": AMOUNTS,
    "had": st.sampled_from([0, 5, Decimal("99.5"), 2500, 3000, 100000]),
    "age": NUMBERS,
    "child": st.booleans(),
    "hires": NUMBERS,
}
# The days of answers given on another day than the rest.
stated_on = st.dictionaries(
    st.sampled_from(sorted(ANSWERS)), st.dates(TODAY - timedelta(400), TODAY), max_size=len(ANSWERS)
)
COMPARISONS = ["at_least", "at_most", "more_than", "less_than"]


@composite
def conditions_on_a_date(draw, key):
    other = draw(one_of(*[one for one in (None, "started", "left") if one != key]))
    if key == "born":
        return Condition(key, draw(one_of(*sorted(AGES))), draw(one_of(0, 16, 18, 35, 40)), other)
    operator = draw(one_of(*sorted(DATE_OPERATORS.keys() - AGES.keys())))
    if operator in BESIDE_A_DAY:
        return Condition(key, operator, draw(DAYS))
    if operator in SAME_YEAR:
        return Condition(key, operator, other or TODAY_SAID, other)
    counts = [0, 1, 30, 365] if operator in DAYS_SINCE else [0, 6, 12, 36, 60]
    return Condition(key, operator, draw(one_of(*counts)), other)


@made_once
def formulas_of(*counted):
    """What answers are compared with."""
    factors = st.lists(
        st.builds(Factor, question=one_of(*counted))
        | st.builds(Factor, parameter=one_of("line", "line", "bound", "later", "price")),
        min_size=1,
        max_size=2,
    )
    return st.builds(Formula, one_of(Decimal(1), Decimal("1.5"), Fraction(2, 3)), factors.map(tuple))


@made_once
def one_is_reckoned(formula, numbers):
    return st.tuples(formula, formula | numbers).flatmap(st.permutations)


@composite
def reckoned_conditions(draw, key, numbers):
    """Compared with a formula, or between two of which one at least is one."""
    formula = formulas_of(*[one for one in ("points", "deposit", "hires") if one != key])
    operator = draw(one_of(*COMPARISONS, "between"))
    if operator == "between":
        return Condition(key, operator, Between(*draw(one_is_reckoned(formula, numbers))))
    return Condition(key, operator, draw(formula))


some_of = made_once(st.sets)
some_lists_of = made_once(st.lists)


@composite
def conditions(draw):
    key = draw(one_of(*sorted(ANSWERS)))
    kind = BY_KEY[key].type
    if kind == "date":
        return draw(conditions_on_a_date(key))
    if kind == "bool":
        return Condition(key, draw(one_of("is", "is_not")), draw(BOOLEANS))
    if BY_KEY[key].many:
        named = some_of(one_of(*BY_KEY[key].choices), min_size=1)
        return Condition(key, draw(one_of("in", "not_in")), tuple(draw(named)))
    if kind == "choice":
        operators = ["is", "is_not", "in", "not_in"] + (COMPARISONS if BY_KEY[key].ordered else [])
        operator = draw(one_of(*operators))
        if operator in ("in", "not_in"):
            return Condition(key, operator, tuple(draw(some_of(ANSWERS[key], min_size=1))))
        return Condition(key, operator, draw(ANSWERS[key]))
    return draw(conditions_on_a_number(key, kind))


@composite
def conditions_on_a_number(draw, key, kind):
    operand = AMOUNTS if kind == "money" else NUMBERS
    if draw(integers(0, 3)) == 0:
        return draw(reckoned_conditions(key, operand))
    operator = draw(one_of(*COMPARISONS, "between", *(["not_in"] if kind != "months" else [])))
    if operator == "not_in":
        return Condition(key, operator, tuple(draw(some_of(operand, min_size=1, max_size=2))))
    if operator == "between":
        return Condition(key, operator, Between(*sorted([draw(operand), draw(operand)])))
    return Condition(key, operator, draw(operand))


reasons = st.builds(Reason, st.booleans())
thresholds = st.builds(Threshold, conditions(), reasons)
# A reading that widens is one of several ways.
ours = st.just(Reason(inferred=True, widens=True))
branches = st.lists(st.builds(Threshold, conditions(), reasons | ours), min_size=1, max_size=2).map(tuple)
any_ofs = st.lists(branches, min_size=2, max_size=3).map(tuple)
requirements = st.builds(
    Requirements, st.lists(thresholds, max_size=3).map(tuple), st.lists(any_ofs, max_size=1).map(tuple)
)
some_requirements = requirements.filter(lambda wanted: bool(wanted.required or wanted.any_of))


@composite
def windows(draw):
    start = draw(one_of(date(2020, 1, 1), date(2023, 1, 1), date(2027, 3, 1)))
    end = draw(one_of(None, date(2025, 12, 31), date(2028, 1, 31)))
    doubtful = draw(one_of(None, date(2029, 5, 3), date.max)) if end else None
    if end and end < start:
        end, doubtful = None, None
    return Window(start, end, doubtful, draw(one_of(None, None, "started", "left")))


formulas = st.builds(
    Formula,
    st.sampled_from([Decimal("0.3"), Decimal("7.2"), Fraction(2, 3)]),
    st.lists(
        st.one_of(
            st.builds(
                Factor, question=st.sampled_from(["points", "deposit", "hires"]), limit=st.sampled_from([None, 5])
            ),
            st.builds(Factor, parameter=st.sampled_from(["wage", "price"]), at=st.sampled_from([None, "left"])),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
)


PART_AMOUNTS = st.one_of(st.none(), st.integers(0, 5000), formulas)


@composite
def parts(draw):
    amount = draw(PART_AMOUNTS)
    basis = Basis.UNSPECIFIED if amount is None else draw(one_of(Basis.FIXED, Basis.UP_TO, Basis.AT_LEAST))
    return Part(amount, basis)


recurrings = st.builds(
    Recurring, parts(), st.sampled_from(["month", "quarter", "half_year", "year"]), st.sampled_from([None, 1, 3])
)
paid = st.builds(
    Award,
    st.sampled_from(["cash", "reimbursement", "discount"]),
    once=st.none() | parts(),
    recurring=st.none() | recurrings,
    times=st.sampled_from([None, None, "hires"]),
    cap=st.sampled_from([None, None, 3000]),
    counted_from=st.sampled_from([None, None, "left"]),
)
awards = st.one_of(paid, st.builds(Award, st.sampled_from(["loan", "service"]), worth=st.sampled_from([None, 200])))


# The days of payments: long past, today, tomorrow, to come.
PAYMENT_DAYS = st.sampled_from(
    [None, None, None, date(2025, 1, 31), TODAY, TODAY + timedelta(1), date(2027, 3, 31), date(2028, 12, 31)]
)
PLANS = (
    Instalments((Fraction(2, 5), Fraction(3, 10), Fraction(3, 10)), "year"),
    Instalments((Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)), "half_year"),
)


UPLIFTS = st.sampled_from(
    [
        Condition("new", "is", True),
        Condition("points", "at_least", 12),
        Condition("born", "age_at_least", 18),
        Condition("deposit", "at_most", Formula(Decimal("1.5"), (Factor(parameter="line"), Factor(question="hires")))),
        Condition("insured", "more_than", Formula(Decimal(1), (Factor(parameter="later"),))),
    ]
)


UP_TO_TWO_UPLIFTS = st.lists(UPLIFTS, max_size=2, unique_by=lambda one: one.question)


# Hardly an award is drawn twice.
@st.composite
def raised(draw, award):
    """With uplifts: by a share, or by so many yuan, where a condition holds."""
    found = []
    for condition in draw(UP_TO_TWO_UPLIFTS):
        share, plus = draw(one_of((Fraction(1, 5), 0), (Fraction(1, 3), 0), (Fraction(0), 500)))
        once = replace(award.once, amount=_more(award.once.amount, share, plus)) if award.once else None
        every = award.recurring
        if every:
            every = replace(every, part=replace(every.part, amount=_more(every.part.amount, share, plus)))
        why = Raise(condition, share or None, plus or None)
        found.append(replace(award, once=once, recurring=every, raised=why))
    return replace(award, uplifts=tuple(found))


def _more(amount, share, plus):
    if isinstance(amount, Formula):
        return replace(amount, coefficient=Fraction(amount.coefficient) * (1 + share), plus=plus)
    return None if amount is None else int(amount * (1 + share)) + plus


@composite
def as_noticed(draw):
    """Awards with ceilings, instalments, what was received counted towards a cap, days of payment, and uplifts."""
    award = draw(paid_as_noticed())
    return draw(raised(award)) if draw(BOOLEANS) else award


@composite
def paid_as_noticed(draw):
    award = draw(awards)
    if award.form in ("loan", "service"):
        return award
    once, recurring = award.once, award.recurring
    if once and isinstance(once.amount, Formula):
        once = replace(once, most=draw(one_of(None, 1, 700)))
    if once and award.form != "discount":
        once = replace(once, instalments=draw(one_of(None, *PLANS)))
    if recurring and isinstance(recurring.part.amount, Formula):
        recurring = replace(recurring, part=replace(recurring.part, most=draw(one_of(None, 1, 700))))
    in_parts = once is not None and once.instalments is not None
    already = draw(one_of(None, "had")) if award.cap is not None and not in_parts else None
    first, last = (draw(PAYMENT_DAYS), draw(PAYMENT_DAYS)) if once or recurring else (None, None)
    last = None if first and last and last < first else last
    return replace(award, once=once, recurring=recurring, already=already, first_on=first, last_on=last)


@made_once
def noticed_that_pay():
    return as_noticed().filter(lambda one: one.form not in ("loan", "service") and (one.once or one.recurring))


@composite
def that_pays(draw, code):
    """A policy for everybody, with an amount that is most often known: what is paid is what there is to look at."""
    award = draw(noticed_that_pay())
    whole = integers(1, 5000)

    def known(one):
        once, every = one.once, one.recurring
        if once and once.amount is None:
            once = replace(once, amount=amounts[0], basis=Basis.FIXED)
        if every and every.part.amount is None:
            every = replace(every, part=replace(every.part, amount=amounts[1], basis=Basis.FIXED))
        return replace(one, once=once, recurring=every, uplifts=tuple(map(known, one.uplifts)))

    amounts = draw(whole), draw(whole)
    ends_on = draw(one_of(None, date(2026, 12, 31), date(2028, 6, 30)))
    return Policy(code, Window(date(2020, 1, 1), ends_on), Requirements(), known(award))


# Long ago, today, tomorrow, while somebody waits for something, and after all else.
SPENT = st.sampled_from([None, date(2026, 1, 1), TODAY, TODAY + timedelta(1), date(2099, 1, 1)]) | st.dates(
    TODAY, date(2031, 12, 31)
)


@made_once
def tiers_with(given):
    return st.tuples(some_requirements, given)


@composite
def policies(draw, code, given=None):
    given = as_noticed() if given is None else given
    tiers = draw(some_lists_of(tiers_with(given), max_size=2))
    state = draw(one_of(*[State.OPEN] * 3, *[State.BUDGET_SPENT] * 3, State.PLANNED))
    return Policy(
        code,
        draw(windows()),
        draw(requirements),
        None if tiers else draw(given),
        tuple(Tier(f"t{n}", wanted, award) for n, (wanted, award) in enumerate(tiers)),
        draw(one_of(None, "g", "h")),
        state,
        draw(reasons),
        draw(SPENT) if state is State.BUDGET_SPENT else None,
    )


# The days of changes: long past, today, tomorrow, on the day of some event or the day after, and to come.
TURNS = st.sampled_from(
    [date(2021, 11, 22), date(2025, 11, 22), date(2025, 11, 23), TODAY, TODAY + timedelta(1), date(2027, 3, 1)]
) | st.dates(date(2019, 1, 1), date(2031, 12, 31))


@composite
def dated_policies(draw, code):
    """With changes: conditions that come, go and take another's place, awards, and states."""
    policy = draw(policies(code, awards))
    event = draw(one_of(None, "started", "left", "started"))
    days = sorted(draw(some_of(TURNS, min_size=1, max_size=3)))
    turns = [Turn(day, event) for day in days]

    def requirements_over_time(wanted):
        return replace(wanted, dated=tuple(draw(some_lists_of(dated_thresholds(tuple(turns)), max_size=3))))

    def award_over_time(award):
        chosen = [day for day in days if draw(BOOLEANS)]
        return replace(award, later=tuple((day, draw(awards)) for day in chosen), event=event if chosen else None)

    return replace(
        policy,
        requirements=requirements_over_time(policy.requirements),
        award=award_over_time(policy.award) if policy.award else None,
        tiers=tuple(
            replace(tier, requirements=requirements_over_time(tier.requirements), award=award_over_time(tier.award))
            for tier in policy.tiers
        ),
    )


ONE_OR_SEVERAL_WAYS = st.one_of(thresholds.map(lambda one: ((one,),)), any_ofs)


@composite
def dated_thresholds(draw, turns):
    since = draw(one_of(None, *turns))
    until = draw(one_of(*([turn for turn in turns if since is None or turn.day > since.day] or [None])))
    until = until if since is None else draw(one_of(None, until))
    ways = draw(ONE_OR_SEVERAL_WAYS)
    return Dated(ways, since, until)


PARAMETERS = {
    "wage": Parameter(
        "wage",
        (
            ParameterValue(date(2021, 8, 1), Decimal(1840), Basis.AT_LEAST),
            ParameterValue(date(2024, 1, 1), Decimal("2010.5"), Basis.FIXED),
        ),
    ),
    "price": Parameter("price"),
    # Of numbers that answers are compared with: one that rises, one of which only a bound is known, one to come.
    "line": Parameter(
        "line", (ParameterValue(date(2021, 1, 1), Decimal(4)), ParameterValue(date(2027, 3, 1), Decimal("8.5")))
    ),
    "bound": Parameter(
        "bound",
        (
            ParameterValue(date(2020, 1, 1), Decimal(8), Basis.UP_TO),
            ParameterValue(date(2028, 1, 1), Decimal(9), Basis.AT_LEAST),
        ),
    ),
    "later": Parameter("later", (ParameterValue(date(2027, 6, 1), Decimal(6)),)),
}


@composite
def rulesets(draw, most=4, kind=policies):
    count = draw(integers(1, most))
    rules = tuple(draw(kind(f"p{n}")) for n in range(count))
    return Ruleset(dict(BY_KEY), rules, PARAMETERS)


@composite
def persons(draw, complete=False):
    """Answers as the wizard gets them: a follow-up is answered only where it is asked."""
    from policies.calculator import Facts, Verdict

    everything = {key: draw(strategy) for key, strategy in ANSWERS.items()}
    kept = everything if complete else {k: v for k, v in everything.items() if draw(BOOLEANS)}
    rules = Ruleset(dict(BY_KEY), (), {})
    asked = Facts.resolve(rules, kept, TODAY).asked
    return {key: value for key, value in kept.items() if asked[key] is Verdict.YES}
