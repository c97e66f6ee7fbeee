"""Loading: all or nothing, repeatable, and never over what staff changed."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.catalogue import small

pytestmark = pytest.mark.django_db


def load(path, **options):
    from policies.catalogue.packs import loading

    return loading.load([path], **options)


def change_amount(code="town-rent", amount=6500):
    from policies.models import Policy

    policy = Policy.objects.get(code=code)
    policy.recurring_amount = amount
    policy.save()


def amount(code="town-rent"):
    from policies.models import Policy

    return Policy.objects.get(code=code).recurring_amount


def test_loading_again_changes_nothing(pack):
    load(pack)
    assert load(pack).total() == 0


def test_a_changed_pack_is_loaded(pack):
    load(pack)
    small.write(pack, ("town/policies.yaml", "amount: 6000", "amount: 7000"))
    load(pack)
    assert amount() == 7000


def test_what_staff_changed_is_not_overwritten(pack):
    from policies.catalogue.packs import loading

    load(pack)
    change_amount()
    with pytest.raises(loading.Refused) as error:
        load(pack)
    assert str(error.value) == "政策 town-rent：award.recurring.amount 6000 → 6500"
    assert amount() == 6500


def test_replace_overwrites_what_staff_changed(pack):
    load(pack)
    change_amount()
    load(pack, replace=True)
    assert amount() == 6000
    assert load(pack).total() == 0


def test_a_persona_staff_changed_is_not_overwritten(pack):
    from policies.catalogue.packs import loading
    from policies.models import Measure, Persona

    load(pack)
    Persona.objects.filter(code="town-doctor").update(best_low=5)
    Measure.objects.filter(number=2).update(name="建人才公寓")
    with pytest.raises(loading.Refused) as error:
        load(pack)
    assert str(error.value).splitlines() == [
        "措施 town 2：name 建青年公寓 → 建人才公寓",
        "样例人物 town-doctor：best_low 0 → 5",
    ]
    load(pack, replace=True)
    assert Persona.objects.get(code="town-doctor").best_low == 0


def test_what_was_loaded_before_there_were_personas(pack):
    import json

    from policies.models import LoadedPack

    load(pack)
    last = LoadedPack.objects.get()
    document = json.loads(last.document)
    for name in ("measures", "schools", "synonyms", "personas"):
        del document[name]
    last.document = json.dumps(document)
    last.save()
    assert load(pack).total() == 0


def test_what_staff_changed_can_be_dumped_and_loaded(pack, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import dumping

    load(pack)
    change_amount()
    dumping.dump(rows.read(), tmp_path / "dump")
    assert load(tmp_path / "dump").total() == 0
    assert amount() == 6500
    small.write(pack)
    load(pack)
    assert amount() == 6000


def test_what_staff_changed_elsewhere_does_not_hinder(pack):
    from policies.catalogue.packs import loading

    load(pack)
    change_amount()
    text = (pack / "city" / "policies.yaml").read_text("utf-8")
    (pack / "city" / "policies.yaml").write_text(text.replace("count: 3", "count: 5"), "utf-8")
    load(pack / "city")
    assert amount() == 6500
    with pytest.raises(loading.Refused):
        load(pack)


def test_rows_that_no_pack_brought_are_staffs(pack):
    from policies.catalogue import rows
    from policies.catalogue.packs import loading, reading

    rows.write(reading.load([pack])[0])
    small.write(pack, ("town/policies.yaml", "amount: 6000", "amount: 7000"))
    with pytest.raises(loading.Refused):
        load(pack)


def test_a_policy_gone_from_the_pack_goes_only_with_its_region(pack):
    from policies.models import Policy

    load(pack)
    for name in ("policies", "measures", "personas"):
        (pack / "town" / f"{name}.yaml").write_text(f"{name}: []", "utf-8")
    load(pack / "city")
    assert Policy.objects.count() == 4
    load(pack)
    assert set(Policy.objects.values_list("code", flat=True)) == {"city-rent", "city-fair"}


def test_a_broken_pack_leaves_the_database_untouched(pack, capsys):
    from policies.catalogue import rows

    load(pack)
    before = rows.read()
    small.write(
        pack,
        ("town/policies.yaml", "amount: 6000", "amount: -1"),
        ("town/policies.yaml", "question: insured_months", "question: insured_month"),
        ("city/policies.yaml", "count: 3", "count: 5"),
    )
    with pytest.raises(CommandError, match="政策包有 2 处要改，数据库没有变动") as error:
        call_command("load_pack", str(pack))
    assert error.value.returncode == 1
    said = capsys.readouterr().err
    assert "town/policies.yaml:20: amount 不能小于 0" in said
    assert "town/policies.yaml:60: 没有“insured_month”这个问题，是不是 insured_months" in said
    assert rows.read() == before


def test_the_command_refuses_and_names_what_staff_changed(pack, capsys):
    call_command("load_pack", str(pack))
    change_amount()
    with pytest.raises(CommandError, match="--replace") as error:
        call_command("load_pack", str(pack))
    assert error.value.returncode == 2
    assert "award.recurring.amount 6000 → 6500" in capsys.readouterr().err
    call_command("load_pack", str(pack), replace=True)
    assert amount() == 6000


def test_dump_pack_writes_the_regions_asked_for(pack, tmp_path):
    call_command("load_pack", str(pack))
    call_command("dump_pack", str(tmp_path / "dump"), region=["town"])
    assert {path.name for path in (tmp_path / "dump").iterdir()} == {"common", "town"}
    with pytest.raises(CommandError, match="没有地区 nowhere"):
        call_command("dump_pack", str(tmp_path / "dump"), region=["nowhere"])


@pytest.mark.parametrize("regions", [None, ["town"]])
def test_dump_pack_says_what_load_pack_would_refuse(pack, tmp_path, capsys, regions):
    """A sample person's answer that the question takes no longer."""
    from policies.models import Persona

    call_command("load_pack", str(pack))
    call_command("dump_pack", str(tmp_path / "good"), region=regions)
    Persona.objects.filter(code="town-doctor").update(answers={"education": 7})
    with pytest.raises(CommandError, match="都导出来了，但上面 1 处要先改好，load_pack 才会载入"):
        call_command("dump_pack", str(tmp_path / "dump"), region=regions)
    (said,) = [line for line in capsys.readouterr().err.splitlines() if line]
    assert "town/personas.yaml:" in said
    with pytest.raises(CommandError, match="1 处要改"):
        call_command("load_pack", str(tmp_path / "dump"), check=True, replace=True)


def test_dump_pack_writes_drafts(pack, tmp_path):
    call_command("load_pack", str(pack))
    call_command("dump_pack", str(tmp_path / "dump"))
    assert "state: draft" in (tmp_path / "dump" / "city" / "policies.yaml").read_text("utf-8")


def publish():
    call_command("publish", note="试", verbosity=0)


def test_what_was_published_vanishes_only_by_name(pack, capsys):
    from policies.models import Policy

    load(pack)
    publish()
    for name in ("measures", "personas"):
        (pack / "town" / f"{name}.yaml").unlink()
    small.write(pack, ("town/policies.yaml", "code: town-rent", "code: town-flat"))
    for name in ("measures", "personas"):
        (pack / "town" / f"{name}.yaml").unlink()
    with pytest.raises(CommandError, match=r"--delete town-rent$") as error:
        call_command("load_pack", str(pack))
    assert error.value.returncode == 2
    assert capsys.readouterr().err == "政策 town-rent：删除\n"
    with pytest.raises(CommandError, match=r"--delete town-rent$"):
        call_command("load_pack", str(pack), "--delete", "city-rent")
    assert Policy.objects.filter(code="town-rent").exists()
    call_command("load_pack", str(pack), "--delete", "town-rent")
    assert set(Policy.objects.filter(region__code="town").values_list("code", flat=True)) == {"town-flat", "town-home"}


def test_a_file_with_the_other_ending_is_read(pack):
    load(pack)
    publish()
    for path in list(pack.glob("*/*.yaml")):
        path.rename(path.with_suffix(".yml"))
    assert load(pack).total() == 0


@pytest.mark.parametrize("text", ["", "\n\n", "# 以后再写\n", "---\n", "~\n"])
def test_an_empty_file_is_refused(pack, text):
    from policies.catalogue.packs import reading

    load(pack)
    (pack / "town" / "measures.yaml").write_text(text, "utf-8")
    with pytest.raises(reading.BrokenPack, match="文件是空的"):
        load(pack)


def test_check_says_everything_and_loads_nothing(pack, capsys):
    from policies.catalogue import rows
    from policies.models import LoadedPack

    load(pack)
    publish()
    change_amount()
    before, loaded = rows.read(), LoadedPack.objects.get().sha256
    small.write(pack, ("town/policies.yaml", "code: town-home", "code: town-house"))
    for name in ("measures", "personas"):
        (pack / "town" / f"{name}.yaml").unlink()
    small_change = (pack / "town" / "policies.yaml").read_text("utf-8").replace("amount: 6000", "amount: 7000")
    (pack / "town" / "policies.yaml").write_text(small_change, "utf-8")
    with pytest.raises(CommandError, match=r"--replace\n.*--delete town-home"):
        call_command("load_pack", str(pack), "--check")
    assert capsys.readouterr().err.splitlines() == [
        "政策 town-rent：award.recurring.amount 6000 → 6500",
        "政策 town-home：删除",
    ]
    call_command("load_pack", str(pack), "--check", "--replace", "--delete", "town-home")
    said = capsys.readouterr().out
    assert said.startswith("没有问题。载入会新增 ")
    assert said.endswith("这次只检查，数据库没有变动\n")
    assert (rows.read(), LoadedPack.objects.get().sha256) == (before, loaded)


def test_a_new_region_without_a_position_comes_last_and_touches_nobody(pack):
    from policies.models import Region

    load(pack)
    before = list(Region.objects.values_list("code", "position"))
    (pack / "village").mkdir()
    (pack / "village" / "region.yaml").write_text(
        "regions:\n  - {code: village, name: 某村, parent: town}\n  - {code: hamlet, name: 某庄}\n", "utf-8"
    )
    assert load(pack) == {"added": 2, "changed": 1}  # its parent, once there is one
    assert list(Region.objects.values_list("code", "position"))[: len(before)] == before
    assert [code for code, _ in Region.objects.values_list("code", "position")][-2:] == ["village", "hamlet"]
    assert load(pack).total() == 0
