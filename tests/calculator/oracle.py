"""The calculator said again the slow way, day by day and combination by combination, straight from the definitions."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import floor

from policies.calculator import calendar
from policies.calculator.awards import PAID_FORMS
from policies.calculator.calendar import Month, full_months
from policies.calculator.ruleset import NO_DATE, Between, Formula, Requirements, Window
from policies.calculator.verdict import NO, UNKNOWN, YES, all_of, any_of

# Asked for the same day on each day that is looked at.
add_months = cache(calendar.add_months)
ALWAYS_OPEN = Window(date.min)
RANKED = {
    "is": lambda a, b: a == b,
    "is_not": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "not_in": lambda a, b: a not in b,
    "at_least": lambda a, b: a >= b,
    "at_most": lambda a, b: a <= b,
    "more_than": lambda a, b: a > b,
    "less_than": lambda a, b: a < b,
    "between": lambda a, b: b.least <= a <= b.most,
}


def facts(rules, answers, as_of, stated_on):
    """(known values, by months question whether it grows and from which day, or from one of which days)"""
    values = {}
    for key, question in rules.questions.items():
        asked = YES if question.asked_if is None else is_asked(rules, question.asked_if, values, as_of)
        value = question.implied if asked is NO else answers.get(key)
        if value is not None:
            values[key] = value
    grows = {}
    for key, question in rules.questions.items():
        if question.grows_if:
            starts = [day for one in question.grows_if.questions for day in begins(rules.questions[one], values)]
            stated = stated_on.get(key, as_of)
            since = {max(stated, day) for day in starts} or {stated}
            several = {holds(rules, question.grows_if, values, None, day) for day in days_of_numbers(rules, as_of)}
            grows[key] = agreed(several), since
    for key, question in rules.questions.items():
        asked = YES if question.asked_if is None else is_asked(rules, question.asked_if, values, as_of)
        if question.ages and asked is not NO:
            grows[key] = "ages", stated_on.get(key, as_of)
    return values, grows


def days_of_numbers(rules, as_of):
    """That day and every later one on which a parameter becomes another."""
    every = {value.starts_on for parameter in rules.parameters.values() for value in parameter.values}
    return [as_of, *sorted(day for day in every if day > as_of)]


def is_asked(rules, requirements, values, as_of):
    """If it is on any of these days; whoever answered all that it hangs on is asked while nobody can tell."""

    def one(threshold, day):
        wanted = threshold.condition
        verdict = condition(rules, wanted, values, None, day)
        answered = {wanted.question, *wanted.factors} <= values.keys()
        return YES if verdict is UNKNOWN and answered and reckoned_sides(wanted) else verdict

    return any_of(
        all_of(
            [one(threshold, day) for threshold in requirements.required]
            + [any_of([all_of(one(each, day) for each in way) for way in ways]) for ways in requirements.any_of]
        )
        for day in days_of_numbers(rules, as_of)
    )


def aged(question, value, since, day):
    """What the answer may have become by that day."""
    if day <= since:
        return {value}
    if question.grows_yearly:
        years = full_months(since, day) // 12
        return {value + years} | (set() if day == add_months(since, 12 * years) else {value + years + 1})
    years = day.year - since.year
    if value is not True or years == 0:
        return {value}
    return {True, False} if years <= question.yes_lasts_years else {False}


def begins(question, values):
    """The day from which the answer to a question holds, or one of which it is; none if it holds already."""
    day = values.get(dict(question.begins).get(values.get(question.key)))
    return days_of(day) if day and day != NO_DATE else []


def holds(rules, requirements, values, grows, day):
    one = lambda threshold: condition(rules, threshold.condition, values, grows, day)  # noqa: E731
    ways = lambda branches: any_of([all_of(map(one, branch)) for branch in branches])  # noqa: E731
    known = {dated: ways(dated.branches) for dated in requirements.dated}
    eras = product(*(possible_days(event, requirements, values, day) for event in _events(requirements)))
    on_days = {all_of([known[dated] for dated in requirements.dated if holds_on(dated, dict(era))]) for era in eras}
    return all_of(
        [one(threshold) for threshold in requirements.required]
        + [ways(branches) for branches in requirements.any_of]
        + [on_days.pop() if len(on_days) == 1 else UNKNOWN]
    )


def _events(requirements):
    return sorted({turn.event for dated in requirements.dated for turn in dated.turns}, key=str)


def possible_days(event, requirements, values, day):
    """(event, day) for each day on which it may be: where it is not known, on either side of every turn."""
    known = values.get(event) if event else NO_DATE
    if known is None:
        turns = [turn.day for dated in requirements.dated for turn in dated.turns]
        return [(event, one) for turn in turns for one in (turn - timedelta(1), turn)]
    return [(event, one) for one in ([day] if known == NO_DATE else days_of(known))]


def holds_on(dated, days):
    """`days`: of each event."""
    begun = dated.since is None or days[dated.since.event] >= dated.since.day
    return begun and (dated.until is None or days[dated.until.event] < dated.until.day)


def condition(rules, wanted, values, grows, day):
    if sides := reckoned_sides(wanted):
        return all_of([side(rules, wanted, *one, values, grows, day) for one in sides])
    return plain_condition(rules, wanted, values, grows, day)


def plain_condition(rules, wanted, values, grows, day):
    question, value = rules.questions[wanted.question], values.get(wanted.question)
    if value is None:
        return UNKNOWN
    if question.type == "date":
        return of_a_date(wanted, value, values, day)
    if question.many:
        ticked = any(one in wanted.operand for one in value)
        return YES if ticked is (wanted.operator == "in") else NO
    starts = begins(question, values)
    # Without growth one asks whether a follow-up is asked: a matter of the answer alone.
    if starts and grows is not None:
        met = RANKED[wanted.operator](value, wanted.operand)
        return agreed({YES if met and day >= start else NO for start in starts})
    if question.type == "choice" and question.ordered and wanted.operator not in ("is", "is_not", "in", "not_in"):
        return YES if RANKED[wanted.operator](*map(question.choices.index, (value, wanted.operand))) else NO
    stated = YES if RANKED[wanted.operator](value, wanted.operand) else NO
    growth, since = (grows or {}).get(wanted.question, (NO, ()))
    if growth is NO:
        return stated
    if growth == "ages":
        possible = aged(question, value, since, day)
        return agreed({YES if RANKED[wanted.operator](one, wanted.operand) else NO for one in possible})
    most = [value + full_months(one, day) for one in since]
    # While nobody knows whether it grows, nor from when on, it is any number up to the one it may have become.
    possible = most if growth is YES else range(value, max(most) + 1)
    return agreed({YES if RANKED[wanted.operator](one, wanted.operand) else NO for one in possible})


def reckoned_sides(wanted):
    """(operator, number or formula) of each end; none where nothing is reckoned."""
    operand = wanted.operand
    if isinstance(operand, Formula):
        return [(wanted.operator, operand)]
    ends = [operand.least, operand.most] if isinstance(operand, Between) else []
    reckoned = any(isinstance(end, Formula) for end in ends)
    return list(zip(("at_least", "at_most"), ends, strict=True)) if reckoned else []


def side(rules, wanted, operator, end, values, grows, day):
    """One end, with the least and the most that it may come to on that day."""
    ends = possible_ends(rules, end, values, day) if isinstance(end, Formula) else {end}
    if not ends:
        return UNKNOWN
    return agreed(
        {condition(rules, replace(wanted, operator=operator, operand=one), values, grows, day) for one in ends}
    )


def possible_ends(rules, formula, values, day):
    """None at all while a number is not published. What nobody knows is anything from nothing to very much."""
    found = {Fraction(formula.coefficient)}
    for factor in formula.factors:
        known = {Fraction(0), Fraction(10**12)}
        if factor.parameter:
            in_force = [one for one in rules.parameters[factor.parameter].values if one.starts_on <= day]
            if not in_force:
                return set()
            number, basis = Fraction(in_force[-1].value), in_force[-1].basis
            known = {"fixed": {number}, "up_to": {Fraction(0), number}, "at_least": {number, Fraction(10**12)}}[basis]
        elif factor.question in values:
            known = {Fraction(values[factor.question])}
        found = {one * number for one in found for number in known}
    return {min(found), max(found)}


def of_a_date(wanted, event, values, day):
    if event == NO_DATE:
        return NO
    measured = [day]
    if wanted.measured_at:
        known = values.get(wanted.measured_at)
        if known is None:
            return UNKNOWN
        measured = [day] if known == NO_DATE else days_of(known)
    holds = ON_A_DATE[wanted.operator]
    return agreed(
        {YES if holds(start, end, wanted.operand) else NO for start, end in product(days_of(event), measured)}
    )


def age(born, day):
    """Full years by month and day, as one counts them on an identity card."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


# (the event, the day on which it is looked at, the operand)
ON_A_DATE = {
    "months_since_at_least": lambda event, day, months: day >= add_months(event, months),
    "months_since_at_most": lambda event, day, months: day <= add_months(event, months),
    "months_since_more_than": lambda event, day, months: day > add_months(event, months),
    "months_since_less_than": lambda event, day, months: day < add_months(event, months),
    "days_since_at_least": lambda event, day, days: (day - event).days >= days,
    "days_since_at_most": lambda event, day, days: (day - event).days <= days,
    "age_at_least": lambda event, day, years: age(event, day) >= years,
    "age_at_most": lambda event, day, years: age(event, day) <= years,
    "age_more_than": lambda event, day, years: age(event, day) > years,
    "age_less_than": lambda event, day, years: age(event, day) < years,
    "before": lambda event, day, limit: event < limit,
    "on_or_after": lambda event, day, limit: event >= limit,
    "same_year_as": lambda event, day, other: event.year == day.year,
}


def days_of(known):
    """The days that a date may be: of a month each of its days."""
    if not isinstance(known, Month):
        return [known]
    return [known.first + timedelta(n) for n in range((known.last - known.first).days + 1)]


def agreed(verdicts):
    return verdicts.pop() if len(verdicts) == 1 else UNKNOWN


def window(policy, values, day):
    found = policy.window
    event = values.get(found.event) if found.event else NO_DATE
    if event is None:
        return UNKNOWN
    return agreed({within(found, one) for one in ([day] if event == NO_DATE else days_of(event))})


def within(found, day):
    if day < found.starts_on:
        return NO
    if found.ends_on is None or day <= found.ends_on:
        return YES
    return UNKNOWN if found.doubtful_until and day <= found.doubtful_until else NO


def verdict(rules, policy, values, grows, day, had=()):
    """`had`: the codes of what the person has already, which nothing requires any more."""
    others = {one.code: one for one in rules.policies}
    needed = [others.get(code) for code in policy.requires if code not in had]
    own = verdict_alone(rules, policy, values, grows, day)
    return all_of([own, *(can_be_had(rules, one, values, grows, day, had) for one in needed)])


def can_be_had(rules, policy, values, grows, day, had):
    """Whether somebody can come that day to what they must have."""
    if policy is None or (policy.state != "open" and not policy.spent_on):
        return NO
    there = YES if not policy.spent_on or day < policy.spent_on else NO
    return all_of([there, verdict(rules, policy, values, grows, day, had)])


def verdict_alone(rules, policy, values, grows, day):
    accepts = YES if not policy.accepting or YES in [within(one, day) for one in policy.accepting] else NO
    base = [accepts, window(policy, values, day), holds(rules, policy.requirements, values, grows, day)]
    tiers = [holds(rules, tier.requirements, values, grows, day) for tier in policy.tiers]
    return all_of([*base, any_of(tiers)] if tiers else base)


def outcome(rules, policy, answers, as_of, on, stated_on=None, had=()):
    """(status, eligible_from, eligible_until), by looking at every day of the horizon."""
    values, grows = facts(rules, answers, as_of, stated_on or {})
    days = [on + timedelta(n) for n in range((add_months(on, 60) - on).days + 1)]
    verdicts = [verdict(rules, policy, values, grows, day, had) for day in days]
    if verdicts[0] is UNKNOWN or (YES not in verdicts and UNKNOWN in verdicts):
        return "unknown", None, None
    if YES not in verdicts:
        return "ineligible", None, None
    start = verdicts.index(YES)
    money = [not policy.spent_on or day < policy.spent_on for day in days]
    # Certain too late, but perhaps in time.
    if not money[start] and UNKNOWN in [one for one, there in zip(verdicts, money, strict=True) if there]:
        return "unknown", None, None
    end = next((n for n in range(start, len(days)) if verdicts[n] is not YES or money[n] < money[start]), None)
    status = "upcoming" if start else "eligible"
    return status, days[start] if start else None, days[end - 1] if end else None


def doubtful(rules, policy, answers, as_of, on):
    """Whether it is out of reach, but would not be without our own readings."""
    if outcome(rules, policy, answers, as_of, on, {})[0] != "ineligible":
        return False
    opened = replace(
        policy,
        requirements=_as_stated(policy.requirements),
        tiers=tuple(replace(tier, requirements=_as_stated(tier.requirements)) for tier in policy.tiers),
        window=ALWAYS_OPEN if policy.window_reason.inferred and not policy.window_reason.widens else policy.window,
    )
    return outcome(rules, opened, answers, as_of, on, {})[0] != "ineligible"


def _as_stated(requirements):
    """The conditions that are not a reading of ours which keeps people out."""

    def kept(thresholds):
        return tuple(one for one in thresholds if one.reason.widens or not one.reason.inferred)

    return Requirements(
        kept(requirements.required),
        tuple(tuple(map(kept, ways)) for ways in requirements.any_of),
        tuple(replace(one, branches=tuple(map(kept, one.branches))) for one in requirements.dated),
    )


def in_force(award, values, day):
    """The awards that may be in force on that day, by its event where it has one."""
    known = values.get(award.event) if award.event else NO_DATE
    if known is None:
        return [award, *(one for _, one in award.later)]
    days = [day] if known == NO_DATE else days_of(known)
    return list(dict.fromkeys(_last(award, one) for one in days))


def _last(award, day):
    found = award
    for turn, one in award.later:
        if turn <= day:
            found = one
    return found


def paid_over_time(award, shown, first, until, values, reckon):
    """(total, what of it falls due up to a day), each payment looked at on its own day; None: nobody can say.

    `award`: of the ruleset, `shown`: what it comes to on the first day, `reckon`: what an award comes to from a day on.
    """
    event = values.get(shown.counted_from)
    event = event.last if isinstance(event, Month) else event
    start = event if isinstance(event, date) else first
    step = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, None: 12}[shown.period]
    count = 0 if shown.recurring_basis is None else shown.count or 12 // step
    (now,) = in_force(award, values, first)
    due = [(start, shown.once, shown.times)] if shown.has_once else []
    for n in range(count):
        day = add_months(start, n * step)
        # By the day alone, as there is no event.
        then = _last(award, day)
        if then is now or then.form != now.form or not then.recurring or then.recurring.period != shown.period:
            then = next(
                one
                for turn, one in reversed([(date.min, award), *award.later])
                if turn <= day and (one is now or _same_rhythm(one, now))
            )
        paid = shown if then is now else reckon(replace(then, cap=now.cap, later=(), event=None), day)
        due.append((day, paid.recurring, paid.times))
    if shown.cap_open or not due or any(None in one for one in due):
        return None, None
    left, total, counted = shown.cap, 0, 0
    for day, amount, times in due:
        amount = amount * times if left is None else min(amount * times, left)
        left = None if left is None else left - amount
        total += amount
        counted += amount if until is None or day <= until else 0
    return total, counted


def _same_rhythm(one, now):
    return one.form == now.form and one.recurring and one.recurring.period == now.recurring.period


def paid(award, first, until, values, parameters):
    """(total, what of it falls due up to a day) of an award of the ruleset, by looking at every payment on its day.

    None: nobody can say. `values`: the facts that an amount is reckoned by. Of a lower or an upper bound the bound.
    """
    if award.form in ("loan", "service"):
        return 0, 0
    event = values.get(award.counted_from)
    event = event.last if isinstance(event, Month) else event
    start = event if isinstance(event, date) else first
    start = max(start, award.first_on or start)
    in_time = lambda day: award.last_on is None or day <= award.last_on  # noqa: E731
    many = 1 if award.times is None else values.get(award.times)
    once = of_a_part(award.once, values, parameters, first) if award.once else 0
    every = award.recurring
    each = of_a_part(every.part, values, parameters, first) if every else 0
    cap = award.cap if not isinstance(award.cap, Formula) else of_a_formula(award.cap, values, parameters, first)
    if award.already:
        had = values.get(award.already)
        cap = None if had is None else max(0, floor(cap - had))
    if award.last_on and award.counted_from and award.counted_from not in values:
        return None, None
    if not in_time(start):
        return (0, 0) if award.once or every else (None, None)
    if None in (many, once, each) or (award.cap is not None and cap is None) or not (award.once or every):
        return None, None
    left = sum([once * many, 1200 * each * many]) if cap is None else cap
    whole = min(once * many, left)
    due = [(day, amount) for day, amount in _in_parts(award.once, whole, start) if in_time(day)]
    # What is not paid leaves room under a cap.
    left -= sum(amount for _, amount in due)
    # Where nobody says how often, for a year, or for as long as anything is paid at all.
    once_a = 0 if every is None else (1200 if award.last_on else 12) // STEP[every.period]
    for number in range(0 if every is None else every.count or once_a):
        day = add_months(start, number * STEP[every.period])
        amount = min(each * many, left) if in_time(day) else 0
        left -= amount
        due.append((day, amount))
    total = sum(amount for day, amount in due if in_time(day))
    return total, sum(amount for day, amount in due if in_time(day) and (until is None or day <= until))


def in_turn(rules, award, values, grows, day):
    """The awards that it may be, for all that is known on that day of the conditions that raise it."""
    found = []
    for one in award.uplifts:
        verdict = condition(rules, one.raised.condition, values, grows, day)
        found += [one] if verdict is not NO else []
        if verdict is YES:
            return found
    return [*found, award]


STEP = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def _in_parts(part, whole, start):
    """(day, yuan) of each instalment: whole yuan, the rest with the last."""
    plan = part.instalments if part else None
    if plan is None:
        return [(start, whole)]
    amounts = [floor(whole * share) for share in plan.shares]
    amounts[-1] += whole - sum(amounts)
    return [(add_months(start, n * STEP[plan.period]), amount) for n, amount in enumerate(amounts)]


def of_a_part(part, values, parameters, day):
    if not isinstance(part.amount, Formula):
        return part.amount
    found = of_a_formula(part.amount, values, parameters, day)
    return found if found is None or part.most is None else min(found, part.most)


def of_a_formula(formula, values, parameters, day):
    product = Fraction(formula.coefficient)
    for factor in formula.factors:
        on = values.get(factor.at) if factor.at else NO_DATE
        if factor.question:
            number = values.get(factor.question)
            number = number if number is None or factor.limit is None else min(number, factor.limit)
        elif on is None or isinstance(on, Month):
            return None
        else:
            day_of_value = day if on == NO_DATE else on
            in_force = [one.value for one in parameters[factor.parameter].values if one.starts_on <= day_of_value]
            number = in_force[-1] if in_force else None
        if number is None:
            return None
        product *= Fraction(number)
    return floor(product) + formula.plus


def _is_open(result):
    spent_on = result.policy.spent_on
    return result.policy.state == "open" or bool(spent_on and result.days.on < spent_on)


def exclude(one, other):
    """Whether nobody takes both."""
    share = {one.group, *one.also_in} & {other.group, *other.also_in} - {None}
    return bool(share) or one.code in other.excludes or other.code in one.excludes


def best_within(results, received):
    """The greatest sum over every combination that takes one policy of a group at most."""
    candidates = [r for r in results if r.status == "eligible" and _is_open(r) and r.code not in received]
    had = [r for r in results if r.code in received]
    most = 0
    for picks in product([False, True], repeat=len(candidates)):
        chosen = [r for r, pick in zip(candidates, picks, strict=True) if pick]
        pairs = [*combinations(chosen, 2), *product(chosen, had)]
        if not any(exclude(one.policy, other.policy) for one, other in pairs):
            most = max(most, sum(r.within or 0 for r in chosen if r.award.form in PAID_FORMS))
    return most
