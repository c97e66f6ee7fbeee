"""Each sentence about money on a plan and on a page of 「如果…」, beside what the interface says it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from django.urls import reverse

from policies.calculator.awards import PAID_FORMS
from tests.persons import DAY, Person, replace, without

CHECK = "/api/v1/check"
YUAN = re.compile(r"([\d,]+(?:\.\d+)?)(?:[–~]([\d,]+(?:\.\d+)?))? ?(万)?元")
TAG = re.compile(r"<[^>]+>")
LOST = ("少了", "以后没有了")


class Said(NamedTuple):
    """`figures`: the yuan that the sentence names; `of_interface`: what the interface says, by what it is called."""

    sentence: str
    figures: list[int]
    of_interface: dict[str, int]


class Interface:
    """What it says of one person and of the same person who answers otherwise, asked as anybody asks it."""

    def __init__(self, client: Any, person: Person) -> None:
        self.client, self.person = client, person
        self.questions = {one["key"]: one for one in client.get("/api/v1/questions").json()["questions"]}

    def answered(self, otherwise: dict[str, str], laid_aside: str = "") -> dict[str, Any]:
        """`laid_aside`: the names of the questions whose answers do not go with these."""
        gone = [key for key, one in self.questions.items() if one["name"] in laid_aside.split("、")]
        kept = without(self.person, *(key for key in gone if key in self.person.answers and key not in otherwise))
        person = replace(kept, **{key: self._typed(key, text) for key, text in otherwise.items()})
        body = {"region": person.region, "on": DAY.isoformat(), "answers": dict(person.answers)}
        answer = self.client.post(CHECK, body, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()  # type: ignore[no-any-return]

    def _typed(self, key: str, text: str) -> str | int | bool:
        """As JSON holds what a form holds as text."""
        is_bool = self.questions[key]["type"] == "bool"
        return text == "yes" if is_bool else int(text) if text.isdecimal() else text


def figures(sentence: str) -> list[int]:
    """「10–30 万元」 is two."""
    found = []
    for first, last, unit in YUAN.findall(sentence):
        found += [round(float(one.replace(",", "")) * (10_000 if unit else 1)) for one in (first, last) if one]
    return found


def plain(markup: str) -> str:
    return " ".join(unescape(TAG.sub("", markup)).split())


def in_plan(client: Any, person: Person) -> Iterator[Said]:
    """The headline of the result of somebody whose answers the client's cookie holds."""
    page = client.get(reverse("result")).content.decode()
    answer = Interface(client, person).answered({})
    opening = [one for one in answer["policies"] if one["status"] == "upcoming"]
    sums, best = _sums(answer), answer["best"]
    headline = {name: sums[name] for name in ("best: certain", "best: within - certain")}
    headline["best: total - within"] = best["total"] - best["within"]
    for sentence in map(plain, re.findall(r'<p class="(?:sum|plus)">(.*?)</p>', page, re.S)):
        yield Said(sentence, figures(sentence), headline)
    if found := re.search(r'<p class="plus" id="on-known-days">(.*?)</p>', page, re.S):
        # What excludes something that fits now is not in it.
        beside = [one for one in opening if f"{one['name']} " in plain(page.split(found[0])[1].split("</p>")[0])]
        yield Said(plain(found[1]), figures(plain(found[1])), {_codes(beside): sum(map(_due, beside))})


def _codes(policies: list[dict[str, Any]]) -> str:
    return " + ".join(f"{one['code']}.within" for one in policies)


def in_suppositions(client: Any, person: Person) -> Iterator[Said]:
    """The sums of each ready-made one, and each policy that is won or lost by it."""
    page = client.get(reverse("suppose")).content.decode()
    asked = Interface(client, person)
    before = asked.answered({})
    for part in page.split('<div class="apart">')[1:]:
        title, sums = (plain(re.search(rf"<{tag}>(.*?)</{tag}>", part, re.S)[1]) for tag in ("h3", "p"))  # type: ignore[index]
        sent = re.search(r'name="answers" value="([^"]*)"', part)
        lines = {happens: plain(said) for happens, said in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part, re.S)}
        after = asked.answered(json.loads(unescape(sent[1])), lines.get("要重答", ""))  # type: ignore[index]
        for sentence in sums.removesuffix("。").split("；"):
            signed = [-one if "少 " in sentence else one for one in figures(sentence)]
            yield Said(f"{title}：{sentence}", signed or [0], _difference(sentence, before, after))
        for happens in lines.keys() & {*LOST, "多了", "以后有"}:
            yield from _each(title, happens, lines[happens], before if happens in LOST else after)


SUMS = {
    "今天能确定的合计": ["best: certain"],
    "连以后定了日子的一起算，合计": ["best and upcoming: certain"],
    # Of the later days, where they bring any.
    "不一定领得到的，上限": ["best and upcoming: within - certain", "best: within - certain"],
}


def _difference(sentence: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """By how many yuan the interface says more of what this sentence is about."""
    was, now = _sums(before), _sums(after)
    names = next(names for begins, names in SUMS.items() if sentence.startswith(begins))
    name = next((name for name in names if now[name] != was[name]), names[0])
    return {name: now[name] - was[name]}


def _sums(answer: dict[str, Any]) -> dict[str, int]:
    chosen = [one for one in answer["policies"] if one["code"] in answer["best"]["policies"]]
    opening = [one for one in answer["policies"] if one["status"] == "upcoming"]
    certain, due = sum(map(_certain, chosen)), sum(map(_due, chosen))
    return {
        "best: certain": certain,
        "best: within - certain": due - certain,
        "best and upcoming: certain": certain + sum(map(_certain, opening)),
        "best and upcoming: within - certain": due - certain + sum(_due(one) - _certain(one) for one in opening),
    }


def _each(title: str, happens: str, policies: str, answer: dict[str, Any]) -> Iterator[Said]:
    """「青年租房补助（至多 18,000 元）；…」; names may have brackets and numbers of their own."""
    for said in policies.split("；"):
        named = [one for one in answer["policies"] if said.startswith(one["name"]) or f"：{one['name']}" in said]
        assert named, f"none of the policies of the interface: {said}"
        one = max(named, key=lambda one: len(one["name"]))
        award = one["award"] or {}
        known = {
            f"{one['code']}.{name}": award[name]
            for name in ("total", "low", "high", "within", "worth")
            if award.get(name)
        }
        yield Said(f"{title}：{happens}{said}", figures(said.replace(one["name"], "")), known)


def _own(one: dict[str, Any]) -> bool:
    return one["award"]["form"] in PAID_FORMS and one["award"]["payee"] != "firm"


def _certain(one: dict[str, Any]) -> int:
    """What is no upper bound of what is due, and what not everybody gets who fits is none of it."""
    award = one["award"]
    doubtful = one.get("limited") or one.get("couple")
    return 0 if doubtful or not _own(one) else min(award["low"], _due(one))


def _due(one: dict[str, Any]) -> int:
    award = one["award"]
    if not _own(one):
        return 0
    return (award["low"] if award["within"] is None else award["within"]) or 0  # type: ignore[no-any-return]
