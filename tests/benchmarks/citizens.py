"""What citizens wait for, measured in the tree of this project that is named: see `beside_pages.py`.

python citizens.py TREE STATE    is told the visitors' answers first, then a journey, whether compressed, and how often
"""

from __future__ import annotations

import io
import json
import os
import sys
import time
from typing import Any

from browser import Answer, Browser

TYPICAL = "a typical one"


def prepare(tree: str, state: str) -> None:
    sys.path[0] = tree
    os.chdir(tree)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.benchmarks.settings",
        STATE_DIR=state,
        DATABASE_URL=f"sqlite:///{state}/db.sqlite3",
        DJANGO_DEBUG="false",
        DJANGO_SECRET_KEY="a-secret-only-for-benchmarks-and-no-other-use",
        LIVE_REFRESH_SECONDS="0",
    )
    os.environ.pop("ALLOWED_HOSTS", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("prepare", verbosity=0, stdout=io.StringIO())


def cookies(answers: dict[str, Any]) -> dict[str, str]:
    """Those of a visitor who gave these answers today; what this tree does not ask is left out."""
    from django.http import HttpResponse

    from policies.answers import Answers, cookie, parse, today
    from policies.publishing import live

    catalogue, response = live.current(), HttpResponse()
    assert catalogue is not None
    questions = catalogue.questions
    known = {key: parse(questions[key], value, today()) for key, value in answers.items() if key in questions}
    cookie.save(response, Answers("qujiang", today(), known))
    return {cookie.NAME: response.cookies[cookie.NAME].value}


def journeys(visitors: dict[str, Any], compressed: bool) -> dict[str, Any]:
    """By name what asks once."""

    def visitor(name: str) -> Browser:
        """With the token's cookie, as whoever has come so far has it."""
        browser = Browser(compressed, cookies(visitors[name]))
        browser.get("/check/work")
        return browser

    browser, typical = Browser(compressed), visitor(TYPICAL)
    address, sent = typical.form("/check/work", work_status="employed", employer_type="state_owned")
    check = json.dumps({"answers": visitors[TYPICAL]}).encode()
    return {
        "an empty view": browser.request("GET", "/empty"),
        **{f"the result page, {name}": visitor(name).request("GET", "/result") for name in visitors},
        "a section": visitor(TYPICAL).request("GET", "/check/work"),
        "a section, posted (htmx)": typical.request("POST", address, sent, HTTP_HX_REQUEST="true"),
        "a policy": browser.request("GET", "/policies/qj-rent-subsidy"),
        "the catalogue": browser.request("GET", "/policies/"),
        "the start page": browser.request("GET", "/"),
        "the check as JSON": browser.request("POST", "/api/v1/check", check, "application/json"),
    }


def least(ask: Any, rounds: int) -> tuple[float, Answer]:
    """Of the processor, in seconds."""
    return as_served(lambda: _least(ask, rounds))()


def as_served(work: Any) -> Any:
    """The same as a thread of this tree's worker does it; those of earlier trees had no more room than any other."""
    try:
        from qujiang.serving.threads import with_room
    except ImportError:
        return work
    return with_room(work)


def _least(ask: Any, rounds: int) -> tuple[float, Answer]:
    took = []
    for _ in range(rounds):
        start = time.process_time()
        answer = ask()
        took.append(time.process_time() - start)
    assert answer.status == 200, answer.status
    return min(took), answer


def main(tree: str, state: str) -> None:
    prepare(tree, state)
    print(json.dumps("ready"), flush=True)
    visitors = json.loads(sys.stdin.readline())
    asked = {compressed: journeys(visitors, compressed) for compressed in (True, False)}
    print(json.dumps(list(asked[True])), flush=True)
    for line in sys.stdin:
        name, compressed, rounds = json.loads(line)
        seconds, answer = least(asked[compressed][name], rounds)
        assert compressed == ("Content-Encoding" in answer.headers) or len(answer.body) < 1000
        print(json.dumps({"seconds": seconds, "bytes": len(answer.body)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
