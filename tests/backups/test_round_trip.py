"""What is restored is what was saved, to the last row, and goes on from there."""

import io
import os
import stat

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django_otp.plugins.otp_totp.models import TOTPDevice

from policies.backups import making, restoring
from policies.models import Policy
from policies.publishing import live
from policies.publishing.publish import publish
from tests import migrating_back
from tests.backups.databases import another, everything, rows


def test_an_empty_database_becomes_exactly_what_was_saved(office, taken, tmp_path, client):
    path, said = taken
    before = everything()
    with another(tmp_path):
        restoring.restore(path, replace=False)
        assert everything() == before
        assert live.refresh().identity == said.live
        zhang = User.objects.get(username="zhangsan")
        assert zhang.check_password("correct horse battery")
        assert sorted(zhang.groups.values_list("name", flat=True)) == sorted(["编辑", "发布"])
        assert [one.region.code for one in zhang.staff_regions.all()] == ["town"]
        assert TOTPDevice.objects.get(user=zhang).key == TOTPDevice.objects.get(name="手机").key
        assert zhang.staticdevice_set.get().token_set.get().token == "abcdefgh"
        # Numbers go on where they stopped.
        rent = Policy.objects.get(code="town-rent")
        assert [one.recurring_amount for one in rent.history.order_by("pk")][-2:] == [6500, 7000]
        rent.office = "人社局"
        rent.save()
        assert publish(by=zhang).number > 3
        assert client.get("/readyz").status_code == 200
    assert everything() == before


def test_the_commands_do_it_all(office, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for old in ("butie-2020-01-05-023000.backup", "butie-2020-01-06-023000.backup", "notes.txt"):
        (folder / old).write_bytes(b"")
    out = io.StringIO()
    call_command("backup", str(folder), keep=30, stdout=out)
    (path,) = folder.glob("*.backup")
    assert out.getvalue().startswith(f"{path}\n")
    assert "生效的是第 2 次发布" in out.getvalue()
    assert "删掉 2 份旧的" in out.getvalue()
    assert sorted(os.listdir(folder)) == sorted([path.name, "notes.txt"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    before = everything()
    Policy.objects.filter(code="town-rent").update(recurring_amount=1)
    User.objects.filter(username="lisi").delete()
    changed = everything()
    call_command("restore", str(path), check=True, stdout=out)
    with pytest.raises(CommandError, match=r"数据库不是空的，里面有 \d+ 张表.*--replace"):
        call_command("restore", str(path), stdout=out)
    assert everything() == changed
    call_command("restore", str(path), replace=True, stdout=out)
    assert everything() == before
    assert "样例人物的结果都和预期相同" in out.getvalue()


def test_what_is_older_is_migrated(office, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    now, _ = making.make(folder)
    before = rows()
    with another(tmp_path):
        restoring.restore(now, replace=False)
        *_, earlier, latest = migrating_back.names()
        migrating_back.back_to(earlier)
        there = rows().keys()
        older, said = making.make(folder)
        assert latest not in said.migrations["policies"]
        restoring.restore(older, replace=True)
        found = rows()
    # Django writes down when it migrated.
    for table in ("django_migrations", "auth_permission", "auth_group_permissions", "django_content_type"):
        assert len(found.pop(table)) == len(before.pop(table))
    # What stands in tables of the latest migration is nothing that an older backup holds.
    assert found == {table: several if table in there else [] for table, several in before.items()}
