"""What is kept for all visitors holds nothing of any of them, and shows each their own."""

from __future__ import annotations

import functools
import gc
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import BuiltinFunctionType, FunctionType, ModuleType

import pytest
from django.urls import reverse

from policies.catalogue.bounded import Bounded
from policies.publishing import live
from policies.templatetags import kept
from tests.persons import BUYER_2024, CAST, FOUNDER, MASTER_2025
from tests.persons import replace as changed
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]
CODE = (type, ModuleType, FunctionType, BuiltinFunctionType)
# What only this visitor wrote: a name, a year, an area, an amount, however they are spelled on a page.
TELLING = re.compile(r"某某|\b1987|\b73\W?519\b|613\.37")
TELLTALE = changed(BUYER_2024, graduation_date="1987-03-09", home_unit_price=73519, social_insurance_months=219)
# Who stands exactly as MASTER_2025 does, with other answers.
ALIKE = changed(MASTER_2025, social_insurance_months=15, pension_months=16, job_start_date="2025-09-02")
EVERYBODY = {**CAST, "alike": ALIKE, "both": changed(FOUNDER, **BUYER_2024.answers)}


def addresses(catalogue) -> list[str]:
    sections = [reverse("section", args=[code]) for code in catalogue.sections]
    policies = [reverse("policy", args=[code]) for code in list(catalogue.policies)[::9]]
    return ["/", "/policies/", "/measures/", "/check/answers", "/check/more", "/result", *sections, *policies]


def pages(client, catalogue) -> dict[str, str]:
    found = {address: client.get(address) for address in addresses(catalogue)}
    return {address: masked(page.content.decode()) for address, page in found.items() if page.status_code == 200}


def masked(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", page)


def caches() -> list[object]:
    """Of this process: the fragments, what catalogues keep, and what functions remember."""
    gc.unfreeze()  # see tests/conftest.py: what is frozen is not told
    functions = [one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper]
    return [kept.fragments, live.current()._kept, *functions]


def texts(roots: list[object]) -> Iterator[str]:
    """Every text and every value that can be come to from there, as text."""
    seen, waiting = set(), list(roots)
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if id(one) in seen or kind in CODE:
            continue
        seen.add(id(one))
        if issubclass(kind, (str, int, float, Decimal, date, bytes)):
            yield str(one)
        waiting += gc.get_referents(one)


def telling() -> set[str]:
    return {text for text in texts(caches()) if TELLING.search(text)}


@pytest.fixture(autouse=True)
def fresh(live_catalogue):
    begin_anew(live_catalogue)


def begin_anew(catalogue) -> None:
    """As in a process that has served nobody yet."""
    kept.fragments = Bounded(kept.MOST, kept.fragments.weigh)
    live.serve(replace(catalogue))
    for one in caches()[2:]:
        if (one.__module__ or "").startswith("policies."):
            one.cache_clear()


def test_nothing_that_a_visitor_wrote_stays(client, visit, live_catalogue):
    before = telling()
    visit(TELLTALE)
    for address in addresses(live_catalogue):
        client.get(address)
    client.get("/policies/", {"q": "某某大学"})
    for htmx in ({"HX-Request": "true"}, {}):
        for code in live_catalogue.sections:
            page = client.get(reverse("section", args=[code])).content.decode()
            typed = dict.fromkeys(re.findall(r'id="(\w+)-text"', page), "<某某 613.37>")
            client.post(reverse("section", args=[code]), typed | {"school": "某某大学"}, headers=htmx)
            assert "某某" in client.get(reverse("section", args=[code])).content.decode() or "school" not in page
    assert "1987" in client.get("/check/answers").content.decode()
    assert any("租房补贴" in text for text in texts(caches()))
    assert telling() - before == set()


def test_who_stands_alike_sees_their_own_answers_as_if_nobody_had_come_before(client, visit, live_catalogue):
    after_others = {}
    for name, person in EVERYBODY.items():
        visit(person)
        after_others[name] = pages(client, live_catalogue)
    assert after_others["alike"] != after_others["master_2025"]
    for name in ("alike", "master_2025", "both"):
        begin_anew(live_catalogue)
        visit(EVERYBODY[name])
        alone = pages(client, live_catalogue)
        assert {address for address, page in alone.items() if page != after_others[name][address]} == set()


def test_a_second_visit_adds_nothing(client, visit, live_catalogue):
    """What is kept for a value that never comes again would only take room."""
    visit(MASTER_2025)
    pages(client, live_catalogue)
    before, of_release = set(kept.fragments), set(live.current()._kept)
    pages(client, live_catalogue)
    assert set(live.current()._kept) == of_release
    assert {key[0].nodelist for key in set(kept.fragments) - before} == set()
