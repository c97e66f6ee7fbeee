#!/usr/bin/env bash
# policyengine-core 3.33.12, a variable of a month asked for a year, and an input of a year read by the month.
#
# One would guess: an amount of a month adds up to the year, and an input for a year is spread over its months, whether the
# amount is said to be a whole number (value_type = int, as benefits in whole yuan are) or one with a fraction (float).
#
# What happens: value_type decides what kind of quantity it is. A float is a flow: the year is the sum of its months, and
# an input of 1200 for a year is 100 in each month. An int is a stock, like a person's age: the year is what December
# says, and 1200 for a year is 1200 in every month. So an allowance of 100 from January to June is 600 a year as a float
# and 0 as an int, without a word; calculate_add() gives 600 for both. quantity_type says which it is, and where it is
# left out every bool, int, Enum, str and date is a stock.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check --no-compile policyengine-core==3.33.12

cat >try.py <<'PY'
import numpy
from policyengine_core.entities import Entity
from policyengine_core.periods import MONTH
from policyengine_core.simulations import SimulationBuilder
from policyengine_core.taxbenefitsystems import TaxBenefitSystem
from policyengine_core.variables import Variable

Person = Entity("person", "persons", "", "")


def variable(name, value_type, **more):
    return type(name, (Variable,), dict(value_type=value_type, entity=Person, definition_period=MONTH, label=name, **more))


def until_june(person, period):
    return numpy.array([100 if period.start.month <= 6 else 0])


KINDS = {"float": (float, {}), "int": (int, {}), "int, said to be a flow": (int, {"quantity_type": "flow"})}
for kind, (value_type, more) in KINDS.items():
    system = TaxBenefitSystem([Person])
    system.add_variables(variable("allowance", value_type, formula=until_june, **more), variable("wage", value_type, **more))
    simulation = SimulationBuilder().build_default_simulation(system, 1)
    simulation.set_input("wage", "2026", numpy.array([1200]))
    plain, added = simulation.calculate("allowance", "2026")[0], simulation.calculate_add("allowance", "2026")[0]
    march, year = simulation.calculate("wage", "2026-03")[0], simulation.calculate("wage", "2026")[0]
    print(f"{kind}: 100 from January to June is {plain:g} a year, added {added:g}; 1200 a year is {march:g} in March, {year:g} a year")
PY
environment/bin/python -W ignore try.py | tee seen
diff seen - <<'SEEN'
float: 100 from January to June is 600 a year, added 600; 1200 a year is 100 in March, 1200 a year
int: 100 from January to June is 0 a year, added 600; 1200 a year is 1200 in March, 1200 a year
int, said to be a flow: 100 from January to June is 600 a year, added 600; 1200 a year is 100 in March, 1200 a year
SEEN
