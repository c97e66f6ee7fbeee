"""What stands in the workbook: the sheets, their columns, the rows behind them."""

from .awards import AWARDS
from .conditions import CONDITIONS
from .dated_changes import CHANGES, TIER_CHANGES
from .options import OPTION, OPTIONS
from .parameters import PARAMETERS
from .policies import POLICIES
from .relations import RELATIONS
from .sheet import CellKind, Column, Key, Sheet
from .uplifts import UPLIFTS
from .windows import WINDOWS

__all__ = [
    "AWARDS",
    "EXPORTED",
    "GUIDE",
    "OPTION",
    "OPTIONS",
    "SHEETS",
    "UPLIFTS",
    "CellKind",
    "Column",
    "Key",
    "Sheet",
]

# What the rows said when the workbook was written: a sheet of its own, not shown. Whatever a clerk did not touch
# changes nothing, and what somebody else changed since is not undone.
EXPORTED = "导出时的内容"
SHEETS = {
    sheet.title: sheet
    for sheet in (AWARDS, CONDITIONS, PARAMETERS, OPTIONS, POLICIES, CHANGES, TIER_CHANGES, UPLIFTS, RELATIONS, WINDOWS)
}
GUIDE = "说明"
