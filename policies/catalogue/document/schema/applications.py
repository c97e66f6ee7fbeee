"""When applications for a policy are taken, where that is not always."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from .fields import Code, Day, Days, Entry, Key, MonthDay, Months, OptionalText, SourceCode, problem

OpenDays = Annotated[Days, Field(ge=1, le=364)]
WaitDays = Annotated[Days, Field(ge=1, le=3660)]
SomeMonths = Annotated[Months, Field(ge=1)]
# How many days it may be open each time and still be closed in between, by the shortest.
MOST_OPEN = {"quarter": 88, "half_year": 180, "year": 364}
LEAP_DAY = "02-29"
SINCE_AN_EVENT = ("from_months", "to_months", "to_days", "every", "open_days")


class ApplicationWindow(Entry):
    """A time at which applications are taken; who is entitled does not hang on it.

    Each year from `opens` to `closes`, over New Year where that is the earlier; once, from `starts_on` to `ends_on`; or
    from the day of the event `measured_at` on: until some time after it, or again and again. `since`, `until`: changes
    of the policy; it is there only from the one on and until the other comes.
    """

    opens: MonthDay | None = None
    closes: MonthDay | None = None
    measured_at: Key | None = None
    from_months: Months | None = None
    to_months: SomeMonths | None = None
    to_days: WaitDays | None = None
    every: Literal["quarter", "half_year", "year"] | None = None
    open_days: OpenDays | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    since: Code | None = None
    until: Code | None = None
    source: SourceCode | None = None
    clause: OptionalText = ""
    note: OptionalText = ""

    @model_validator(mode="after")
    def of_one_kind(self) -> ApplicationWindow:
        surplus = next((name for name in SINCE_AN_EVENT if getattr(self, name) is not None), None)
        if self.starts_on or self.ends_on:
            self._once(surplus)
        elif self.opens or self.closes:
            if self.measured_at or surplus:
                message = "每年的申报期只写 opens 和 closes；从某件事算起的，另写一条"
                raise problem(message, surplus or "measured_at")
            if not (self.opens and self.closes):
                lacks = "closes" if self.opens else "opens"
                raise problem("每年的申报期从几月几日（opens）到几月几日（closes），两个都要写", lacks)
            if self.opens == self.closes == LEAP_DAY:
                raise problem("只有 2 月 29 日这一天，平年就没有一天可以申请，请改其中一个", "closes")
        elif not self.measured_at:
            message = (
                "写每年从几月几日到几月几日（opens、closes）、只有一次的从哪天到哪天（starts_on、ends_on），"
                "或者从哪件事的日期算起（measured_at）"
            )
            raise problem(message, *([surplus] if surplus else []))
        elif not any(getattr(self, name) is not None for name in SINCE_AN_EVENT[:-1]):
            message = "还要写那件事以后多久（from_months、to_months、to_days），或者每隔多久一次（every）"
            raise problem(message, "measured_at")
        return self

    def _once(self, surplus: str | None) -> None:
        other = next((name for name in ("opens", "closes", "measured_at") if getattr(self, name)), surplus)
        if other:
            raise problem("只有一次的申报期只写 starts_on 和 ends_on；别的另写一条", other)
        if self.starts_on is None or self.ends_on is None:
            lacks = "ends_on" if self.starts_on else "starts_on"
            raise problem("只有一次的申报期从哪天（starts_on）到哪天（ends_on），两个都要写", lacks)
        if self.ends_on < self.starts_on:
            raise problem(f"到 {self.ends_on} 为止，却从 {self.starts_on} 才开始，请改其中一个", "ends_on")

    @model_validator(mode="after")
    def some_day_is_left(self) -> ApplicationWindow:
        if self.to_months is not None and self.to_days is not None:
            raise problem("截止按月（to_months）或按天（to_days）写，只写一个", "to_days")
        if self.from_months and self.to_days is not None:
            raise problem("开始按月写（from_months），截止也要按月写（to_months），不然说不清有没有一天", "to_days")
        if self.from_months and self.to_months is not None and self.to_months < self.from_months:
            message = f"从满 {self.from_months} 个月起，却到 {self.to_months} 个月为止，没有一天可以申请，请改其中一个"
            raise problem(message, "to_months")
        if self.every and (self.to_months is not None or self.to_days is not None):
            name = "to_months" if self.to_months is not None else "to_days"
            raise problem("按期申请的，不在这里写截止；最晚多久要申请，另写一条", name)
        if self.open_days is not None and not self.every:
            raise problem("每次开放几天（open_days）只和每隔多久一次（every）一起写", "open_days")
        if self.open_days is not None and self.every and self.open_days > MOST_OPEN[self.every]:
            most = MOST_OPEN[self.every]
            raise problem(f"每次最多开放 {most} 天，再多就一直开放；一直开放的不写 open_days", "open_days")
        return self

    @model_serializer(mode="wrap")
    def what_is_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value not in (None, "")}
