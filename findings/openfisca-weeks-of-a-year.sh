#!/usr/bin/env bash
# OpenFisca-Core 46.0.1, a variable of a week (definition_period = DateUnit.WEEK) added up over longer periods.
#
# One would guess: a year is the sum of its months, as it is for a variable of a day; and each week belongs to some year,
# so that nothing is lost in the long run.
#
# What happens: an allowance of 100 a week is 400 in every month, 4800 in the twelve months of a year and 5200 in that
# year. The weeks of a period are counted by dividing its days by seven without the rest (4 in every month, 52 in every
# year), and as many are taken one after another, from the one that the first day falls in; the next period starts anew.
# So four weeks of a year are in no month, and about every sixth year its last week is in no year: what was paid in it is
# in no sum at all. The days of weeks (WEEKDAY) go the same way: a year has 364 of them, and its months have 365.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check OpenFisca-Core==46.0.1

cat >try.py <<'PY'
import datetime

from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = Entity("person", "persons", "", "")


class allowance(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.WEEK
    label = "What is paid each week"

    def formula(person, period):
        return person.filled_array(100)


class days(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.DAY
    label = "One for each day"

    def formula(person, period):
        return person.filled_array(1)


class weekdays(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.WEEKDAY
    label = "One for each day of a week"

    def formula(person, period):
        return person.filled_array(1)


system = TaxBenefitSystem([Person])
system.add_variables(allowance, days, weekdays)
simulation = SimulationBuilder().build_default_simulation(system, count=1)


def total(variable, *periods):
    return sum(int(simulation.calculate_add(variable, period)[0]) for period in periods)


def weeks(*periods):
    return {str(week) for one in periods for week in period(one).get_subperiods(DateUnit.WEEK)}


months = [f"2026-{month:02}" for month in range(1, 13)]
for variable in ("days", "weekdays", "allowance"):
    print(f"{variable} of 2026: {total(variable, '2026')}, of its months: {total(variable, *months)}")
print("weeks of 2026 in none of its months:", *sorted(weeks("2026") - weeks(*months)))

mondays = [datetime.date(2021, 1, 4) + datetime.timedelta(weeks=passed) for passed in range(15 * 52)]
every = {"{}-W{:02}".format(*monday.isocalendar()) for monday in mondays}
years = [str(year) for year in range(2020, 2038)]
print("weeks in no year:", *sorted(every - weeks(*years)))
PY
environment/bin/python -W ignore try.py | tee seen
diff seen - <<'SEEN'
days of 2026: 365, of its months: 365
weekdays of 2026: 364, of its months: 365
allowance of 2026: 5200, of its months: 4800
weeks of 2026 in none of its months: 2026-W13 2026-W22 2026-W35 2026-W48
weeks in no year: 2023-W52 2028-W52 2034-W52
SEEN
