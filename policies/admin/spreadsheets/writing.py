"""The rows as a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import cells
from .sheets import EXPORTED, GUIDE, SHEETS, CellKind, Column, Sheet

FIXED = PatternFill("solid", fgColor="E7EAEE")
TEXT = (
    "灰色的列只供查看，用来认出是哪一行；白色的列可以改。",
    "没有改的行可以删掉，也可以留着。删掉一行不会删掉后台里的内容。",
    "没有公布金额时，金额留空，口径写“未公布”。选择题的值写选项，几个用逗号分开；是非题写是或否。",
    "参数有了新的值，就加一行，写上参数键、从哪天起和值；旧的值留着。新的政策、档次、条件和有日期的变化请在后台的页面上加。",
    "在“政策”里改类别、名额有限和夫妻只能一方享受：类别写名称，也可以写代码；另外两列照文件写一句话，没有就留空。",
    "选择题有了新的选项，就在“选项”里加一行，写上问题、选项的值和选项；顺序留空排在最后。",
    "整数的一栏里，算出来只差不到百万分之一的数按整数读；其他多余的小数会问你，不会自己去掉。",
    "条款、说明这些文字，如果表格软件把它变成了日期或数字，请把格子设成“文本”格式再写。",
    "导出以后别人改过的内容，不会被没有动过的格子改回去。导出很久的表格，请重新导出再改。",
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
    exported = book.create_sheet(EXPORTED)
    exported.sheet_state = Worksheet.SHEETSTATE_VERYHIDDEN
    exported.append(["这里记着导出时的内容，请不要改，也不要删。"])  # Some programs show it all the same.
    for sheet in SHEETS.values():
        rows = [row for row in sheet.rows() if may_see(sheet.owner(row))]
        if sheet.seldom and not rows:
            continue
        _fill(book.create_sheet(sheet.title), sheet, rows)
        for row in rows:
            exported.append([sheet.title, json.dumps(sheet.said(row), ensure_ascii=False)])
    book.move_sheet(exported, len(SHEETS))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(page: Worksheet, sheet: Sheet, rows: Iterable[Any]) -> None:
    page.append([column.title for column in sheet.columns])
    for row in rows:
        # An empty cell is none: some programs cannot open thousands of empty texts.
        page.append([cells.escaped(value) if (value := column.read(row)) != "" else None for column in sheet.columns])
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        page.cell(1, number).font = Font(bold=True)
        for cell in page[letter]:
            if column.field is None:
                cell.fill = FIXED
            if column.kind is CellKind.TEXT:
                cell.number_format = FORMAT_TEXT
        if column.kind is CellKind.TEXT:
            page.column_dimensions[letter].number_format = FORMAT_TEXT
        if choices := _choices(sheet, column):
            offered = DataValidation(
                "list",
                formula1=f'"{",".join(choices)}"',
                allow_blank=True,
                # Who knows the code of another row may type it.
                showErrorMessage=not _names_rows(sheet, column),
                errorTitle=column.title,
                error="请从列出的里面选一个",
            )
            page.add_data_validation(offered)
            offered.add(f"{letter}2:{letter}{page.max_row + 200}")


def _choices(sheet: Sheet, column: Column) -> list[str]:
    """What the program offers in a list; Excel takes at most 255 characters."""
    field: Any = sheet.model._meta.get_field(column.field) if column.field else None
    if field is None:
        return []
    if _names_rows(sheet, column):
        labels = [row.name for row in field.related_model._default_manager.all()]
    else:
        labels = [str(label) for value, label in field.flatchoices if value] if field.choices else []
    listed = ",".join(labels)
    return labels if len(listed) <= 255 and listed.count(",") == len(labels) - 1 and '"' not in listed else []


def _names_rows(sheet: Sheet, column: Column) -> bool:
    return column.field is not None and sheet.model._meta.get_field(column.field).is_relation
