"""What a check of many persons takes in the tree of this project that is named: see `beside_checks.py`.

python checks.py TREE STATE    is told [share], and says the answers of persons of chance who answered that share of the
questions; or [the answers of persons, what of a check, whether beside the national list], and says the seconds of each
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from national import answers_of_chance, with_national_list
from varied import answer_of_chance

Answers = dict[str, Any]
Work = Callable[[], object]
REGION, PERSONS, SEED = "qujiang", 40, 13


def prepare(tree: str, state: str) -> None:
    """The shipped pack is read from its files: no database."""
    sys.path[0] = tree
    sys.path.append(os.path.dirname(__file__))
    os.chdir(tree)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="qujiang.settings",
        STATE_DIR=state,
        DATABASE_URL=f"sqlite:///{state}/db.sqlite3",
        DJANGO_DEBUG="false",
        DJANGO_SECRET_KEY="a-secret-only-for-benchmarks-and-no-other-use",
    )
    import django

    django.setup()


def catalogues() -> dict[bool, Any]:
    from policies.catalogue.catalogue import Catalogue
    from policies.publishing import stored

    shipped = stored.from_pack()
    return {False: shipped, True: Catalogue(with_national_list(shipped.document), sha256="", origin="pack")}


def persons(catalogue: Any, share: float) -> list[Answers]:
    """What each answered, of the shipped questions and of those of the list."""
    rng = random.Random(f"{SEED} {share}")
    asked = [question for key, question in catalogue.questions.items() if not key.startswith("list_")]
    found = []
    for _ in range(PERSONS):
        answers = {question["key"]: answer_of_chance(question, rng) for question in asked if rng.random() < share}
        found.append(_readable({**answers, **answers_of_chance(rng, share)}, catalogue))
    return found


def _readable(answers: Answers, catalogue: Any) -> Answers:
    """What can be answered so in this tree; a list of questions that is not there is not answered."""
    from policies.answers import parse, today

    found = {}
    for key, value in answers.items():
        try:
            parse(catalogue.questions[key], value, today())
            found[key] = value
        except (KeyError, ValueError):
            continue
    return found


def works(catalogue: Any, several: list[Answers]) -> dict[str, list[Work]]:
    """By what is wanted of a check what does it, for each of the persons."""
    from policies.answers import parse, today
    from policies.calculator import Facts, assess

    ruleset, on = catalogue.ruleset(REGION), today()
    readable = [_readable(answers, catalogue) for answers in several]
    typed = [{key: parse(catalogue.questions[key], value, on) for key, value in one.items()} for one in readable]

    def statuses(answers: Answers) -> object:
        return [result.status for result in assess(ruleset, Facts.resolve(ruleset, answers, on), on).results]

    def findings(answers: Answers) -> object:
        assessment = assess(ruleset, Facts.resolve(ruleset, answers, on), on)
        return [(result.status, result.findings) for result in assessment.results]

    def everything(answers: Answers) -> object:
        assessment = assess(ruleset, Facts.resolve(ruleset, answers, on), on)
        for result in assessment.results:
            result.findings, result.award, result.missing, result.doubtful  # noqa: B018
        return assessment.best, assessment.relevant_questions

    def each(work: Callable[[Answers], object]) -> list[Work]:
        return [lambda one=one: work(one) for one in typed]

    return {
        "the statuses": each(statuses),
        "with the findings": each(findings),
        "the whole assessment": each(everything),
        "as JSON, from the request": list(_requests(catalogue, readable)),
    }


def _requests(catalogue: Any, several: Iterable[Answers]) -> Iterable[Work]:
    from django.test import RequestFactory

    from policies.api import views
    from policies.publishing import live

    for answers in several:
        body = json.dumps({"region": REGION, "answers": answers}).encode()

        def ask(body: bytes = body) -> object:
            live._live.catalogue, live._live.started = catalogue, True
            request = RequestFactory().post("/api/v1/check", body, "application/json")
            answer = views.check(request)
            assert answer.status_code == 200, answer.content
            return answer.content

        yield ask


def seconds(several: list[Work]) -> list[float]:
    """Of the processor, for each of them."""
    found = []
    for work in several:
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return found


def main(tree: str, state: str) -> None:
    prepare(tree, state)
    both = catalogues()
    print(json.dumps("ready"), flush=True)
    made: dict[tuple[str, bool], dict[str, list[Work]]] = {}
    for line in sys.stdin:
        match json.loads(line):
            case [share]:
                print(json.dumps(persons(both[True], share)), flush=True)
            case [several, what, beside]:
                key = json.dumps(several), beside
                made[key] = made.get(key) or works(both[beside], several)
                print(json.dumps(seconds(made[key][what])), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
