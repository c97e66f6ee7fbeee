"""What is killed in the middle: publishing, loading, importing, migrating, backing up, restoring."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import migrating_back

Do = Callable[[], None]
Rows = dict[str, list[str]]
MIGRATED_BACK = "0044_category_named"


@dataclass(frozen=True)
class Work:
    """`prepared` changes the database to what is there before, and gives what is then to be done. `leaves_rows`: it
    changes none. `mistake`: what is wrong beside the database after a kill, empty where nothing is."""

    prepared: Callable[[Path], Do]
    leaves_rows: bool = False
    mistake: Callable[[Path], str] = lambda folder: ""

    def beside(self, folder: Path) -> set[str]:
        return {one.name for one in folder.iterdir()}


def _edited() -> None:
    """As after a busy week: each policy and step says something else than what was published."""
    from django.db.models import Value
    from django.db.models.functions import Concat

    from policies.models import Policy, Step

    Policy.objects.update(office=Concat("office", Value("（新）")))
    Step.objects.update(text=Concat(Value("请"), "text"))


def publishing(folder: Path) -> Do:
    def do() -> None:
        from policies.publishing.publish import publish

        publish(note="第二次")

    _edited()
    return do


def loading(folder: Path) -> Do:
    def do() -> None:
        from policies.catalogue.packs import loading, reading

        loading.load([reading.SHIPPED], replace=True)

    _edited()
    return do


def importing(folder: Path) -> Do:
    from openpyxl import load_workbook

    from policies.admin.spreadsheets import changes, opened, saving, writing

    def everything(_: object) -> bool:
        return True

    book = load_workbook(io.BytesIO(writing.workbook(everything)))
    sheet = book["条件"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, titles["条款"])
        cell.value = f"{cell.value or ''}（改）"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    lines, mistakes = opened.lines(file)
    found = saving.preview(changes.read(lines, everything))
    assert not mistakes, mistakes[:3]
    assert not found.mistakes, found.mistakes[:3]
    seen = saving.outline(found)
    print(f"  an import of {len(found.rows)} rows")

    def do() -> None:
        saving.save(lines, seen, everything)

    return do


def migrating(folder: Path) -> Do:
    from django.core.management import call_command

    def do() -> None:
        call_command("migrate", verbosity=0, interactive=False)

    migrating_back.back_to(MIGRATED_BACK)
    return do


def backing_up(folder: Path) -> Do:
    def do() -> None:
        from policies.backups import making

        making.make(folder)

    return do


def whole_backups(folder: Path) -> str:
    """Whatever bears the name of a backup is one."""
    from policies.backups import restoring
    from policies.backups.refused import BackupRefused

    try:
        for path in folder.glob("*.backup"):
            restoring.check(path)
    except BackupRefused as error:
        return str(error)
    return ""


def restoring(folder: Path) -> Do:
    from policies.backups import making

    path, _ = making.make(folder)

    def do() -> None:
        from policies.backups import restoring

        restoring.restore(path, replace=True)

    _edited()
    return do


WORKS = {
    "publish": Work(publishing),
    "load_pack": Work(loading),
    "import": Work(importing),
    "migrate": Work(migrating),
    "backup": Work(backing_up, leaves_rows=True, mistake=whole_backups),
    "restore": Work(restoring),
}
