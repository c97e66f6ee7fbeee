"""Whether a file is a harmless workbook (xlsx), told from its list of contents before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from enum import Enum, auto
from typing import BinaryIO


class Unfit(Enum):
    """Why a file is not to be opened."""

    NO_ARCHIVE = auto()
    TOO_LARGE = auto()
    ENCRYPTED = auto()
    NO_WORKBOOK = auto()


def unfit(file: BinaryIO, most_parts: int, most_unpacked: int) -> Unfit | None:
    """What is wrong with it; `most_unpacked` in bytes. What the list says bounds what zipfile unpacks later."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Unfit.NO_ARCHIVE
    finally:
        file.seek(0)
    if len(parts) > most_parts or sum(part.file_size for part in parts) > most_unpacked:
        return Unfit.TOO_LARGE
    if any(part.flag_bits & 1 for part in parts):
        return Unfit.ENCRYPTED
    return None if "[Content_Types].xml" in {part.filename for part in parts} else Unfit.NO_WORKBOOK
