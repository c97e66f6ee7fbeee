"""Two editors on one page: the second save is refused, both versions are shown, nothing typed is lost."""

import pytest

from policies.models import Step
from tests.admin.pages import add_row, address, errors, fields, rows, saved
from tests.admin.people import member, signed_in
from tests.pages import text


@pytest.fixture
def zhang(catalogue):
    return signed_in(member("zhangsan", "编辑", last_name="张", first_name="三"))


@pytest.fixture
def li(catalogue):
    return signed_in(member("lisi", "编辑", last_name="李", first_name="四"))


def stale(response) -> str:
    assert not saved(response)
    return text(response, "stale")


def test_the_second_save_is_refused_with_both_versions(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    assert saved(zhang.post(address(rent), theirs | {"recurring_amount": "6500"}))
    response = li.post(address(rent), mine | {"recurring_amount": "7000", "office": "人社局"})
    shown = stale(response)
    assert "张三（zhangsan）" in shown
    assert "定期：每期金额（元）：6000 → 6500" in shown
    assert "定期：每期金额（元） 6500 7000" in shown
    assert "负责单位 区人才办 人社局" in shown
    assert "它又被改过" in errors(response)[""]
    rent.refresh_from_db()
    assert (rent.recurring_amount, rent.office) == (6500, "区人才办")
    typed = fields(response)
    assert (typed["recurring_amount"], typed["office"]) == ("7000", "人社局"), "what was typed stays"


def test_pressing_save_again_overwrites_nothing_either(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    zhang.post(address(rent), theirs | {"recurring_amount": "6500"})
    again = fields(li.post(address(rent), mine | {"recurring_amount": "7000"}))
    stale(li.post(address(rent), again))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_whoever_has_seen_it_may_save_what_they_typed(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    zhang.post(address(rent), theirs | {"recurring_amount": "6500"})
    response = li.post(address(rent), mine | {"recurring_amount": "7000"})
    anyway = {"overwrite_version": response.context["stale"].version}
    # A third change comes before: that one has not been seen.
    zhang.post(address(rent), fields(zhang.get(address(rent))) | {"phone": "123"})
    response = li.post(address(rent), fields(response) | anyway)
    assert "咨询电话：（空） → 123" in stale(response)
    anyway = {"overwrite_version": response.context["stale"].version}
    assert saved(li.post(address(rent), fields(response) | anyway))
    rent.refresh_from_db()
    assert rent.recurring_amount == 7000


def test_a_change_in_a_row_below_counts_too(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    row = rows(theirs, "steps", text="提交。")
    assert saved(zhang.post(address(rent), theirs | {f"{row}-text": "交材料。"}))
    shown = stale(li.post(address(rent), mine | {f"{row}-text": "送材料。"}))
    assert "做什么：提交。 → 交材料。" in shown
    assert "办理步骤：交材料。 › 做什么 交材料。 送材料。" in shown


def test_a_row_that_was_deleted_meanwhile_becomes_a_new_one(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    row = rows(theirs, "steps", text="提交。")
    steps = rent.steps.count()
    assert saved(zhang.post(address(rent), theirs | {f"{row}-DELETE": "on"}))
    add_row(mine, "steps", text="等通知。", basis="general")
    response = li.post(address(rent), mine | {f"{row}-text": "送材料。"})
    assert "删除" in stale(response)
    again = fields(response)
    assert again["steps-INITIAL_FORMS"] == str(steps - 1)
    response = li.post(address(rent), again | {"overwrite_version": response.context["stale"].version})
    assert saved(response), errors(response)
    assert {"送材料。", "等通知。"} <= set(Step.objects.filter(policy=rent).values_list("text", flat=True))
    assert rent.steps.count() == steps + 1


def test_a_row_added_meanwhile_stays(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    add_row(theirs, "steps", text="等通知。", basis="general")
    assert saved(zhang.post(address(rent), theirs))
    response = li.post(address(rent), mine | {"office": "人社局"})
    anyway = {"overwrite_version": response.context["stale"].version}
    assert saved(li.post(address(rent), fields(response) | anyway))
    assert rent.steps.filter(text="等通知。").exists()


def test_other_errors_are_shown_beside(zhang, li, rent):
    theirs, mine = fields(zhang.get(address(rent))), fields(li.get(address(rent)))
    zhang.post(address(rent), theirs | {"recurring_amount": "6500"})
    response = li.post(address(rent), mine | {"recurring_amount": "viel"})
    stale(response)
    assert "recurring_amount" in errors(response)


@pytest.mark.parametrize("seen", ["", "0", "1.1.1.1.1.1", "x" * 5000, "-1.0.0.0.0.0", "9" * 400])
def test_a_page_without_its_version_saves_nothing(li, rent, seen):
    page = fields(li.get(address(rent))) | {"seen_version": seen, "recurring_amount": "7000"}
    stale(li.post(address(rent), page))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000


def test_pages_of_other_rows_do_not_matter(zhang, li, rent, home):
    mine = fields(li.get(address(rent)))
    zhang.post(address(home), fields(zhang.get(address(home))) | {"office": "住建局"})
    assert saved(li.post(address(rent), mine | {"recurring_amount": "7000"}))


def test_saving_twice_from_one_page_is_noticed(li, rent):
    """Back and save: the page is older than what it would overwrite."""
    mine = fields(li.get(address(rent)))
    assert saved(li.post(address(rent), mine | {"recurring_amount": "6500"}))
    assert "李四（lisi）" in stale(li.post(address(rent), mine | {"office": "人社局"}))


def test_questions_and_parameters_too(zhang, li, catalogue):
    from policies.models import Parameter, Question

    for row, column in ((Question.objects.get(key="education"), "help"), (Parameter.objects.first(), "help")):
        theirs, mine = fields(zhang.get(address(row))), fields(li.get(address(row)))
        assert saved(zhang.post(address(row), theirs | {column: "一"}))
        stale(li.post(address(row), mine | {column: "二"}))
        row.refresh_from_db()
        assert row.help == "一"
