"""What a backup says of itself: a line of JSON that stands before the data."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from typing import Any

import django
from django.db import connection
from django.utils import timezone

from .contents import Contents
from .refused import BackupRefused

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """`kind`: as Django calls the database. `schema`: PostgreSQL's, empty for SQLite. `migrations`: those applied, by
    application. `live`: number and sha256 of the release that was live, None if nothing was. `rows`, `releases`: see
    Contents. `length` (bytes) and `sha256` are of the data that follows."""

    made_at: str
    kind: str
    schema: str
    versions: dict[str, str]
    migrations: dict[str, list[str]]
    live: tuple[int, str] | None
    rows: dict[str, int]
    releases: dict[int, str]
    length: int
    sha256: str

    @property
    def contents(self) -> Contents:
        return Contents(self.rows, self.releases)

    def refuse_other(self, found: Contents) -> None:
        """Raises BackupRefused unless exactly this was found."""
        differences = self.contents.differences(found)
        if self.live and found.releases.get(self.live[0]) != self.live[1]:
            differences.append(f"生效的第 {self.live[0]} 次发布，校验值不是 {self.live[1][:12]}")
        if differences:
            raise BackupRefused("内容和备份的清单不同：" + "；".join(differences[:5]))


def text(manifest: Manifest) -> bytes:
    """One line."""
    return json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def parsed(line: bytes) -> Manifest:
    """Raises BackupRefused where it says anything else than a manifest does."""
    try:
        said: dict[str, Any] = json.loads(line)
        said["live"] = said["live"] and (int(said["live"][0]), str(said["live"][1]))
        said["releases"] = {int(number): digest for number, digest in said["releases"].items()}
        return Manifest(**said)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BackupRefused("备份的清单读不懂，这份备份不能用") from error


def now() -> str:
    return timezone.localtime().isoformat(timespec="seconds")


def versions() -> dict[str, str]:
    database = ".".join(map(str, connection.get_database_version()))
    return {"python": platform.python_version(), "django": django.get_version(), "database": database}
