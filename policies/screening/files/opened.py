"""A file of persons, opened by its name and looked at by its first bytes."""

from __future__ import annotations

from pathlib import Path

from policies.screening.files.batches import PersonsFile
from policies.screening.files.csv_file import CsvFile
from policies.screening.files.encodings import look_through
from policies.screening.files.parquet_file import ParquetPersons
from policies.screening.files.refusals import CannotScreen
from policies.screening.files.xlsx_file import XlsxFile

KINDS = {".parquet": b"PAR1", ".xlsx": b"PK", ".csv": b""}


def kind_of(path: Path) -> str:
    """.parquet, .csv or .xlsx. Raises CannotScreen for any other name."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise CannotScreen(f"{path} 要以 .parquet、.csv 或 .xlsx 结尾")
    return kind


def opened(path: Path) -> tuple[PersonsFile, str]:
    """The file, and the sha256 of all that is in it. Raises CannotScreen, OSError."""
    kind = kind_of(path)
    if path.is_dir():
        if kind != ".parquet":
            raise CannotScreen(f"{path} 是文件夹；只有 parquet 可以是一个文件夹")
        folder = ParquetPersons(path)
        return folder, "-".join(look_through(one, text=False).sha256 for one in folder.paths)
    with path.open("rb") as file:
        begin = file.read(4)
    other = next((name for name, first in KINDS.items() if first and begin.startswith(first) and name != kind), None)
    if other and begin:
        raise CannotScreen(f"{path.name} 里面其实是 {other[1:]}，请把名字的结尾改成 {other}")
    looked = look_through(path, text=kind == ".csv")
    if kind == ".csv":
        return CsvFile(path, looked.encoding or "utf-8"), looked.sha256
    return (ParquetPersons(path) if kind == ".parquet" else XlsxFile(path)), looked.sha256
