"""Who changed what, when, from what to what: one page per policy, one of everything, and nobody edits it."""

import csv
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from policies.admin.history import records
from policies.models import Parameter, Persona, Policy, Question, Region, Threshold
from policies.models.history import TRACKED, ChangedField, because
from tests import loaded
from tests.admin.pages import add_row, address, form, rows, saved
from tests.admin.people import member, signed_in
from tests.catalogue import small
from tests.pages import text


def history(row) -> str:
    return reverse(f"admin:policies_{row._meta.model_name}_history", args=[row.pk])


@pytest.fixture
def editor(catalogue):
    return member("zhangsan", "编辑", last_name="张", first_name="三")


def changed(client, row, **columns):
    page = form(client, address(row))
    response = client.post(address(row), page | columns)
    assert saved(response)


def test_an_amount_says_who_when_from_what_to_what(editor, rent):
    client = signed_in(editor)
    changed(client, rent, recurring_amount="6500")
    line = records.of_page(rent)[0]
    assert (line.who, line.kind, line.page) == ("张三（zhangsan）", "修改", "政策：青年租房补助（town-rent）")
    assert line.changes == (ChangedField("定期：每期金额（元）", "6000", "6500"),)
    shown = text(client.get(history(rent)))
    assert "张三（zhangsan）" in shown
    assert "定期：每期金额（元）：6000 → 6500" in shown


def test_the_page_of_a_policy_gathers_what_happened_to_its_rows(admin_client, rent):
    page = form(admin_client, address(rent))
    page["thresholds-0-value"] = "36"
    add_row(page, "thresholds", question=Question.objects.get(key="employed").pk, operator="is", value="是")
    page["citations-1-DELETE"] = "on"
    step = rows(page, "steps", text="提交。")
    page[f"{step}-text"] = "提交材料。"
    assert saved(admin_client.post(address(rent), page))
    by_person = [line for line in records.of_page(rent) if line.who == "clerk"]
    assert {(line.kind, line.row.partition("：")[0]) for line in by_person} == {
        ("修改", "条件"),
        ("新增", "条件"),
        ("删除", "出处"),
        ("修改", "办理步骤"),
    }, "and nothing of the policy's own columns, which nobody changed"
    shown = text(admin_client.get(history(rent)))
    assert "办理步骤：提交材料。" in shown
    assert "做什么：提交。 → 提交材料。" in shown
    assert "条件：上班 是：是" in shown


def test_values_of_conditions_are_said_in_words(admin_client, home):
    page = form(admin_client, address(home))
    row = rows(page, "thresholds", operator="at_least", value="本科", position="30")
    page[f"{row}-operator"] = "in"
    page[f"{row}-value"] = "本科，博士"
    admin_client.post(address(home), page)
    line = records.of_page(home)[0]
    assert line.row == "条件：学历 是其中之一：本科，博士"
    assert ChangedField("值", "本科", "本科，博士") in line.changes


def test_both_ends_of_a_between_are_said_together(admin_client, catalogue):
    rent = Policy.objects.get(code="city-rent")
    page = form(admin_client, address(rent))
    row = rows(page, "thresholds", operator="between")
    assert page[f"{row}-value"] == "200 到 400"
    page[f"{row}-value"] = "200 平方米至 300 平方米"
    assert saved(admin_client.post(address(rent), page))
    line = records.of_page(rent)[0]
    assert line.row == "条件：面积 在两数之间（含）：200 到 300"
    assert line.changes == (ChangedField("值", "200 到 400", "200 到 300"),)


def test_a_page_saved_as_it_is_leaves_no_record(admin_client, catalogue):
    before = {model: model.history.count() for model in TRACKED}
    for row in (*Policy.objects.all(), *Question.objects.all(), *Parameter.objects.all(), *Region.objects.all()):
        assert saved(admin_client.post(address(row), form(admin_client, address(row))))
    assert {model: model.history.count() for model in TRACKED} == before


def test_a_browsers_line_ends_are_no_change(admin_client, rent):
    page = form(admin_client, address(rent))
    sent = {name: value.replace("\n", "\r\n") for name, value in page.items()}
    assert sent != page
    before = records.version(rent)
    assert saved(admin_client.post(address(rent), sent))
    assert records.version(rent) == before


def test_loading_a_pack_says_so(catalogue, tmp_path):
    rent = Policy.objects.get(code="town-rent")
    lines = records.of_page(rent)
    assert {(line.who, line.reason, line.kind) for line in lines} == {("命令行", "载入政策包", "新增")}
    assert len(lines) == 1 + sum(
        getattr(rent, name).count() for name in ("tiers", "thresholds", "factors", "citations", "steps")
    )
    call_command("load_pack", str(small.write(tmp_path / "again")), verbosity=0)
    assert records.of_page(rent) == lines, "what was the same already was not touched"


def test_a_reason_can_be_given_for_whatever_is_saved(rent):
    with because("退回第 1 次发布"):
        rent.office = "人社局"
        rent.save()
    assert records.of_page(rent)[0].reason == "退回第 1 次发布"


def test_deleted_rows_stay_in_the_history(rent):
    threshold = Threshold.objects.filter(policy=rent).first()
    pk = threshold.pk
    threshold.delete()
    line = records.of_page(rent)[0]
    assert (line.kind, line.number) == ("删除", Threshold.history.filter(id=pk).first().history_id)
    assert {change.after for change in line.changes} == {"（空）"}


def test_the_policies_a_persona_already_has_are_kept_too(rent, home):
    persona = Persona.objects.create(
        code="one", region=rent.region, name="甲", story="甲", on="2026-01-01", answers={"employed": True, "area": 1}
    )
    persona.received.set([rent])
    persona.answers = {"employed": False, "area": 1}
    persona.save()
    lines = records.of_page(persona)
    assert ChangedField("已经在领", "（空）", str(rent)) in lines[1].changes
    assert lines[0].changes == (ChangedField("答案", "employed：是", "employed：否"),)


def test_a_name_stays_when_its_account_is_gone(editor, rent):
    changed(signed_in(editor), rent, recurring_amount="6500")
    editor.is_active = False
    editor.save()
    assert records.of_page(rent)[0].who == "张三（zhangsan）"
    editor.delete()
    assert records.of_page(rent)[0].who == "张三（zhangsan）"


def test_nobody_edits_or_deletes_records(admin_client, catalogue):
    from django.contrib import admin

    kept = {model.history.model for model in TRACKED}
    assert not kept & set(admin.site._registry)
    assert admin_client.get("/admin/policies/historicalpolicy/").status_code == 404


def test_the_whole_trail_is_for_auditors(editor, rent):
    changed(signed_in(editor), rent, recurring_amount="6500")
    assert signed_in(editor).get(reverse("admin:trail")).status_code == 403
    assert signed_in(editor).get(reverse("admin:trail_file")).status_code == 403
    auditor = signed_in(member("auditor", "审计"))
    assert reverse("admin:trail") in auditor.get(reverse("admin:index")).content.decode()
    shown = text(auditor.get(reverse("admin:trail"), {"who": "张三"}))
    assert "政策：青年租房补助（town-rent）" in shown
    assert "6000 → 6500" in shown
    assert "载入政策包" not in shown
    assert "没有修改记录" in text(auditor.get(reverse("admin:trail"), {"start": "2020-01-01", "end": "2020-01-31"}))
    assert "早于开始的那天" in text(auditor.get(reverse("admin:trail"), {"start": "2020-02-01", "end": "2020-01-31"}))


def test_the_trail_is_exported_with_nothing_a_spreadsheet_would_calculate(editor, rent):
    changed(signed_in(editor), rent, name="=HYPERLINK(1)", recurring_amount="6500")
    auditor = signed_in(member("auditor", "审计"))
    response = auditor.get(reverse("admin:trail_file"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    amount = next(line for line in lines if line["从"] == "6000" and line["谁"])
    assert (amount["谁"], amount["字段"], amount["改为"]) == ("张三（zhangsan）", "定期：每期金额（元）", "6500")
    assert any(line["改为"] == "'=HYPERLINK(1)" for line in lines)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.values())


def test_the_shipped_catalogue_is_written_down_whole(db):
    loaded.shipped()
    for model in TRACKED:
        assert model.history.count() == model.objects.count() or model in (Persona, Region), model
