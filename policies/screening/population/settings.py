"""Settings of a synthetic population (TOML, see population.toml) to distributions; every mistake with its key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from policies.calculator.ruleset import Question, QuestionType, Ruleset
from policies.catalogue.validation.problems import listed, similar

from .distributions import DrawnQuestion, Population
from .even import even
from .reading import SettingsReader, Table

SHIPPED = Path(__file__).with_name("population.toml")
PARTS = ("questions", "variables", "received")
Settings = dict[str, dict[str, Any]]


class BadSettings(Exception):
    """Holds every mistake as a sentence that begins with its key."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def read(path: Path) -> Settings:
    """The settings of a file by part. Raises BadSettings where it is no TOML or has other parts; OSError."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadSettings(["文件不是 UTF-8 编码，请另存为 UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings([f"不是能读的 TOML：{error}"]) from error
    mistakes = [
        f"{name}：多余的键{similar(name, PARTS)}，最外层只写 {'、'.join(PARTS)}" for name in found if name not in PARTS
    ]
    mistakes += [f"{name}：要写成 [{name}.…]" for name in PARTS if not isinstance(found.get(name, {}), dict)]
    mistakes += [
        f"{name}.{key}：要写成 [{name}.{key}]"
        for name in PARTS
        for key, table in (found.get(name, {}).items() if isinstance(found.get(name, {}), dict) else ())
        if not isinstance(table, dict)
    ]
    if mistakes:
        raise BadSettings(mistakes)
    return {name: found.get(name, {}) for name in PARTS}


def population(
    ruleset: Ruleset, entries: Mapping[str, Mapping[str, Any]], codes: Collection[str], own: Settings | None = None
) -> Population:
    """The shipped settings with `own` in place of theirs, question by question.

    `entries`: every question of the catalogue, as the document has it; `codes`: those of all its policies. What this
    check does not ask, or does not have, is left out. Raises BadSettings.
    """
    shipped, own = read(SHIPPED), own or {name: {} for name in PARTS}
    asked = {key: _question(entry) for key, entry in entries.items()} | dict(ruleset.questions)
    mistakes = list(_strangers(own, asked, codes))
    settings = {name: {**shipped[name], **own[name]} for name in PARTS}
    variables = {key: _variable(key, table, asked, mistakes) for key, table in settings["variables"].items()}
    reading = SettingsReader(asked | variables, mistakes)
    drawn = {key: reading.question(f"variables.{key}", key, settings["variables"][key]) for key in variables}
    # Others may go by what this check does not ask.
    set_ = {key: table for key, table in settings["questions"].items() if key in asked}
    drawn |= {key: reading.question(f"questions.{key}", key, table) for key, table in set_.items()}
    missing = tuple(key for key in ruleset.questions if key not in set_)
    drawn |= {key: even(asked[key], entries.get(key, {})) for key in missing}
    own_codes = {policy.code for policy in ruleset.policies}
    received = tuple(
        reading.received(f"received.{code}", code, table)
        for code, table in settings["received"].items()
        if code in own_codes
    )
    order = _in_order(drawn, ruleset, mistakes)
    if mistakes:
        raise BadSettings(mistakes)
    wanted = _with_what_they_go_by(drawn, [*ruleset.questions, *(key for one in received for key in one.goes_by)])
    return Population(tuple(drawn[key] for key in order if key in wanted), received, missing)


def _question(entry: Mapping[str, Any]) -> Question:
    """As far as answers are drawn by it."""
    choices = tuple(choice["value"] for choice in entry.get("choices") or ())
    return Question(entry["key"], QuestionType(entry["type"]), choices, many=bool(entry.get("many")))


def _with_what_they_go_by(drawn: Mapping[str, DrawnQuestion], keys: list[str]) -> set[str]:
    found, waiting = set[str](), list(keys)
    while waiting:
        if (key := waiting.pop()) not in found:
            found.add(key)
            waiting += drawn[key].goes_by
    return found


def _strangers(own: Settings, asked: Collection[str], codes: Collection[str]) -> Iterator[str]:
    for key in own["questions"]:
        if key not in asked:
            yield f"questions.{key}：没有这道题{similar(key, asked)}"
    for code in own["received"]:
        if code not in codes:
            yield f"received.{code}：没有这项政策{similar(code, codes)}"


def _variable(key: str, table: Table, asked: Collection[str], mistakes: list[str]) -> Question:
    kinds = [kind.value for kind in QuestionType if kind not in (QuestionType.CHOICE, QuestionType.BOOL)]
    if key in asked:
        mistakes.append(f"variables.{key}：有一道题也叫 {key}，请换一个名字")
    if table.get("type") not in kinds:
        mistakes.append(f"variables.{key}.type：要写 {listed(kinds)} 里的一个")
        return Question(key, QuestionType.INT)
    return Question(key, QuestionType(table["type"]))


def _in_order(drawn: Mapping[str, DrawnQuestion], ruleset: Ruleset, mistakes: list[str]) -> list[str]:
    """Each after what it goes by and what it is asked for."""
    graph: dict[str, frozenset[str]] = {}
    for key, one in drawn.items():
        question = ruleset.questions.get(key)
        asked_if = question.asked_if.questions if question and question.asked_if else frozenset()
        graph[key] = (one.goes_by | asked_if) & drawn.keys()
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        mistakes.append(f"questions.{error.args[1][0]}：互相按对方来定，成了一个圈：{circle}")
        return list(drawn)
