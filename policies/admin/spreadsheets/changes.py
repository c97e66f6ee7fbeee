"""From typed lines to changed rows: every change and every mistake, with nothing saved yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from policies.admin.editing.forms import constraint_places
from policies.calculator.echo import beginning
from policies.catalogue.rows.coded import names_of_rows
from policies.models import Threshold

from . import cells
from .formerly import in_present_codes
from .opened import SheetLine, SheetMistake
from .sheets import SHEETS, Column, Key, Sheet


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """`before` and `after` as they are shown; a new row has no `before`."""

    line: SheetLine
    what: str
    title: str
    before: str | None
    after: str


@dataclass(slots=True)
class Changed:
    """A row with its new values, not saved; `columns`: those that are new."""

    row: Any
    owner: Any
    line: SheetLine
    new: bool
    columns: list[str]


@dataclass(slots=True)
class Read:
    changes: list[ChangedCell] = field(default_factory=list)
    rows: list[Changed] = field(default_factory=list)
    mistakes: list[SheetMistake] = field(default_factory=list)


def read(lines: Iterable[SheetLine], may_change: Callable[[Any], bool]) -> Read:
    """Compares with the rows as they are now. `may_change` tells which owners are this person's to change."""
    found = Read()
    by_sheet: dict[str, list[SheetLine]] = {}
    names = names_of_rows()
    for line in lines:
        in_present_codes(line, names)
        by_sheet.setdefault(line.sheet, []).append(line)
    for title, of_sheet in by_sheet.items():
        _Sheet(SHEETS[title], found, may_change).read(of_sheet)
    return found


UNKNOWN = object()
FEW = 300
"""More rows than these are asked for all together: databases take only so many values in one query."""
NOT_EXPORTED = "这个文件里没有导出时的内容，认不准是哪个条件。请从后台导出表格，在导出的文件里改"


class _Sheet:
    def __init__(self, sheet: Sheet, found: Read, may_change: Callable[[Any], bool]) -> None:
        self.sheet = sheet
        self.found = found
        self.may_change = may_change
        self.rows: dict[Key, Any] = {}
        self.seen: dict[Key, int] = {}
        self.named: dict[str, list[Any]] = {}

    def read(self, lines: list[SheetLine]) -> None:
        wanted = {line.said.get(self.sheet.keys[0], "") for line in lines if line.is_touched}
        rows = self.sheet.rows(wanted if len(wanted) <= FEW else None)
        self.rows = {self.sheet.key(row): row for row in rows}
        for line in lines:
            self.found.mistakes += self.read_line(line)

    def read_line(self, line: SheetLine) -> list[SheetMistake]:
        """What is wrong with it; what is right is added to the changes."""
        key = tuple(line.said.get(title, "") for title in self.sheet.keys)
        if key in self.seen:
            return [line.mistake(self.sheet.keys[0], f"和第 {self.seen[key]} 行是同一行，请删掉一行")]
        self.seen[key] = line.number
        if not line.is_touched:
            return []
        row, new = self.rows.get(key), False
        if row is None and self.sheet.made:
            row, new = self.sheet.made(key), True
            if row and (again := self.sheet.key(row)) in self.rows:
                row, new = self.rows[again], False  # The same day, written another way.
        if row is None:
            return [line.mistake(*self.sheet.missing(key))]
        return [*self.fixed(line, row), *self.changed(line, row, new)]

    def fixed(self, line: SheetLine, row: Any) -> list[SheetMistake]:
        """A clerk who writes into a column that is not read would wait for nothing."""
        wrong = []
        for column in self.sheet.columns:
            said = line.said.get(column.title, "")
            if not line.touched(column.title):
                continue
            stands = cells.text(column.read(row)).strip()
            if column.field is None and column.title not in self.sheet.keys and said and said != stands:
                wrong.append(
                    line.mistake(column.title, f"这一列只供查看，现在是“{beginning(stands)}”，要改请到后台的页面上改")
                )
        return wrong

    def changed(self, line: SheetLine, row: Any, new: bool) -> list[SheetMistake]:
        stands = self.sheet.said(row)
        changes, mistakes = self.put(line, row, new)
        if new and not mistakes and not line.said.get(self.sheet.needed):
            mistakes.append(line.mistake(self.sheet.needed, f"请写{self.sheet.needed}"))
        if not mistakes and changes and (apart := self.apart(line, stands, {change.title for change in changes})):
            mistakes.append(apart)
        if mistakes or not changes:
            return mistakes
        owner = self.sheet.owner(row)
        if not self.may_change(owner):
            return [line.mistake(None, f"你不能修改“{owner}”，请删掉这一行，或请有权限的人修改")]
        mistakes = [line.mistake(self.title(field), said) for field, said in broken_rules(row)]
        if not mistakes:
            self.found.changes += changes
            columns = [str(self.sheet.open[change.title].field) for change in changes]
            self.found.rows.append(Changed(row, owner, line, new, columns))
        return mistakes

    def put(self, line: SheetLine, row: Any, new: bool) -> tuple[list[ChangedCell], list[SheetMistake]]:
        """Sets what the line changes of the row, column by column."""
        changes, mistakes = [], []
        for title, column in self.sheet.open.items():
            if title not in line.said or (new and not line.said[title]) or not line.touched(title):
                continue
            try:
                changes += self.assign(line, row, column, new)
            except ValidationError as error:
                mistakes.append(line.mistake(title, " ".join(error.messages)))
        return changes, mistakes

    def assign(self, line: SheetLine, row: Any, column: Column, new: bool) -> list[ChangedCell]:
        """Sets the value; nothing comes back where it is the same as before."""
        name = str(column.field)
        before, shown = getattr(row, name), cells.text(column.read(row))
        after = self.value(row, name, line.said[column.title])
        if not new and (after == before or after == self.exported(line, row, column)):
            return []
        if line.was is not None and line.was[column.title] != shown.strip():
            raise ValidationError(
                f"导出以后，别人已经把这里从“{beginning(line.was[column.title])}”改成“{beginning(shown)}”，没有照你的改。请重新导出，再改"
            )
        setattr(row, name, after)
        return [ChangedCell(line, self.what(row), column.title, None if new else shown, cells.text(column.read(row)))]

    def exported(self, line: SheetLine, row: Any, column: Column) -> Any:
        """The value that the cell had when it was exported: a program may have written it another way since."""
        try:
            return self.value(row, str(column.field), line.was[column.title]) if line.was else UNKNOWN
        except ValidationError:
            return UNKNOWN

    def apart(self, line: SheetLine, stands: dict[str, str], changed: set[str]) -> SheetMistake | None:
        """Whether the row is no longer what the line was written for."""
        if not changed & set(self.sheet.together):
            return None
        if line.was is None:
            return line.mistake(self.sheet.keys[0], NOT_EXPORTED)
        for title in self.sheet.together:
            if line.was[title] != stands[title]:
                said = (
                    f"导出以后，这一行的“{title}”已经从“{beginning(line.was[title])}”改成“{beginning(stands[title])}”"
                )
                return line.mistake(title, f"{said}，不再是原来的条件。请重新导出，再改")
        return None

    def value(self, row: Any, name: str, said: str) -> Any:
        if isinstance(row, Threshold) and name == "value":
            return cells.condition(row.question, row.operator, said)
        field = row._meta.get_field(name)
        if not field.is_relation:
            return cells.typed(field, said)
        # Read once, not for each cell that names one of them.
        if name not in self.named:
            self.named[name] = list(field.related_model._default_manager.all())
        return cells.row_named(self.named[name], said)

    def what(self, row: Any) -> str:
        """What the row is about, in words."""
        said = self.sheet.said(row)
        return " › ".join(said[title] for title in NAMES if said.get(title))

    def title(self, name: str | None) -> str | None:
        return next((title for title, column in self.sheet.open.items() if column.field == name), None)


NAMES = ("政策名称", "档次名称", "问题简称", "选项的值", "参数名称", "从哪天起")


def broken_rules(row: Any) -> list[tuple[str | None, str]]:
    """Constraints among the columns of the row, at the column where each is mended."""
    try:
        row.clean()
        row.validate_constraints()
    except ValidationError as error:
        places = constraint_places(type(row))
        return [
            (places.get(str(one.message)) if name == NON_FIELD_ERRORS else name, " ".join(one.messages))
            for name, errors in error.error_dict.items()
            for one in errors
        ]
    return []
