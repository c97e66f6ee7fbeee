"""When applications are taken."""

from __future__ import annotations

from collections.abc import Iterable

from policies.calculator.echo import beginning
from policies.models import ApplicationWindow

from .sheet import NUMBERED, Key, Of, Sheet, changeable, in_order, numbers, shown


def _no_window(key: Key) -> tuple[str, str]:
    number, policy = key
    if not number:
        return "编号", "新的申报期请在政策页面上加，这里只能改已有的"
    if ApplicationWindow.objects.filter(pk__in=numbers([number])).exists():
        return "编号", f"编号 {beginning(number)} 的申报期不是政策“{beginning(policy)}”的，这两列请不要改"
    return "编号", f"没有编号是 {beginning(number)} 的申报期，可能已经删掉，请重新导出"


def _windows(of: Of = None) -> Iterable[ApplicationWindow]:
    rows = ApplicationWindow.objects.select_related(
        "policy__region", "measured_at", "since__measured_at", "until__measured_at"
    )
    return in_order(rows, of)


WINDOWS = Sheet(
    "申报期",
    ApplicationWindow,
    ("编号", "政策代码"),
    (
        *NUMBERED,
        changeable(ApplicationWindow, "opens"),
        changeable(ApplicationWindow, "closes"),
        changeable(ApplicationWindow, "starts_on"),
        changeable(ApplicationWindow, "ends_on"),
        shown("按哪件事的日期算", lambda row: row.measured_at.name if row.measured_at else ""),
        *(
            changeable(ApplicationWindow, name)
            for name in ("from_months", "to_months", "to_days", "every", "open_days")
        ),
        shown("从哪次变化起", lambda row: str(row.since or "")),
        shown("到哪次变化为止", lambda row: str(row.until or "")),
        changeable(ApplicationWindow, "clause", 20),
        changeable(ApplicationWindow, "note", 30),
    ),
    _windows,
    lambda row: row.policy,
    _no_window,
    together=(
        "每年从几月几日",
        "到几月几日",
        "只有一次的从哪天",
        "到哪一天",
        "几个月以内",
        "几天以内",
        "每隔多久一次",
        "每次开放几天",
    ),
    seldom=True,
)
