"""Who loses without a smaller sum: an earlier end, a later beginning, a way or a policy beside it that is gone."""

import copy

import pytest

from policies.publishing.effects import try_out
from tests.catalogue import small

WINDOW = {
    "starts_on": "2024-01-01",
    "ends_on": "2028-12-31",
    "doubtful_until": None,
    "measured_at": None,
    "inferred": False,
    "note": "",
}


def policy(document, code):
    return next(one for one in document["policies"] if one["code"] == code)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """The small pack where 购房补助 is open up to an end and 青年租房补助 may be had a year after graduation."""
    from policies.catalogue.packs import reading

    found = reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]
    policy(found, "town-home").update(state="open", budget_spent_on=None, window=WINDOW)
    rent = policy(found, "town-rent")
    rent["conditions"][0]["measured_at"] = None
    rent["window"] = WINDOW
    return found


@pytest.fixture(scope="module")
def doctor(document):
    """Has nothing yet, and graduated long enough ago."""
    return next(one for one in document["personas"] if one["code"] == "town-doctor") | {"received": []}


def but(persona, **answers):
    return persona | {"answers": {key: value for key, value in (persona["answers"] | answers).items() if value != ""}}


def tried(document, change, persona, before=None):
    """(kind, lines) of the one person."""
    was, after = copy.deepcopy(document), copy.deepcopy(document)
    if before:
        before(was)
        before(after)
    change(after)
    effect = next(iter(try_out(was, after, [persona]).effects), None)
    return (effect.kind, effect.lines) if effect else None


def until(code, day, **more):
    return lambda document: policy(document, code).update(window=WINDOW | {"ends_on": day} | more)


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (until("town-home", "2027-06-30"), "loses", "结束的日子提前：2028 年 12 月 31 日 → 2027 年 6 月 30 日"),
        (until("town-home", None), "gains", "结束的日子推后：2028 年 12 月 31 日 → 五年内不会到期"),
        (
            until("town-home", "2027-06-30", doubtful_until="2028-12-31"),
            "loses",
            "结束的日子提前：2028 年 12 月 31 日 → 2027 年 6 月 30 日",
        ),
    ],
)
def test_an_end_that_moves_though_the_sum_stays(document, doctor, change, kind, said):
    assert tried(document, change, doctor) == (kind, (f"购房补助：{said}",))


def test_what_may_last_beyond_its_certain_end_may_do_so_for_less_long(document, doctor):
    found = tried(
        document,
        until("town-home", "2027-06-30", doubtful_until="2027-12-31"),
        doctor,
        before=until("town-home", "2027-06-30", doubtful_until="2028-12-31"),
    )
    said = "结束以后还可能领到的日子提前：2028 年 12 月 31 日 → 2027 年 12 月 31 日"
    assert found == ("loses", (f"购房补助：{said}",))


def test_less_falls_due_before_an_earlier_end(document, doctor):
    kind, (line,) = tried(document, until("town-rent", "2027-06-30"), doctor)
    assert kind == "loses"
    assert "其中确定能领到的：18,000 元 → 6,000 元" in line
    assert "结束的日子提前" in line


def test_of_what_is_undecided_the_last_possible_day(document, doctor):
    nobody_knows = but(doctor, graduation_date="")
    kind, (line,) = tried(document, until("town-rent", "2027-06-30"), nobody_knows)
    assert (kind, line) == ("loses", "青年租房补助：结束的日子提前：2028 年 12 月 31 日 → 2027 年 6 月 30 日")


@pytest.mark.parametrize(("months", "kind", "day"), [(18, "loses", "2027 年 12 月"), (8, "gains", "2027 年 2 月")])
def test_what_begins_on_another_day(document, doctor, months, kind, day):
    def change(after):
        policy(after, "town-rent")["conditions"][0]["months_since_at_least"] = months

    found = tried(document, change, but(doctor, graduation_date="2026-06-30"))
    assert found[0] == kind
    assert f"即将可领 至少 18,000 元（{day}" in found[1][0].partition(" → ")[2]


def unlike(document):
    """The two policies of the town exclude one another."""
    policy(document, "town-home")["group"] = "rent"


def alike(document):
    policy(document, "town-home")["group"] = None


def test_what_no_longer_goes_together(document, doctor):
    assert tried(document, unlike, doctor) == ("loses", ("青年租房补助：不能再和“购房补助”一起领",))
    assert tried(document, alike, doctor, before=unlike) == ("gains", ("青年租房补助：现在可以和“购房补助”一起领",))


# Ways

EITHER = {
    "code": "either",
    "region": "city",
    "on": "2025-06-01",
    "as_of": None,
    "answers": {
        "education": "bachelor",
        "graduation_date": "2024-06-30",
        "employed": True,
        "area": 50,
        "trade_school": True,
    },
}


def ways(document):
    return policy(document, "city-rent")["conditions"][0]["any_of"]


def drop(number):
    return lambda document: ways(document).pop(number)


def demand(document):
    """What was one way of two is asked of everybody."""
    policy(document, "city-rent")["conditions"][0] = ways(document)[0]


def ask_nothing(document):
    del policy(document, "city-rent")["conditions"][0]


def ease(document):
    """Another condition in the same way: not one way fewer."""
    ways(document)[1]["all_of"][1]["months_since_at_most"] = 36


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop(0), ("loses", "符合条件的情况少了（技校毕业），还有 1 种")),
        (demand, ("loses", "符合条件的情况少了（学历：本科及以上，并且毕业 2 年以内），还有 1 种")),
        (ask_nothing, None),
        (ease, None),
    ],
)
def test_a_lost_way_is_a_loss_also_for_whom_another_is_left(document, doctor, change, expected):
    found = tried(document, change, doctor | EITHER)
    assert (found and (found[0], found[1][0].rpartition("；")[2].removeprefix("人才租房补助："))) == expected


def test_one_way_more_is_a_gain(document, doctor):
    def add(after):
        ways(after).insert(0, {"question": "trade_school", "is": True})

    found = tried(document, add, doctor | EITHER, before=drop(0))
    assert found[0] == "gains"
    assert "符合条件的情况多了（技校毕业），原来 1 种" in found[1][0]


def test_a_way_that_only_might_have_held_counts_where_nothing_is_certain(document, doctor):
    unsure = doctor | EITHER | {"answers": {"trade_school": True, "education": "bachelor"}}
    assert tried(document, drop(0), unsure)[0] == "loses"
    assert tried(document, drop(0), doctor | EITHER | {"answers": {"trade_school": False}}) is None


def test_gain_and_loss_are_told_apart_from_either(document, doctor):
    def change(after):
        until("town-home", "2027-06-30")(after)
        policy(after, "town-rent")["award"]["recurring"]["amount"] = 7200

    assert tried(document, change, doctor)[0] == "mixed"
