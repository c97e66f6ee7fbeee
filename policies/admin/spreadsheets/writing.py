"""The rows as a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import cells
from .sheets import GUIDE, SHEETS, Column, Sheet

FIXED = PatternFill("solid", fgColor="E7EAEE")
TEXT = (
    "灰色的列只供查看，用来认出是哪一行；白色的列可以改。",
    "没有改的行可以删掉，也可以留着。删掉一行不会删掉后台里的内容。",
    "没有公布金额时，金额留空，口径写“未公布”。选择题的值写选项，几个用逗号分开；是非题写是或否。",
    "参数有了新的值，就加一行，写上参数键、从哪天起和值；旧的值留着。新的政策、档次和条件请在后台的页面上加。",
    "请不要写公式。改好以后在后台“政策 › 导入表格”里上传，先看到每一处改动，确认以后才保存。",
    "保存以后还要发布，市民才看到。",
)


def workbook(may_see: Callable[[Any], bool]) -> bytes:
    """`may_see` tells which owners (policies, parameters) this person may look at."""
    book = Workbook()
    guide = book.active
    guide.title = GUIDE
    guide.column_dimensions["A"].width = 100
    for line in TEXT:
        guide.append([line])
        guide.cell(guide.max_row, 1).alignment = Alignment(wrap_text=True)
    for sheet in SHEETS.values():
        _fill(book.create_sheet(sheet.title), sheet, (row for row in sheet.rows() if may_see(sheet.owner(row))))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(page: Worksheet, sheet: Sheet, rows: Iterable[Any]) -> None:
    page.append([column.title for column in sheet.columns])
    for row in rows:
        page.append([cells.escaped(column.read(row)) for column in sheet.columns])
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.cell(1, number).font = Font(bold=True)
        if column.field is None:
            for cell in page[letter]:
                cell.fill = FIXED
        if choices := _choices(sheet, column):
            offered = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            page.add_data_validation(offered)
            offered.add(f"{letter}2:{letter}{page.max_row + 200}")


def _choices(sheet: Sheet, column: Column) -> list[str]:
    """What the program offers in a list; Excel takes at most 255 characters."""
    field: Any = sheet.model._meta.get_field(column.field) if column.field else None
    if field is None or not field.choices:
        return []
    labels = [str(label) for value, label in field.flatchoices if value]
    return labels if len(",".join(labels)) <= 255 else []
