"""Everything that happened, rows and events in one, the newest first: read page by page in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value

from policies.admin.wording.records import Names
from policies.models import Policy, StaffEvent, StaffRegion
from policies.models.history import TRACKED, ChangedField
from policies.models.staff_events import COMMAND_LINE, Kind

from .records import HistoryLine, authors_of, lines_of, records

# What can be asked for, with the kinds of events that it means.
ROWS, ACCOUNTS = "rows", "accounts"
KINDS: dict[str, tuple[str, tuple[Kind, ...]]] = {
    ROWS: ("内容的修改", ()),
    "releases": (
        "核对、发布、撤回、退回",
        (Kind.LOOKED_AT, Kind.PUBLISHED, Kind.SCHEDULED, Kind.WITHDRAWN, Kind.ROLLED_BACK),
    ),
    "files": ("导入、导出、载入", (Kind.EXPORTED, Kind.IMPORTED, Kind.LOADED)),
    ACCOUNTS: (
        "账号、组和负责的地区",
        (
            Kind.ACCOUNT_ADDED,
            Kind.ACCOUNT_CHANGED,
            Kind.ACCOUNT_DELETED,
            Kind.GROUP_ADDED,
            Kind.GROUP_CHANGED,
            Kind.GROUP_DELETED,
            Kind.UNLOCKED,
            Kind.FACTOR_RESET,
        ),
    ),
    "logins": (
        "登录、退出、锁定",
        (
            Kind.LOGGED_IN,
            Kind.LOGGED_OUT,
            Kind.LOGIN_FAILED,
            Kind.LOCKED_OUT,
            Kind.UNLOCKED,
            Kind.FACTOR_PASSED,
            Kind.FACTOR_FAILED,
            Kind.FACTOR_ENROLLED,
            Kind.FACTOR_RESET,
        ),
    ),
}
MODELS = list(TRACKED)
EVENT = len(MODELS)


@dataclass(frozen=True, slots=True)
class Asked:
    """From `start` to before `end`; `who` and `policy`: part of a name, or of a policy's code; `kind`: of KINDS."""

    start: datetime
    end: datetime
    who: str = ""
    policy: str = ""
    kind: str = ""


class WholeTrail:
    """As a list that a Paginator cuts; what is counted is records, some of which may turn out to change nothing."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[HistoryLine]:
        """However much there is: two queries, and a few for each kind of row among what is asked for."""
        places = list(self._places.order_by("-placed_at", "-placed_number", "placed_what")[part])
        numbers: dict[int, list[int]] = defaultdict(list)
        for _, number, what in places:
            numbers[what].append(number)
        names = Names()
        found = {
            (line.number, what): line for what, wanted in numbers.items() for line in of_numbers(what, wanted, names)
        }
        return [found[number, what] for _, number, what in places if (number, what) in found]

    def __iter__(self) -> Iterator[HistoryLine]:
        for start in range(0, len(self), 500):
            yield from self[start : start + 500]

    @cached_property
    def _count(self) -> int:
        return self._places.count()

    @cached_property
    def _places(self) -> QuerySet[Any]:
        """(when, number, which of MODELS or EVENT) of everything asked for."""
        parts = [*self._of_rows(), *self._of_events()]
        return parts[0].union(*parts[1:], all=True) if parts else StaffEvent.objects.none()

    def _of_rows(self) -> Iterator[QuerySet[Any]]:
        who = self.asked.who
        for what, model in enumerate(MODELS):
            if self.asked.kind not in ("", ACCOUNTS if model is StaffRegion else ROWS):
                continue
            found = records(model).filter(history_date__gte=self.asked.start, history_date__lt=self.asked.end)
            if self.asked.policy:
                if not (column := _of_policy(model)):
                    continue
                found = found.filter(**{f"{column}__in": self._policies})
            if who:
                unsigned = Q(history_user_name="") if who in COMMAND_LINE else Q(pk__in=())
                found = found.filter(Q(history_user_name__icontains=who) | unsigned)
            yield _placed(found, F("history_date"), F("history_id"), what)

    def _of_events(self) -> Iterator[QuerySet[Any]]:
        if self.asked.kind == ROWS:
            return
        found = StaffEvent.objects.filter(at__gte=self.asked.start, at__lt=self.asked.end)
        if self.asked.kind:
            found = found.filter(kind__in=KINDS[self.asked.kind][1])
        if who := self.asked.who:
            # What was done by somebody, and what was done to their account.
            found = found.filter(Q(who__icontains=who) | Q(about__icontains=who))
        if self.asked.policy:
            codes = Policy.history.filter(id__in=self._policies).order_by().values_list("code", flat=True)  # type: ignore[attr-defined]
            concerning = Q(pk__in=())
            for code in codes.distinct():
                concerning |= Q(codes__contains=f" {code} ")
            found = found.filter(concerning)
        yield _placed(found, F("at"), F("id"), EVENT)

    @cached_property
    def _policies(self) -> list[int]:
        """Also those that are gone, and by what they were called before."""
        text = self.asked.policy
        called = records(Policy).filter(Q(name__icontains=text) | Q(code__icontains=text))
        return list(called.order_by().values_list("id", flat=True).distinct())


def _of_policy(model: type[Model]) -> str | None:
    """The column of a record that names the policy it concerns."""
    if model is Policy:
        return "id"
    named = (field.attname for field in model._meta.fields if field.related_model is Policy)
    return next(named, None)


def _placed(found: QuerySet[Any], when: F, number: F, what: int) -> QuerySet[Any]:
    return (
        found.order_by()
        .annotate(placed_at=when, placed_number=number, placed_what=Value(what, IntegerField()))
        .values_list("placed_at", "placed_number", "placed_what")
    )


def of_numbers(what: int, numbers: list[int], names: Names) -> Iterator[HistoryLine]:
    if what == EVENT:
        yield from map(_event, StaffEvent.objects.filter(pk__in=numbers))
        return
    model: type[Model] = MODELS[what]
    wanted = set(numbers)
    found = lines_of(model, _with_those_before(model, numbers), names)
    yield from (line for line in found if line.number in wanted)


def authors(model: type[Model], numbers: list[int]) -> Iterator[tuple[int, str, datetime]]:
    """(number, who, when) of those of the records that changed anything."""
    wanted = set(numbers)
    yield from (one for one in authors_of(model, _with_those_before(model, numbers)) if one[0] in wanted)


def _with_those_before(model: type[Model], numbers: list[int]) -> QuerySet[Any]:
    """What a record changed is seen beside the one before it of the same row."""
    before = records(model).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    pairs = records(model).filter(history_id__in=numbers).order_by()
    both = {one for pair in pairs.values_list("history_id", Subquery(before.values("history_id")[:1])) for one in pair}
    found: QuerySet[Any] = records(model).filter(history_id__in=both - {None})
    return found


def _event(event: StaffEvent) -> HistoryLine:
    return HistoryLine(
        when=event.at,
        who=event.who,
        kind=event.get_kind_display(),
        page=event.about,
        row="",
        changes=tuple(ChangedField(*said) for said in event.changes),
        reason=event.note,
        number=event.pk,
    )
