#!/usr/bin/env bash
# openpyxl 3.1.5 and polars 2.1.0 (read_excel, with fastexcel 0.21.0), python-calamine 0.9.1 beside them (all PyPI).
#
# One would guess: a cell with one of the formats for dates that come with the file format itself is read as a date by
# every reader that turns dates into dates; and two readers that are the same Rust library below (calamine, under
# fastexcel and python-calamine) say the same of one file.
#
# What happens: a format is a number in an xlsx file, and one that is built in needs no text beside the number. The
# standard (ISO/IEC 29500-1, 18.8.30) gives 14 to 22 to dates and times everywhere, and in Chinese workbooks 27 to 36 and
# 50 to 58 too: 31 is 2026年1月5日, 57 is 2026年1月, 58 is 1月5日. To openpyxl these are "General" and the cell holds
# 46027; polars brings 46027 as well, and neither warns; python-calamine brings 5 January 2026. So of two birthdays that
# look alike on the screen one is a date and one is a number, and which goes by who reads the file.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 polars==2.1.0 fastexcel==0.21.0 \
    python-calamine==0.9.1

cat >try.py <<'PY'
import warnings
import zipfile

import openpyxl
import polars
import python_calamine

warnings.simplefilter("error")
FORMATS = (1, 14, 27, 28, 31, 57, 58)
DAY = 46027
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."

STYLE = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
styles = "".join(map(STYLE.format, FORMATS))
rows = "".join(f'<row r="{at + 1}"><c r="A{at + 1}" s="{at}"><v>{DAY}</v></c></row>' for at in range(len(FORMATS)))


def related(**parts):
    kinds = {name: f'Type="{OFFICE}/{kind}" Target="{target}"' for name, (kind, target) in parts.items()}
    relations = "".join(f'<Relationship Id="{name}" {kind}/>' for name, kind in kinds.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}styles+xml"/></Types>',
    "_rels/.rels": related(r1=("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": related(r1=("worksheet", "worksheets/sheet1.xml"), r2=("styles", "styles.xml")),
    "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
    "xl/styles.xml": f'<styleSheet {MAIN}><fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(FORMATS)}">{styles}</cellXfs></styleSheet>',
}
with zipfile.ZipFile("dates.xlsx", "w") as file:
    for name, text in PARTS.items():
        file.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')

with warnings.catch_warnings():
    # Of the workbook's look, not of its cells: it has no style called Normal.
    warnings.filterwarnings("ignore", message="Workbook contains no default style")
    sheet = openpyxl.load_workbook("dates.xlsx").active
by_calamine = python_calamine.load_workbook("dates.xlsx").get_sheet_by_index(0).to_python()
by_polars = {}
for at, one in enumerate(FORMATS):
    frame = polars.read_excel("dates.xlsx", has_header=False, read_options={"skip_rows": at, "n_rows": 1})
    by_polars[one] = frame.item()
for at, one in enumerate(FORMATS):
    cell = sheet.cell(at + 1, 1)
    print(f"{one}: openpyxl {cell.value} ({cell.number_format}), polars {by_polars[one]}, python-calamine {by_calamine[at][0]}")
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
1: openpyxl 46027 (0), polars 46027, python-calamine 46027.0
14: openpyxl 2026-01-05 00:00:00 (mm-dd-yy), polars 2026-01-05, python-calamine 2026-01-05
27: openpyxl 46027 (General), polars 46027, python-calamine 2026-01-05
28: openpyxl 46027 (General), polars 46027, python-calamine 2026-01-05
31: openpyxl 46027 (General), polars 46027, python-calamine 2026-01-05
57: openpyxl 46027 (General), polars 46027, python-calamine 2026-01-05
58: openpyxl 46027 (General), polars 46027, python-calamine 2026-01-05
SEEN
