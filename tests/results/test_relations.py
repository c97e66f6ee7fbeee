"""What policies have to do with one another, as the result page, the page of a policy and the interface say it."""

import json
from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse

from policies.answers import Answers, cookie
from policies.api.request import read_check
from policies.api.text import table
from policies.calculator.payments import by_year
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words.awards import total
from policies.publishing import live
from tests.calculator.build import check, policy, ruleset
from tests.catalogue import between_pack
from tests.catalogue.made_packs import load
from tests.pages import text

DAY = date(2026, 11, 22)


# Two in a group: the one that pays year by year may end before it has paid more than the other.
ENDING = [
    (
        "hill/policies.yaml",
        "award: {form: cash, once: {amount: 3000}}",
        """award: {form: cash, recurring: {amount: 2000, period: year, count: 3}}
    changes:
      - {code: end, starts_on: 2027-12-01, state: closed}""",
    ),
    ("hill/policies.yaml", "group: talent\n", "group: housing\n"),
    ("hill/policies.yaml", "once: {amount: 2500}", "once: {amount: 5000}"),
]


@pytest.fixture
def changes():
    return []


@pytest.fixture
def hill(tmp_path, monkeypatch, settings, changes):
    from policies.catalogue.packs import reading

    document = reading.load([between_pack.write(tmp_path, *changes)])[0]
    settings.DEFAULT_REGION = "hill"
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))


@pytest.fixture
def result(client, hill, monkeypatch):
    """`result(employed=True, …)`: the page of somebody with these answers; `received`: what they have already."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)

    def shown(received=(), **answers):
        response = HttpResponse()
        cookie.save(response, Answers("hill", DAY, answers, received=frozenset(received)))
        client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
        return client.get(reverse("result"))

    return shown


def api(client, **answers):
    body = {"region": "hill", "answers": answers}
    return json.loads(client.post(reverse("api:check"), json.dumps(body), content_type="application/json").content)


def test_what_gives_way_to_two_is_compared_with_both(result):
    page = result(employed=True, renting=True)
    left = text(page, "sc-rent")
    assert "已选 人才安居补贴 5,000 元" in left
    assert "已选 交通补贴 600 元" in left
    assert "没选 租房补贴 3,000 元" in left
    # With rent come 2,500 yuan of talent and 50 of skill, which the package rules out.
    assert "改选它少领 50 元" in left
    assert "住房的补贴只领一项。" in left
    assert "领了租房补贴的不再发交通补贴。" in left


@pytest.mark.parametrize("changes", [ENDING])
def test_what_may_turn_out_to_be_more_is_not_said_to_be_less_for_good(result):
    page = result(employed=True, renting=True)
    assert "和租房补贴只能选一种，哪一种更高还说不准：有一项可能领不满年限。" in text(page, "sc-talent")
    left = text(page, "sc-rent")
    assert "现在按停止受理前能领的算，改选它少领 1,650 元；最后哪一种更高还说不准。" in left
    assert "符合到 2027 年 11 月 30 日" in left.replace("符合到2", "符合到 2")


def test_a_remark_that_is_our_reading_says_so(result):
    assert "按理解推定 人才的补贴只领一项。" in text(result(employed=True, renting=False), "sc-talent")


def test_whoever_chooses_otherwise_is_told_what_goes(client, result):
    result(employed=True, renting=True)
    after = client.post(reverse("marks"), {"choose": "sc-rent"}, follow=True)
    assert after.context["page"].best.policies == ("sc-rent", "sc-talent", "sc-skill")
    assert "改选它多领 50 元" in text(after, "sc-package")
    back = client.post(reverse("marks"), {"choose": "sc-travel"}, follow=True)
    assert "sc-travel" in back.context["page"].best.policies


def test_what_is_received_rules_out_what_it_excludes(result):
    page = result(received=["sc-rent"], employed=True, renting=True)
    assert page.context["page"].best.policies == ("sc-rent", "sc-talent", "sc-skill")
    assert "已享受 租房补贴" in text(page, "sc-travel")


def test_the_page_of_a_policy_names_what_it_is_not_taken_with_on_either_side(client, hill):
    for code, others in (
        ("sc-rent", ["sc-package", "sc-travel"]),
        ("sc-travel", ["sc-rent"]),
        ("sc-package", ["sc-rent", "sc-talent"]),
    ):
        response = client.get(reverse("policy", args=[code]))
        assert [one["code"] for one in response.context["page"].rivals] == others
        assert "和这些只能选一种" in text(response)
    assert "领了租房补贴的不再发交通补贴。" in text(client.get(reverse("policy", args=["sc-rent"])))


def test_the_interface_says_for_what_it_gives_way(client, hill):
    found = api(client, employed=True, renting=True)
    assert found["best"]["policies"] == ["sc-package", "sc-travel"]
    assert {"code": "sc-rent", "for": "sc-package", "less": 50, "also_for": ["sc-travel"]} in found["best"]["left_out"]
    assert {"code": "sc-talent", "for": "sc-package", "less": 50} in found["best"]["left_out"]


def test_what_requires_another_says_so_and_how_that_stands(result):
    assert "享受“人才生活补贴”的才能享受这一项，还不确定你能不能享受“人才生活补贴”。" in text(
        result(renting=True), "sc-skill"
    )
    fails = text(result(employed=False, renting=True), "sc-skill")
    assert "享受“人才生活补贴”的才能享受这一项，按现在的情况，你享受不了“人才生活补贴”。" in fails
    assert "和人才生活补贴一起申请。" in fails


def test_whoever_has_what_is_required_marks_it_there(client, result):
    page = result(employed=False, renting=True)
    assert page.context["page"].best.policies == ("sc-rent",)
    after = client.post(reverse("marks"), {"have": "sc-talent"}, follow=True)
    assert after.context["page"].best.policies == ("sc-rent", "sc-talent", "sc-skill")
    assert "享受“人才生活补贴”的" not in text(after, "sc-skill")


def test_what_is_left_out_with_what_it_requires_says_for_what(result):
    left = text(result(employed=True, renting=True), "sc-skill")
    assert "已选 人才安居补贴 5,000 元" in left
    assert "享受“人才生活补贴”的才能享受这一项，“人才生活补贴”你也符合，要一起办。" in left


def test_a_step_towards_one_is_no_step_where_what_it_requires_is_out_of_reach(result):
    """Who rents nothing is a step away from the grant for rent, and not from what comes with another."""
    near = {one.card.code for one in result(employed=False, renting=False).context["page"].near}
    assert "sc-rent" in near
    assert "sc-skill" not in near


def test_the_pages_of_both_policies_say_it(client, hill):
    skill = text(client.get(reverse("policy", args=["sc-skill"])))
    assert "享受了这些才能享受 和人才生活补贴一起申请。 人才生活补贴" in skill
    assert "享受了它还可以享受 技能补贴" in text(client.get(reverse("policy", args=["sc-talent"])))


def test_the_interface_says_what_is_required(client, hill):
    found = api(client, renting=True)
    by_code = {one["code"]: one for one in found["policies"]}
    assert by_code["sc-skill"]["requires"] == [{"code": "sc-talent", "verdict": "unknown"}]
    assert by_code["sc-skill"]["missing"] == ["employed"]
    assert "requires" not in by_code["sc-rent"]


MARRIED = {"employed": False, "renting": False, "married": True, "claims": True}


def test_the_headline_heeds_what_is_not_certain_for_everybody(result):
    shown = text(result(**MARRIED))
    assert "至少3,200元 另有 300 元名额有限，不一定领得到另有 700 元夫妻只能由一方领" in shown
    assert "名额有限集体婚礼补贴，符合也不一定领得到" in shown
    assert "夫妻一方新婚补贴，两个人只能由一方领，不要两个人都算" in shown
    assert "今年至少 3,200 元，另有至多 1,000 元" in shown
    assert "只公布了上限" not in shown


def test_a_headline_with_nothing_certain_says_what_of_it_is_not():
    best = check(ruleset([], policy("a", limited=True), policy("b", one_of_couple=True))).best
    assert str(total(best)) == "至多 2,000 元，其中 1,000 元名额有限，不一定领得到，其中 1,000 元夫妻只能由一方领"


def test_its_cards_and_pages_say_so(client, result):
    page = result(**MARRIED)
    limited = "名额有限，符合也不一定领得到：每年 50 对，按报名先后。"
    couple = "夫妻只能一方享受，不要两个人都算：夫妻双方都符合的，由一方申领。"
    for said, codes in ((limited, ["sc-party"]), (couple, ["sc-wedding", "sc-family"])):
        for code in codes:
            assert said in text(page, code)
            assert said in text(client.get(reverse("policy", args=[code])))


def test_what_is_had_already_is_in_no_such_note(result):
    shown = text(result(received=["sc-party", "sc-wedding"], **MARRIED))
    assert "不一定领得到 另有" not in shown
    assert "夫妻一方" not in shown


def test_who_of_the_couple_has_it_is_asked_where_the_rules_ask(result):
    page = result(employed=False, renting=False, married=True)
    assert page.context["page"].cards["sc-family"].result.missing == ("claims",)
    assert page.context["page"].cards["sc-wedding"].result.missing == ()


def test_the_interface_tells_apart_what_is_not_certain_for_everybody(client, hill):
    found = api(client, **MARRIED)
    assert {name: found["best"][name] for name in ("within", "low", "limited", "couple")} == {
        "within": 4200,
        "low": 3200,
        "limited": 300,
        "couple": 700,
    }
    by_code = {one["code"]: one for one in found["policies"]}
    assert by_code["sc-party"]["limited"] is by_code["sc-wedding"]["one_of_couple"] is True
    assert "one_of_couple" not in by_code["sc-family"]
    assert "limited" not in api(client, **MARRIED | {"married": False})["best"]


def test_who_pays_what_is_said_where_one_tops_up(client, result):
    page = result(**MARRIED)
    city = text(page, "sc-city")
    assert "“县里的生育补贴”发 2,000 元，这一项补差额 1,000 元，合计 3,000 元。" in city
    assert "两边不是加起来算" in city
    assert "已享受县里补贴的，按差额补足。" in city
    shown = text(client.get(reverse("policy", args=["sc-city"])))
    assert "和“县里的生育补贴”按差额补足：都享受的，“县里的生育补贴”照发" in shown
    years = {card.code: amount for _, _, cards in page.context["page"].money.legend for card, amount in cards}
    assert (years["sc-county"], years["sc-city"]) == ("2,000", "1,000")


def test_what_was_had_already_is_topped_up_to(result):
    page = result(received=["sc-county"], **MARRIED)
    assert "“县里的生育补贴”已经发 2,000 元，这一项补差额 1,000 元，合计 3,000 元。" in text(page, "sc-city")
    assert page.context["page"].best.certain == 1200


def test_the_interface_says_what_tops_up_pays(client, hill):
    best = api(client, **MARRIED)["best"]
    assert best["topped"] == [{"code": "sc-city", "to": ["sc-county"], "within": 1000}]
    assert "topped" not in api(client, employed=True)["best"]


@pytest.fixture
def raised(tmp_path, monkeypatch, settings):
    """Two awards are more for who rents: one of rivals, and one of which there are few places."""
    from policies.catalogue.packs import reading

    def uplift(amount, more):
        old = f"award: {{form: cash, once: {{amount: {amount}}}}}"
        more = f"uplifts: [{{when: {{question: renting, is: true}}, amount: {more}}}]"
        return ("hill/policies.yaml", old, f"{old[:-1]}, {more}}}")

    folder = between_pack.write(tmp_path / "raised", uplift(5000, 1000), uplift(300, 150))
    document = reading.load([folder])[0]
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))


def test_what_is_certain_of_an_unknown_amount_is_in_choice_sum_and_years_alike(client, result, raised):
    page = result(employed=True, married=True, claims=True)
    shown, money = page.context["page"], page.context["page"].money
    assert {"sc-package", "sc-party"} <= set(shown.best.policies)
    assert "sc-talent" not in shown.best.policies
    assert [card.code for card in money.counted_least] == ["sc-package"]
    assert [card.code for card in money.uncounted] == ["sc-party"]
    whole = text(page)
    assert "只算最少人才安居补贴（还差答案）" in whole
    assert "没算进去集体婚礼补贴（还差答案）" in whole
    # Its least amount is not what it is at most.
    years = by_year(money.payments)
    assert (sum(year.low for year in years), sum(year.up_to for year in years)) == (
        shown.best.certain,
        shown.best.couple,
    )
    assert api(client, employed=True, married=True, claims=True)["best"]["low"] == shown.best.certain


@pytest.mark.parametrize(
    ("renting", "said"), [(False, "“人才生活补贴”的条件你符合"), (True, "“人才生活补贴”你也符合，要一起办")]
)
def test_only_who_can_have_both_is_told_to_do_both_together(hill, renting, said):
    answers, catalogue = {"employed": True, "renting": renting, "married": False}, live._live.catalogue
    request = read_check({"region": "hill", "answers": answers}, catalogue, DAY)
    skill = next(line for line in table(request, catalogue).splitlines() if line.startswith("  技能补贴"))
    assert f"享受“人才生活补贴”的才能享受这一项，{said}；" in skill


@pytest.fixture
def scarce(tmp_path, monkeypatch, hill):
    """人才生活补贴 has few places and takes applications in spring; 技能补贴 requires it."""
    change = (
        "hill/policies.yaml",
        "  - code: sc-talent\n",
        "  - code: sc-talent\n    limited: 每年 50 人\n    application_windows: [{opens: 03-01, closes: 03-31}]\n",
    )
    document = load(between_pack.write(tmp_path / "scarce", change))
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))


def test_a_card_says_what_comes_with_what_it_requires(client, result, scarce):
    result(employed=True, renting=True)
    page = client.post(reverse("marks"), {"choose": "sc-talent"}, follow=True)
    (skill,) = [card for card in page.context["page"].eligible if card.code == "sc-skill"]
    assert skill.applied_when == [
        ("“人才生活补贴”开始申请", "2027 年 3 月 1 日起"),
        ("“人才生活补贴”最晚申请", "2027 年 3 月 31 日"),
    ]
    said = text(page, "sc-skill")
    assert said.startswith("可申领")
    assert "要先享受的“人才生活补贴”名额有限，符合也不一定领得到：每年 50 人。" in said
    assert "“人才生活补贴”最晚申请" in said
    # Of what is had already there is nothing to say.
    had = text(result(received=["sc-talent"], employed=True, renting=True), "sc-skill")
    assert "要先享受的" not in had
    assert "最晚申请" not in had


def test_whoever_asks_in_a_terminal_reads_it_too(scarce):
    check_ = read_check({"region": "hill", "answers": {"employed": True, "renting": True}}, live.current(), DAY)
    assert "要先享受的“人才生活补贴”名额有限" in "".join(table(check_, live.current()))
