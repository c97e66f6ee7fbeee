"""Why a sample person cannot be run on a document, for a clerk who sees names and not keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policies.catalogue.validation.conditions import TYPES
from policies.catalogue.validation.problems import Problem

from .personas import Mismatch, Outcome

Entry = Mapping[str, Any]
Questions = Mapping[str, Entry]


def not_run(persona: dict[str, Any], problems: Iterable[Problem], questions: Questions, before: Questions) -> Outcome:
    """Of one who cannot be run. `questions`: the document's by key; `before`: those of the one that is live, which may
    have what is gone."""
    return Outcome(persona, None, tuple(_mismatches(persona, problems, questions, before)))


def _mismatches(
    persona: Entry, problems: Iterable[Problem], questions: Questions, before: Questions
) -> Iterator[Mismatch]:
    for problem in problems:
        field, *key = problem.path[2:]
        if field == "answers" and key:
            said = _of_an_answer(persona, problem, str(key[0]), questions, before)
        elif field == "as_of":
            said = "这个人物的回答日期晚于查询日期，请打开它改其中一个"
        else:
            said = "这个人物的资料填得不对，请打开它改好"
        # What is wrong, whatever it is called: the validator's own.
        yield Mismatch(("unfit", problem.message), said)


def _of_an_answer(persona: Entry, problem: Problem, key: str, questions: Questions, before: Questions) -> str:
    question = questions.get(key)
    if question is None:
        name = before[key]["name"] if key in before else key
        return f"“{name}”这一题没有了，这个人物还回答着它。请打开这个人物，删掉这个回答"
    name, answer = question["name"], persona["answers"].get(key)
    if problem.code == "region":
        return f"“{name}”在这个人物的地区不问。请打开这个人物，删掉这个回答"
    if question["type"] == "choice" and isinstance(answer, list) is not bool(question.get("many")):
        by_now = "可以选几项，这个人物只答了一项" if question.get("many") else "只选一项，这个人物的回答不是"
        return f"“{name}”现在{by_now}。请打开这个人物重新选"
    if question["type"] == "choice":
        return f"“{name}”没有这个人物选的选项了。请打开这个人物重新选"
    return f"“{name}”现在是{TYPES[question['type']]}，这个人物的回答不合。请打开这个人物重新填"
