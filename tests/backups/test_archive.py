"""The file: no byte of it can be missing or another without being noticed."""

from dataclasses import replace

import pytest

from policies.backups import archive, manifest
from policies.backups.manifest import Manifest
from policies.backups.refused import BackupRefused

SAID = Manifest(
    made_at="2026-12-01T02:30:00+08:00",
    kind="sqlite",
    schema="",
    versions={"python": "3.13.0"},
    migrations={"policies": ["0001_initial"]},
    live=(2, "ab" * 32),
    rows={"policies_release": 2},
    releases={1: "cd" * 32, 2: "ab" * 32},
    length=0,
    sha256="",
)


@pytest.fixture
def file(tmp_path):
    body, path = tmp_path / "body", tmp_path / "whole"
    body.write_bytes(b"rows and\nrows" * 10)
    length, digest = archive.measured(body)
    said = replace(SAID, length=length, sha256=digest)
    archive.write(path, said, body)
    assert archive.unpack(path, tmp_path / "read") == said
    assert (tmp_path / "read").read_bytes() == body.read_bytes()
    return path


def refused(content, tmp_path) -> str:
    changed = tmp_path / "changed"
    changed.write_bytes(content)
    with pytest.raises(BackupRefused) as raised:
        archive.unpack(changed, tmp_path / "read")
    return str(raised.value)


def test_cut_anywhere_it_is_refused(file, tmp_path):
    whole = file.read_bytes()
    for length in range(len(whole)):
        assert refused(whole[:length], tmp_path)
    assert "不完整：数据应有 130 字节，只有 129 字节" in refused(whole[:-1], tmp_path)


def test_altered_anywhere_it_is_refused(file, tmp_path):
    whole = file.read_bytes()
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1
        assert refused(bytes(altered), tmp_path)
    assert "校验值不对" in refused(whole + b"\n", tmp_path)


def test_what_is_none_is_called_so(tmp_path):
    for content in (b"", b"PGDMP", b"SQLite format 3\0", b"\n" * 100):
        assert "不是 manage.py backup 做的备份" in refused(content, tmp_path)
    assert "格式比这个程序新：请先更新程序" in refused(b"qujiang-backup 2\n{}\n", tmp_path)


@pytest.mark.parametrize("line", [b"{}", b"[]", b"null", b'{"live": [1], "releases": {}}', b'{"live": 5}', b"\xff"])
def test_a_manifest_of_something_else_is_refused(line):
    with pytest.raises(BackupRefused, match="清单读不懂"):
        manifest.parsed(line)
