#!/usr/bin/env bash
# OpenFisca-Core 46.0.1, variables with definition_period = DateUnit.ETERNITY ("a value that never changes") and a formula.
#
# One would guess: such a variable is worked out for ETERNITY, and has one value whatever was asked before; a formula
# that goes by a month is refused, as a variable of a month inside a yearly formula is.
#
# What happens: asked for ETERNITY, the only period that it is defined for, it stops with "year -1 is out of range" (a
# plain input of ETERNITY does not). Asked for a month it works, the formula gets that month, and the answer is kept as
# the one for ever: what January says depends on whether February was asked for first, and after either the same
# question for ETERNITY, which had failed, has an answer. Two simulations with the same inputs disagree without a word.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check OpenFisca-Core==46.0.1

cat >try.py <<'PY'
import sys

from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

ETERNITY = "ETERNITY"
Person = Entity("person", "persons", "", "")


class salary(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "A month's salary"


class born_here(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "An input that never changes"


class has_worked(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Reckoned, and said never to change"

    def formula(person, period):
        return person("salary", period) > 0


def asked(*periods):
    """Of one person who earns in February alone, in one simulation, in this order."""
    system = TaxBenefitSystem([Person])
    system.add_variables(salary, born_here, has_worked)
    simulation = SimulationBuilder().build_default_simulation(system, count=1)
    simulation.set_input("salary", "2026-01", [0])
    simulation.set_input("salary", "2026-02", [3000])
    simulation.set_input("born_here", ETERNITY, [True])
    assert simulation.calculate("born_here", ETERNITY)[0]
    answers = []
    for period in periods:
        try:
            answers.append(bool(simulation.calculate("has_worked", period)[0]))
        except ValueError as error:
            answers.append(str(error))
    print(", ".join(f"{period}: {answer}" for period, answer in zip(periods, answers)))
    return answers


found = asked(ETERNITY), asked("2026-01", "2026-02", ETERNITY), asked("2026-02", "2026-01", ETERNITY)
if found != (["year -1 is out of range"], [False] * 3, [True] * 3):
    sys.exit("It behaves otherwise now.")
PY
environment/bin/python -W ignore try.py
