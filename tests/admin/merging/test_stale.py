"""Two and three editors on one page: what each of them changed is put together, what both changed is asked."""

import pytest

from policies.models import Factor, Step, Threshold, Tier
from tests.admin.pages import add_row, address, errors, fields, form, rows, saved
from tests.admin.people import member, signed_in
from tests.pages import text


@pytest.fixture
def zhang(catalogue):
    return signed_in(member("zhangsan", "编辑", last_name="张", first_name="三"))


@pytest.fixture
def li(catalogue):
    return signed_in(member("lisi", "编辑", last_name="李", first_name="四"))


@pytest.fixture
def wang(catalogue):
    return signed_in(member("wangwu", "编辑", last_name="王", first_name="五"))


def opened(who, row):
    return form(who, address(row))


def save(who, row, page, **changed):
    """Saves the page with these fields changed."""
    return who.post(address(row), page | changed)


def stale(response) -> str:
    assert not saved(response)
    return text(response, "stale")


def told(client, response) -> str:
    assert saved(response), errors(response)
    return text(client.get(response.url))


def now(row, *names):
    row.refresh_from_db()
    return tuple(getattr(row, name) for name in names)


# Fields


def test_fields_that_each_changed_alone_are_all_saved_and_it_is_said_what_others_did(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    assert saved(save(zhang, rent, theirs, phone="123", caveats="别忘了"))
    shown = told(li, save(li, rent, mine, office="人社局"))
    assert now(rent, "phone", "caveats", "office") == ("123", "别忘了", "人社局")
    assert "张三（zhangsan）修改" in shown
    assert "咨询电话 （空） → 123" in shown


def test_what_both_changed_alike_is_no_question(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    save(zhang, rent, theirs, recurring_amount="6500")
    assert saved(save(li, rent, mine, recurring_amount=" 6500 ", office="人社局"))
    assert now(rent, "recurring_amount", "office") == (6500, "人社局")


def asked(zhang, li, rent):
    """Both change the amount; the other one changed the telephone too."""
    theirs, mine = opened(zhang, rent), opened(li, rent)
    save(zhang, rent, theirs, recurring_amount="6500", phone="123")
    return save(li, rent, mine, recurring_amount="7000", office="人社局")


def test_what_both_changed_is_asked_at_its_field_with_both_values(zhang, li, rent):
    response = asked(zhang, li, rent)
    shown = stale(response)
    assert "张三（zhangsan）" in shown
    assert "定期：每期金额（元）：6000 → 6500" in shown
    assert "定期：每期金额（元） 6500 7000" in shown
    assert "负责单位 区人才办 人社局" in shown
    assert "咨询电话 （空） 123" not in shown, "what stays as it is is no change"
    sentence = errors(response)["recurring_amount"]
    assert "改成了“6500”（你打开时是“6000”），你写的是“7000”。用哪一个？" in sentence
    assert 'name="recurring_amount-chosen" value="theirs"' in response.content.decode()
    assert now(rent, "recurring_amount", "office") == (6500, "区人才办")
    typed = fields(response)
    assert (typed["recurring_amount"], typed["office"], typed["phone"]) == ("7000", "人社局", "123")


@pytest.mark.parametrize(
    ("chosen", "amount"),
    [
        ({"recurring_amount-chosen": "mine"}, 7000),
        ({"recurring_amount-chosen": "theirs"}, 6500),
        ({"recurring_amount-chosen": "mine", "recurring_amount": "7200"}, 7200),
        ({"chosen_rest": "theirs"}, 6500),
        ({"chosen_rest": "theirs", "recurring_amount-chosen": "mine"}, 7000),
    ],
)
def test_what_is_chosen_counts(zhang, li, rent, chosen, amount):
    response = save(li, rent, fields(asked(zhang, li, rent)), **chosen)
    assert saved(response), errors(response)
    assert now(rent, "recurring_amount", "phone", "office") == (amount, "123", "人社局")


def test_saving_again_without_choosing_asks_again(zhang, li, rent):
    response = save(li, rent, fields(asked(zhang, li, rent)), **{"recurring_amount-chosen": "?"})
    assert "你写的是“7000”。用哪一个？" in errors(response)["recurring_amount"]
    assert "张三" in errors(response)["recurring_amount"]
    assert now(rent, "recurring_amount") == (6500,)
    # What is typed like theirs needs no answer any more.
    assert saved(save(li, rent, fields(response), recurring_amount="6500"))


def test_a_third_one_who_saves_while_the_second_chooses(zhang, li, wang, rent):
    response = asked(zhang, li, rent)
    save(wang, rent, opened(wang, rent), recurring_amount="6800", summary="新的一句话")
    response = save(li, rent, fields(response), **{"recurring_amount-chosen": "mine"})
    assert "王五" in errors(response)["recurring_amount"]
    assert "改成了“6800”" in errors(response)["recurring_amount"]
    assert now(rent, "recurring_amount") == (6800,)
    response = save(li, rent, fields(response), **{"recurring_amount-chosen": "mine"})
    assert saved(response), errors(response)
    assert now(rent, "recurring_amount", "summary", "phone", "office") == (7000, "新的一句话", "123", "人社局")


def test_who_takes_theirs_has_what_the_third_one_made_of_it(zhang, li, wang, rent):
    response = asked(zhang, li, rent)
    save(wang, rent, opened(wang, rent), recurring_amount="6800")
    assert saved(save(li, rent, fields(response), **{"recurring_amount-chosen": "theirs"}))
    assert now(rent, "recurring_amount", "office") == (6800, "人社局")


def test_two_who_saved_while_the_third_typed(zhang, li, wang, rent):
    first, second, third = opened(zhang, rent), opened(li, rent), opened(wang, rent)
    save(zhang, rent, first, phone="123")
    assert saved(save(li, rent, second, caveats="别忘了"))
    shown = told(wang, save(wang, rent, third, office="人社局"))
    assert now(rent, "phone", "caveats", "office") == ("123", "别忘了", "人社局")
    assert "张三（zhangsan）" in shown
    assert "李四（lisi）" in shown


def test_halves_of_one_thing_are_looked_at_once_more(zhang, li, rent):
    """6500 a year from one and a month from the other would be 6500 a month, which nobody wrote."""
    theirs, mine = opened(zhang, rent), opened(li, rent)
    save(zhang, rent, theirs, recurring_amount="6500")
    response = save(li, rent, mine, recurring_period="month")
    assert "把这里从“6000”改成了“6500”" in errors(response)["recurring_amount"]
    assert "请看看合起来对不对" in errors(response)["recurring_amount"]
    assert now(rent, "recurring_period") == ("year",)
    assert saved(save(li, rent, fields(response)))
    assert now(rent, "recurring_amount", "recurring_period") == (6500, "month")


def test_other_errors_are_shown_beside_and_what_others_did_is_not_lost(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    save(zhang, rent, theirs, phone="123")
    response = save(li, rent, mine, recurring_amount="viel", office="人社局")
    assert "两边的改动已经合在一起" in stale(response)
    assert "recurring_amount" in errors(response)
    assert saved(save(li, rent, fields(response), recurring_amount="6100"))
    assert now(rent, "phone", "office", "recurring_amount") == ("123", "人社局", 6100)


@pytest.mark.parametrize("seen", ["", "0", "1.1.1.1.1.1", "x" * 5000, "-1.0.0.0.0.0", "9" * 400, "?a?|b|c", "1?||x"])
def test_a_page_without_its_version_overwrites_nothing(li, rent, seen):
    page = opened(li, rent) | {"seen_version": seen, "recurring_amount": "7000"}
    response = li.post(address(rent), page)
    stale(response)
    assert "用哪一个" in errors(response)["recurring_amount"]
    assert now(rent, "recurring_amount") == (6000,)


def test_saving_twice_from_one_page_takes_nothing_back(li, rent):
    """Back and save: the page is older than what was saved from it."""
    mine = opened(li, rent)
    assert saved(save(li, rent, mine, recurring_amount="6500"))
    assert saved(save(li, rent, mine, office="人社局"))
    assert now(rent, "recurring_amount", "office") == (6500, "人社局")


def test_pages_of_other_rows_do_not_matter(zhang, li, rent, home):
    mine = opened(li, rent)
    save(zhang, home, opened(zhang, home), office="住建局")
    response = save(li, rent, mine, recurring_amount="7000")
    assert "别人也改过" not in told(li, response)


# Rows


def test_a_row_changed_by_both_is_put_together_field_by_field(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    assert saved(save(zhang, rent, theirs, **{f"{row}-text": "交材料。"}))
    assert saved(save(li, rent, mine, **{f"{row}-place": "二楼"}))
    step = Step.objects.get(policy=rent, text="交材料。")
    assert step.place == "二楼"


def test_a_field_of_a_row_that_both_changed_is_asked_there(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, **{f"{row}-text": "交材料。"})
    response = save(li, rent, mine, **{f"{row}-text": "送材料。"})
    assert "改成了“交材料。”（你打开时是“提交。”），你写的是“送材料。”" in errors(response)[f"{row}-text"]
    assert "办理步骤：交材料。 › 做什么 交材料。 送材料。" in stale(response)
    assert saved(save(li, rent, fields(response), **{f"{row}-text-chosen": "theirs"}))
    assert not rent.steps.filter(text="送材料。").exists()


def test_rows_added_by_both_both_stay(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    steps = rent.steps.count()
    add_row(theirs, "steps", text="等通知。", basis="general")
    add_row(mine, "steps", text="领证。", basis="general")
    assert saved(save(zhang, rent, theirs))
    response = save(li, rent, mine)
    assert saved(response), errors(response)
    assert list(rent.steps.order_by("position", "id").values_list("text", flat=True))[steps:] == ["等通知。", "领证。"]


def test_a_row_they_deleted_and_nobody_else_touched_is_gone(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, **{f"{row}-DELETE": "on"})
    response = save(li, rent, mine, office="人社局")
    assert "删除" in told(li, response)
    assert not rent.steps.filter(text="提交。").exists()
    assert now(rent, "office") == ("人社局",)


def deleted_and_changed(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, **{f"{row}-DELETE": "on"})
    add_row(mine, "steps", text="等通知。", basis="general")
    response = save(li, rent, mine, **{f"{row}-text": "送材料。"})
    assert not saved(response)
    return response, rows(fields(response), "steps", text="送材料。")


@pytest.mark.parametrize(("chosen", "kept"), [("mine", {"送材料。", "等通知。"}), ("theirs", {"等通知。"})])
def test_a_row_they_deleted_and_one_changed_is_asked(zhang, li, rent, chosen, kept):
    before = set(rent.steps.values_list("text", flat=True)) - {"提交。"}
    response, row = deleted_and_changed(zhang, li, rent)
    assert "张三" in errors(response)[row]
    assert "删掉了这一行，你改过它。还要不要？" in errors(response)[row]
    again = save(li, rent, fields(response))
    assert "还要不要？" in errors(again)[row], "without an answer it is asked again"
    response = save(li, rent, fields(again), **{f"{row}-row-chosen": chosen})
    assert saved(response), errors(response)
    assert set(rent.steps.values_list("text", flat=True)) == before | kept


@pytest.mark.parametrize(("chosen", "there"), [("mine", False), ("theirs", True)])
def test_a_row_one_deleted_and_they_changed_is_asked(zhang, li, rent, chosen, there):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, **{f"{row}-text": "交材料。"})
    response = save(li, rent, mine, **{f"{row}-DELETE": "on"})
    assert "你删掉了这一行，张三" in errors(response)[row]
    assert fields(response)[f"{row}-text"] == "交材料。"
    again = save(li, rent, fields(response))
    assert "还删不删？" in errors(again)[row]
    assert saved(save(li, rent, fields(again), **{f"{row}-row-chosen": chosen}))
    assert rent.steps.filter(text="交材料。").exists() == there


def test_a_row_deleted_by_both_is_gone(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, **{f"{row}-DELETE": "on"})
    assert saved(save(li, rent, mine, **{f"{row}-DELETE": "on"}))
    assert not rent.steps.filter(text="提交。").exists()


def test_of_the_order_nobody_is_asked(zhang, li, rent):
    theirs, mine = opened(zhang, rent), opened(li, rent)
    row = rows(theirs, "steps", text="提交。")
    save(zhang, rent, theirs, position="70", **{f"{row}-position": "50"})
    assert saved(save(li, rent, mine, position="80", **{f"{row}-position": "60"}))
    assert Step.objects.get(policy=rent, text="提交。").position == 60
    assert now(rent, "position") == (80,)


@pytest.mark.parametrize(("chosen", "there"), [("mine", True), ("theirs", False)])
def test_rows_of_a_tier_that_was_deleted_come_back_or_stay_away_with_it(zhang, li, home, chosen, there):
    theirs, mine = opened(zhang, home), opened(li, home)
    tier = Tier.objects.filter(policy=home).first()
    row = rows(theirs, "tiers", code=tier.code)
    condition = rows(theirs, "thresholds", tier=str(tier.pk))
    save(zhang, home, theirs, **{f"{row}-DELETE": "on"})
    assert not Tier.objects.filter(pk=tier.pk).exists()
    response = save(li, home, mine, **{f"{row}-name": "改了名", f"{condition}-note": "也改了"})
    assert not saved(response)
    response = save(li, home, fields(response), chosen_rest=chosen)
    assert saved(response), errors(response)
    assert Tier.objects.filter(policy=home, name="改了名", code=tier.code).exists() == there
    assert Threshold.objects.filter(tier__name="改了名", note="也改了").exists() == there
    assert Factor.objects.filter(tier__name="改了名").exists() == there, "untouched, and gone with the tier"


def test_dated_changes_of_both_stay_and_one_that_was_deleted_comes_back_with_what_names_it(zhang, li, home):
    tier = Tier.objects.filter(policy=home).first()
    theirs, mine = opened(zhang, home), opened(li, home)
    add_row(theirs, "changes", starts_on="2027-01-01", office="区住建局")
    add_row(mine, "changes", starts_on="2027-06-01", office="区人社局")
    add_row(mine, "tier_changes", change="new:2027-06-01:", tier=tier.pk, once_amount="600000")
    assert saved(save(zhang, home, theirs))
    response = save(li, home, mine)
    assert saved(response), errors(response)
    assert list(home.changes.order_by("starts_on").values_list("office", flat=True)) == ["区住建局", "区人社局"]

    theirs, mine = opened(zhang, home), opened(li, home)
    row = rows(theirs, "changes", office="区人社局")
    pk = theirs[f"{row}-id"]
    named = [name.removesuffix("-change") for name in theirs if name.endswith("-change") and theirs[name] == pk]
    response = save(zhang, home, theirs, **{f"{place}-DELETE": "on" for place in [row, *named]})
    assert saved(response), errors(response)
    response = save(li, home, mine, **{f"{row}-office": "区发改局"})
    assert "删掉了这一行，你改过它" in " ".join(errors(response).values())
    response = save(li, home, fields(response), chosen_rest="mine")
    assert saved(response), errors(response)
    assert home.tier_changes.get().change == home.changes.get(office="区发改局")


# Other pages


def test_lists_of_ticks_and_lines_of_answers_are_put_together_one_by_one(zhang, li, catalogue):
    from policies.models import Persona, Policy

    persona = max(Persona.objects.all(), key=lambda one: len(one.answers))
    one, other = Policy.objects.filter(region=persona.region, audience="person")
    persona.received.clear()
    theirs, mine = opened(zhang, persona), opened(li, persona)
    lines = theirs["answers"].splitlines()
    response = save(zhang, persona, theirs, received=[str(one.pk)], answers="\n".join(lines[1:]))
    assert saved(response), errors(response)
    response = save(li, persona, mine, story="另一个故事", received=[str(other.pk)], answers="\n".join(lines[:-1]))
    assert saved(response), errors(response)
    assert set(persona.received.all()) == {one, other}
    persona.refresh_from_db()
    assert persona.story == "另一个故事"
    assert len(persona.answers) == len(lines) - 2


def test_numbers_are_said_as_a_clerk_writes_them(zhang, li, catalogue):
    from policies.models import Parameter

    wage = Parameter.objects.get(name="最低月工资")
    theirs, mine = opened(zhang, wage), opened(li, wage)
    assert saved(save(zhang, wage, theirs, **{"values-0-value": "2500"}))
    sentence = errors(save(li, wage, mine, **{"values-0-value": "2600"}))["values-0-value"]
    assert "改成了“2500”" in sentence
    assert "你写的是“2600”" in sentence


def test_every_kind_of_page_puts_together_what_two_changed(zhang, li, catalogue):
    from policies import models

    for row, one, other in (
        (models.Question.objects.get(key="education"), "help", "label"),
        (models.Parameter.objects.first(), "help", "unit"),
        (models.Source.objects.first(), "title", "issuer"),
        (models.ExclusionGroup.objects.first(), "name", "note"),
        (models.Region.objects.first(), "name", "position"),
        (models.Section.objects.first(), "name", "help"),
    ):
        if row is None:
            continue
        theirs, mine = opened(zhang, row), opened(li, row)
        assert saved(save(zhang, row, theirs, **{one: "7"}))
        response = save(li, row, mine, **{other: "8"})
        assert saved(response), (row, errors(response))
        row.refresh_from_db()
        assert (str(getattr(row, one)), str(getattr(row, other))) == ("7", "8")
        response = save(li, row, mine, **{one: "9"})
        assert "用哪一个" in errors(response)[one]
