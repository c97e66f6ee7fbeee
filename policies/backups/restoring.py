"""A backup becomes what the database holds, or nothing changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib.contenttypes.models import ContentType

from . import contents, making, schema
from .contents import Contents
from .engines import engine
from .manifest import Manifest
from .refused import BackupRefused


def restore(path: Path, *, replace: bool) -> Manifest:
    """`replace`: what the database holds now may go, once the new is whole. Raises BackupRefused, and then changes
    nothing. What is older than the code is migrated."""
    kept = engine()
    with tempfile.TemporaryDirectory(prefix="qujiang-restore-") as folder:
        said = making.check(path, Path(folder))
        if kept.schema() != said.schema:
            raise BackupRefused(f"备份的表在 schema {said.schema} 里，现在的数据库用的是 {kept.schema() or '（没有）'}")
        if (old := kept.tables()) and not replace:
            raise BackupRefused(
                f"数据库不是空的，里面有 {len(old)} 张表。确实要用备份换掉现在的全部内容，请加 --replace"
            )
        kept.put(Path(folder) / "read", lambda: settle(said))
    ContentType.objects.clear_cache()
    return said


def settle(said: Manifest) -> None:
    """What was put in is what the manifest says, and so it is once it is migrated. Raises BackupRefused."""
    said.refuse_other(_now())
    if not schema.older():
        return
    schema.forward()
    found = _now()
    before = Contents(said.contents.history, said.releases)
    after = Contents({table: found.rows.get(table, 0) for table in before.rows}, found.releases)
    fewer = [table for table, count in before.rows.items() if after.rows[table] < count]
    if fewer or before.releases != after.releases:
        raise BackupRefused(f"迁移以后历史或发布和备份不同：{'、'.join(fewer) or '发布'}")


def check(path: Path) -> Manifest:
    """Raises BackupRefused where it could not be restored here; changes nothing."""
    with tempfile.TemporaryDirectory(prefix="qujiang-restore-") as folder:
        return making.check(path, Path(folder))


def _now() -> Contents:
    return contents.of(engine().tables())
