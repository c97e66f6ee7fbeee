"""Imports point one way, and never in a circle."""

import ast
import sys
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the bottom up. A layer imports only what stands below its line, so never a neighbour on the same line.
LAYERS = [
    {"calculator"},
    {"models"},
    {"catalogue", "statistics"},
    {"publishing", "answers"},
    {"wizard", "results", "library", "api", "screening", "backups"},
    # Between the questions and the result: it asks one and shows the other.
    {"supposing"},
    # The staff see what citizens would see.
    {"admin"},
]
# The rooms of two layers that have many, from the bottom up in the same way; a module of its own is a room too.
ROOMS = {
    "catalogue": [
        {"document", "bounded"},
        {"rows", "rulesets"},
        {"words"},
        {"changes", "validation", "catalogue"},
        {"packs", "why"},
    ],
    "admin": [
        {"wording", "figures", "handbook"},
        {"access", "history"},
        {"merging"},
        {"editing"},
        {"links", "notices", "put_together", "spreadsheets"},
        {"finding", "people"},
        {"categories", "life_events", "measures", "parameters", "personas", "places", "policies", "questions"},
        {"due", "releases", "slips"},
        {"home"},
    ],
}
# Of `screening` what makes a plan of a ruleset, and the engines that such a plan runs on.
PLAN_OF_A_TABLE = (
    "compiling.best",
    "compiling.comparing",
    "compiling.dates",
    "compiling.facts",
    "compiling.grants",
    "compiling.payments",
    "compiling.reckoned_sides",
    "compiling.reckoning",
    "compiling.standings",
    "compiling.terms",
    "compiling.timelines",
    "engines.expressions",
    "engines.staging",
    "limits",
    "plan",
    "table",
)
ENGINES = {"polars", "duckdb", "pyarrow", "pyspark"}
# These tie the layers together for Django; they may import any layer, and no layer imports them.
WIRING = {"apps", "urls", "templatetags", "management", "migrations"}
# One thing has one name in its three forms: as a value of the rules, as a row, as an entry of the document.
FORMS = ("policies.calculator.", "policies.models.", "policies.catalogue.document.schema.")
# Django looks for these names in every module of their kind.
DJANGOS_OWN = {"Command", "Media", "Meta", "Migration"}
LEVEL = {name: level for level, names in enumerate([*LAYERS, WIRING]) for name in names}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in (ROOT / "policies").rglob("*.py")}


def imported_names(module: str) -> set[str]:
    """Every module a module's text imports, also inside functions and for type checkers only."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names |= {alias.name for alias in node.names}
            case ast.ImportFrom():
                names |= {resolve(node, alias.name, package) for alias in node.names}
    return names


def resolve(node: ast.ImportFrom, name: str, package: str) -> str:
    """`from x import y` means the module x.y where there is one, else x."""
    ancestors = package.split(".")
    base = ".".join(ancestors[: len(ancestors) - node.level + 1]) if node.level else ""
    source = ".".join(part for part in (base, node.module) if part)
    return f"{source}.{name}" if f"{source}.{name}" in MODULES else source


def layer(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "policies" and len(parts) > 1 else None


def room(module: str) -> tuple[str, str] | None:
    """(layer, room) of a module in one of ROOMS; the layer's own __init__ ties its rooms together."""
    parts = module.split(".")
    return (parts[1], parts[2]) if len(parts) > 2 and parts[1] in ROOMS else None


@cache
def imports() -> dict[str, set[str]]:
    """Read by the worker that comes to these tests, not by each."""
    return {module: imported_names(module) for module in sorted(MODULES)}


def test_every_module_has_a_layer():
    unplaced = {layer(module) for module in MODULES} - LEVEL.keys() - {None}
    assert not unplaced, f"Give {sorted(unplaced)} a place in LAYERS"


@pytest.mark.parametrize("module", [module for module in sorted(MODULES) if layer(module) in LEVEL])
def test_imports_point_downward(module):
    own = layer(module)
    upward = {
        target
        for target in imports()[module]
        if (other := layer(target))
        and other != own
        and LEVEL.get(other, len(LEVEL)) >= LEVEL[own]
        # The wiring is Django's: its parts may know each other.
        and not {own, other} <= WIRING
    }
    assert not upward


def test_calculator_needs_the_standard_library_only():
    calculator = [module for module in imports() if layer(module) == "calculator"]
    assert calculator
    foreign = {
        (module, target)
        for module in calculator
        for target in imports()[module]
        if layer(target) != "calculator" and target.partition(".")[0] not in sys.stdlib_module_names
    }
    assert not foreign


def test_no_engine_is_known_to_the_plan_of_a_table():
    plan = [f"policies.screening.{name}" for name in PLAN_OF_A_TABLE]
    named = {name: {target.partition(".")[0] for target in imports()[name]} & ENGINES for name in plan}
    assert {name for name, several in named.items() if several} == set()


def test_a_citizens_path_leads_to_no_engine():
    """Whatever is imported where citizens are served, directly or by way of other modules."""
    reached, waiting = set(), ["policies.urls", "policies.apps"]
    while waiting:
        module = waiting.pop()
        if module in reached:
            continue
        reached.add(module)
        waiting += [target for target in imports().get(module, ()) if layer(target) != "admin"]
    assert "policies.calculator.assess" in reached
    assert {module.partition(".")[0] for module in reached} & (ENGINES | {"narwhals"}) == set()


def test_no_module_imports_itself_in_a_circle():
    graph = {module: targets & MODULES.keys() for module, targets in imports().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_two_classes_share_a_name():
    homes = defaultdict(list)
    for module, path in MODULES.items():
        home = next((form for form in FORMS if f"{module}.".startswith(form)), module)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in DJANGOS_OWN:
                homes[node.name].append(home)
    in_three_forms = [name for name, found in homes.items() if set(found) <= {*FORMS} and len({*found}) == len(found)]
    doubled = {name: found for name, found in homes.items() if len(found) > 1 and name not in in_three_forms}
    assert not doubled, "One word for one thing: see the glossary in docs/architecture.md"


def test_every_room_has_a_floor():
    placed = {(layer, name) for layer, floors in ROOMS.items() for floor in floors for name in floor}
    assert {found for module in MODULES if (found := room(module))} == placed


@pytest.mark.parametrize("module", [module for module in sorted(MODULES) if room(module)])
def test_rooms_import_what_stands_below_them(module):
    own = room(module)
    floors = {name: level for level, floor in enumerate(ROOMS[own[0]]) for name in floor}
    upward = {
        target
        for target in imports()[module]
        if (other := room(target)) and other != own and other[0] == own[0] and floors[other[1]] >= floors[own[1]]
    }
    assert not upward
