"""A spreadsheet that was exported before something was renamed is read in the codes of now."""

from __future__ import annotations

from policies.catalogue.document.renaming import Names

from .opened import SheetLine
from .sheets import OPTION, OPTIONS

# The columns that hold a code; a tier is named within its policy.
CODES = {"政策代码": "policies", "问题": "questions", "参数键": "parameters"}
TIER = ("政策代码", "档次代码")


def in_present_codes(line: SheetLine, names: Names) -> None:
    """What was said, and what was exported, alike: a renaming is no change of the clerk's."""
    for row in (line.said, line.was):
        if row is None:
            continue
        for title, kind in CODES.items():
            if title in row:
                row[title] = names.get((kind, row[title]), row[title])
        policy, tier = (row.get(title, "") for title in TIER)
        if tier:
            row[TIER[1]] = names.get(("tiers", policy, tier), tier)
        if line.sheet == OPTIONS.title and (value := row.get(OPTION, "")):
            row[OPTION] = names.get(("choices", row.get("问题", ""), value), value)
