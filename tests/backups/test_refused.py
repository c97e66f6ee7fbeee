"""What cannot be done is said in words, and then nothing has changed."""

import resource
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from policies.backups import archive, making, restoring, schema
from policies.backups.engines import engine
from policies.backups.refused import BackupRefused
from policies.models import Policy
from tests.backups.databases import everything


@pytest.fixture
def retold(taken, tmp_path):
    """The same backup with a manifest that says otherwise."""
    path, said = taken
    body = tmp_path / "body"
    archive.unpack(path, body)

    def retell(**otherwise):
        other = tmp_path / "other.backup"
        other.unlink(missing_ok=True)
        archive.write(other, replace(said, **otherwise), body)
        return other

    return retell


def test_a_backup_that_does_not_belong_here(taken, retold):
    _, said = taken
    before = everything()
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    first = min(said.releases)
    for otherwise, sentence in (
        ({"kind": other}, r"这是 \w+ 的备份，DATABASE_URL 说的数据库是 \w+"),
        (
            {"migrations": said.migrations | {"policies": ["0001_initial", "9999_later"]}},
            "来自更新的程序：.*policies.9999_later",
        ),
        ({"migrations": said.migrations | {"gone": ["0001_initial"]}}, "来自更新的程序：.*gone.0001_initial"),
        ({"rows": said.rows | {"auth_user": 7}}, "清单不同：auth_user 应有 7 行，实际 2 行"),
        ({"rows": said.rows | {"policies_gone": 1}}, "清单不同：policies_gone 应有 1 行，实际 0 行"),
        ({"releases": said.releases | {first: "0" * 64}}, f"清单不同：第 {first} 次发布的内容不同"),
        ({"live": (2, "0" * 64)}, "生效的第 2 次发布，校验值不是"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", str(retold(**otherwise)), replace=True)
    assert everything() == before


def test_a_restore_that_fails_at_its_end_changes_nothing(taken, tmp_path):
    path, _ = taken
    Policy.objects.filter(code="town-rent").update(recurring_amount=1)
    before = everything()
    body = tmp_path / "body"
    archive.unpack(path, body)

    def fail():
        assert Policy.objects.get(code="town-rent").recurring_amount == 7000
        raise BackupRefused("至少试过")

    with pytest.raises(BackupRefused, match="至少试过"):
        engine().put(body, fail)
    assert everything() == before


def test_data_that_cannot_be_opened(taken, tmp_path):
    _, said = taken
    body, path = tmp_path / "body", tmp_path / "other.backup"
    body.write_bytes(b"PGDMP" + b"nothing" * 10)
    length, digest = archive.measured(body)
    archive.write(path, replace(said, length=length, sha256=digest), body)
    with pytest.raises(BackupRefused, match=r"打不开|pg_restore 没有做完"):
        restoring.check(path)


def test_no_room_leaves_no_backup(office, tmp_path):
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, usual[1]))
    try:
        with pytest.raises(BackupRefused):
            making.make(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list(tmp_path.iterdir()) == []
    making.make(tmp_path)


def test_what_was_left_by_a_killed_one_goes_and_what_another_works_in_stays(office, tmp_path):
    left, working = tmp_path / f"{making.UNFINISHED}left", tmp_path / f"{making.UNFINISHED}working"
    for folder in (left, working):
        folder.mkdir()
        (folder / "body").write_bytes(b"half")
    with making.locked(working) as mine:
        assert mine
        path, _ = making.make(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([working.name, path.name])


def test_no_folder_and_no_file(office, tmp_path):
    with pytest.raises(CommandError, match="没有备份：没有文件夹"):
        call_command("backup", str(tmp_path / "none"))
    with pytest.raises(CommandError, match=r"没有恢复：.*none\.backup"):
        call_command("restore", str(tmp_path / "none.backup"))
    with pytest.raises(CommandError, match="--keep 至少是 1 天"):
        call_command("backup", str(tmp_path), keep=0)


@pytest.mark.django_db(transaction=True)
def test_without_postgresqls_programs(office, tmp_path, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs none; --database=postgresql runs this")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupRefused, match="没有 pg_dump：请安装 PostgreSQL 的客户端程序"):
        making.make(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_all_that_was_applied_is_known(db):
    schema.refuse_newer(schema.applied())
    assert not schema.older()
