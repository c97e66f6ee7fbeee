"""The exported workbook in the hands of a clerk: cells found by their titles, and written into."""

import io

EXPORT = "admin:policies_policy_export"
IMPORT = "admin:policies_policy_import"
AMOUNT = "定期：每期金额（元）"


def file(content, name="改好的.xlsx"):
    found = io.BytesIO(content if isinstance(content, bytes) else written(content))
    found.name = name
    return found


def written(book):
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def titles(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def row_of(sheet, **key):
    for row in range(2, sheet.max_row + 1):
        if all((sheet.cell(row, titles(sheet)[title]).value or "") == value for title, value in key.items()):
            return row
    raise AssertionError(f"{sheet.title} has no row with {key}")


def put(sheet, row, **cells):
    for title, value in cells.items():
        sheet.cell(row, titles(sheet)[title.replace("_", "：")]).value = value


def put_rent(book, **cells):
    sheet = book["金额"]
    row = row_of(sheet, 政策代码="town-rent")
    for title, value in cells.items():
        sheet.cell(row, titles(sheet)[title]).value = value
    return row
