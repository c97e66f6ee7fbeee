"""An uploaded file as rows of text; whatever is not a harmless small xlsx file is refused before it is looked into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.xml import DEFUSEDXML

from policies.answers import celldays
from policies.answers.cellmonths import month_of
from policies.answers.workbooks import Unfit, unfit
from policies.calculator.echo import beginning

from . import cells
from .sheets import EXPORTED, GUIDE, SHEETS, CellKind, Key

UNPACKED = 20 * 1024 * 1024
"""Our own export of the shipped catalogue unpacks to under 1 MB."""
PARTS = 300
ROWS = 5000
UNREADABLE = {"f": "这里是公式，请改成算好的数字或文字", "e": "这里是算错的结果，请改成数字或文字"}
UNFIT = {
    Unfit.NO_ARCHIVE: "这不是 xlsx 文件。csv、旧的 xls 或加了密码的文件，"
    "请在表格软件里打开，另存为没有密码的 xlsx 再上传",
    Unfit.TOO_LARGE: "这个文件解开以后太大。请先导出表格，在导出的文件里改",
    Unfit.ENCRYPTED: "这个文件加了密码，请去掉密码再上传",
    Unfit.NO_WORKBOOK: "这不是 xlsx 文件，只是改了名字的压缩包。请先导出表格，在导出的文件里改",
}
COLUMNS = 40
KINDS = {sheet.title: {column.title: column.kind for column in sheet.columns} for sheet in SHEETS.values()}


class NotASpreadsheet(Exception):
    """Says what to do about the file as a whole."""


@dataclass(frozen=True, slots=True)
class SheetMistake:
    """`column`: its letter and title, where there is a single one."""

    sheet: str
    row: int | None
    column: str
    message: str
    url: str = ""


@dataclass(slots=True)
class SheetLine:
    """One row of a sheet: what is typed, by the title of the column; `letters`: where the columns stand.

    `was`: what it said when it was exported, None where the file does not know.
    """

    sheet: str
    number: int
    said: dict[str, str]
    letters: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] | None = None

    def touched(self, title: str) -> bool:
        return self.was is None or self.said.get(title, "") != self.was.get(title)

    @property
    def is_touched(self) -> bool:
        return self.was is None or not self.said.items() <= self.was.items()

    def mistake(self, title: str | None, message: str) -> SheetMistake:
        letter = self.letters.get(title or "", "")
        return SheetMistake(self.sheet, self.number, f"{letter} {title or ''}".strip(), message)


def lines(file: BinaryIO) -> tuple[list[SheetLine], list[SheetMistake]]:
    """Raises NotASpreadsheet."""
    if not DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: without it, files of strangers are not to be parsed")
    refuse_suspicious(file)
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        exported = _exported(book[EXPORTED]) if EXPORTED in book.sheetnames else {}
        found = [one for page in book.worksheets for one in _of_page(page, book.epoch)]
    except Exception as error:  # a damaged file breaks the library in any of many ways
        raise NotASpreadsheet("这个文件打不开，可能损坏了。请在表格软件里打开它，另存为 xlsx 再上传") from error
    if not found:
        raise NotASpreadsheet("文件里没有可以导入的内容。请先导出表格，在导出的文件里改")
    read = [one for one in found if isinstance(one, SheetLine)]
    for line in read:
        line.was = exported.get((line.sheet, tuple(line.said.get(name, "") for name in SHEETS[line.sheet].keys)))
    return read, [one for one in found if isinstance(one, SheetMistake)]


def refuse_suspicious(file: BinaryIO) -> None:
    """Looks only at the list of contents; what it says there bounds what zipfile unpacks later."""
    if reason := unfit(file, PARTS, UNPACKED):
        raise NotASpreadsheet(UNFIT[reason])


def _exported(page: Any) -> dict[tuple[str, Key], dict[str, str]]:
    """What each row said, by its sheet and key. Raises where somebody wrote into it."""
    found = {}
    for title, said in page.iter_rows(max_col=2, max_row=ROWS * len(SHEETS), values_only=True):
        if title in SHEETS:
            row = {str(name): str(text) for name, text in json.loads(said).items()}
            found[title, tuple(row[name] for name in SHEETS[title].keys)] = row
    return found


def _of_page(page: Any, epoch: Any) -> Iterator[SheetLine | SheetMistake]:
    if page.title in (GUIDE, EXPORTED):
        return
    if page.title not in SHEETS:
        yield SheetMistake(page.title, None, "", f"不认识这个工作表，请删掉，或改名为{'、'.join(SHEETS)}之一")
        return
    page.reset_dimensions()  # The file's own word for its size is not to be trusted.
    rows = page.iter_rows(max_col=COLUMNS)
    titles, mistakes = _titles(page.title, next(rows, ()))
    if mistakes:
        yield from mistakes
        return
    letters = {title: get_column_letter(place) for place, title in enumerate(titles, start=1) if title}
    kinds = [KINDS[page.title].get(title, CellKind.OTHER) for title in titles]
    width = len(titles)
    while width and not titles[width - 1]:
        width -= 1
    for number, row in enumerate(rows, start=2):
        if number <= ROWS + 1:
            # Beyond the last title there is mostly nothing.
            found = row if any(cell.value is not None for cell in row[width:]) else row[:width]
            yield from _of_row(
                SheetLine(page.title, number, {}, letters), zip(titles, kinds, found, strict=False), epoch
            )
        elif any(cell.value is not None for cell in row):
            yield SheetMistake(page.title, number, "", f"最多读 {ROWS} 行，从这一行起没有看，请删掉没有改的行")
            return


def _of_row(
    line: SheetLine, row: Iterable[tuple[str, CellKind, Any]], epoch: Any
) -> Iterator[SheetLine | SheetMistake]:
    """The line, or what is wrong with its cells; nothing for an empty row."""
    mistakes = []
    for title, kind, cell in row:
        try:
            said = "" if cell.value is None else _said(cell, kind, epoch)
        except ValueError as error:
            mistakes.append(line.mistake(title, str(error)))
            continue
        if title:
            line.said[title] = said
        elif said:
            mistakes.append(line.mistake(None, f"“{beginning(said)}”所在的列没有标题，请删掉这一列"))
    if mistakes:
        yield from mistakes
    elif any(line.said.values()):
        yield line


def _titles(sheet: str, row: Any) -> tuple[list[str], list[SheetMistake]]:
    known = [column.title for column in SHEETS[sheet].columns]
    titles = [str(cell.value).strip() if cell.value is not None else "" for cell in row]
    named = [title for title in titles if title]
    wrong = [f"不认识“{beginning(title)}”这一列，请照导出的表格写标题" for title in named if title not in known]
    wrong += [
        f"有不止一列叫“{beginning(title)}”，请只留一列" for title in dict.fromkeys(named) if named.count(title) > 1
    ]
    wrong += [f"缺“{title}”这一列，请照导出的表格补上" for title in SHEETS[sheet].keys if title not in named]
    return titles, [SheetMistake(sheet, 1, "", message) for message in wrong]


def _said(cell: Any, kind: CellKind, epoch: Any) -> str:
    """Raises ValueError with what to do about the cell."""
    value = cell.value
    if cell.data_type in UNREADABLE:
        raise ValueError(UNREADABLE[cell.data_type])
    if kind is CellKind.TEXT and not isinstance(value, str | None):
        became = "日期" if isinstance(value, date | time) else "数字"
        raise ValueError(f"这里要写文字，表格软件把它变成了{became}。请把这一格设成“文本”格式，再写一遍原来的文字")
    if kind is CellKind.DAY and value is not None and str(value).strip():
        month = month_of(cell, epoch)
        value = celldays.day(value if month is None else month.isoformat(), epoch)
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            raise ValueError("这里带了钟点，请只写日期，例如 2026-01-01")
        value = value.date()
    match value:
        case float():
            return cells.text(Decimal(repr(value)))
        case None | bool() | int() | date():
            return cells.text(value)
        case str():
            return cells.unescaped(value.strip())
    raise ValueError("这里请写数字、文字或日期")
