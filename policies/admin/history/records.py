"""Who changed what, when, and from what to what: read from the history's records, which nobody edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Model
from simple_history.models import HistoricalRecords

from policies.admin.wording.records import NOTHING, Names, as_text, label, said
from policies.models.history import TRACKED, ChangedField
from policies.models.staff_events import COMMAND_LINE

KINDS = {"+": "新增", "~": "修改", "-": "删除"}
# Columns that say nothing a clerk looks for: keys, and the row that the line is listed under.
UNTOLD = {"id"}
UNKNOWN = "（此前没有记录）"
# Of which what is equal reads alike.
PLAIN = (str, int, date, datetime)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`page`: the row on whose page it is edited; `row`: which of the rows on that page, empty for itself."""

    when: datetime
    who: str
    kind: str
    page: str
    row: str
    changes: tuple[ChangedField, ...]
    reason: str
    number: int


def on_page_of(model: type[Model]) -> list[type[Model]]:
    """The kinds of rows that are edited on one page with a row of this kind, itself first."""
    return [model] + [
        child for child, owner in TRACKED.items() if owner and child._meta.get_field(owner).related_model is model
    ]


def records(model: type[Model]) -> Any:
    return model.history.all()  # type: ignore[attr-defined]


def version(row: Model) -> tuple[int, ...]:
    """Of the row with everything on its page: it differs as soon as any of it was saved."""
    kinds = on_page_of(type(row))
    with connection.cursor() as cursor:
        cursor.execute(_newest(type(row)), [row.pk] * len(kinds))
        return tuple(cursor.fetchone())


@cache
def _newest(page: type[Model]) -> str:
    """Asked each time that a page is opened or saved: one query in place of a dozen, and made once."""
    quoted = connection.ops.quote_name
    each = []
    for kind in on_page_of(page):
        table, column = quoted(records(kind).model._meta.db_table), quoted(_owner(kind, page))
        # Names of our own tables and columns; the row's key is a parameter.
        each.append(f"COALESCE((SELECT MAX(history_id) FROM {table} WHERE {column} = %s), 0)")  # noqa: S608
    return f"SELECT {', '.join(each)}"


def _owner(kind: type[Model], page: type[Model]) -> str:
    """The column of a record that names the row whose page it is on."""
    owner = TRACKED[kind]
    return f"{owner}_id" if owner and kind is not page else "id"


def records_on_page(model: type[Model], row: Model) -> Any:
    return records(model).filter(**{_owner(model, type(row)): row.pk})


def of_page(row: Model, since: Sequence[int] = ()) -> list[HistoryLine]:
    """Everything on the row's page, the newest first; `since`: only what came after this version."""
    names, found = Names(), []
    for place, model in enumerate(on_page_of(type(row))):
        there = records_on_page(model, row)
        if since:
            # A page may have a thousand rows, of which hardly one was changed.
            there = there.filter(id__in=set(there.filter(history_id__gt=since[place]).values_list("id", flat=True)))
        lines = lines_of(model, there, names)
        found += [line for line in lines if not since or line.number > since[place]]
    return newest_first(found)


def newest_first(lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    return sorted(lines, key=lambda line: (line.when, line.number), reverse=True)


def lines_of(model: type[Model], found: Any, names: Names) -> Iterator[HistoryLine]:
    in_turn = list(found.order_by("id", "history_id"))
    lists = _lists(model, [record.history_id for record in in_turn])
    for _, of_one_row in groupby(in_turn, key=lambda record: record.id):
        before = None
        for record in of_one_row:
            changes = tuple(_changes(model, before, record, names, lists))
            if changes or record.history_type != "~":
                yield _line(model, record, changes, names)
            before = record


def authors_of(model: type[Model], found: Any) -> Iterator[tuple[int, str, datetime]]:
    """(number, who, when) of the records that say something else than the one before: the same of which lines are."""
    columns = [field.attname for field in _told(model)]
    own = ("id", "history_id", "history_type", "history_user_name", "history_date")
    in_turn = list(found.order_by("id", "history_id").values_list(*own, *columns))
    lists = _lists(model, [number for _, number, *_ in in_turn])
    row, before = None, None
    for pk, number, kind, who, when, *values in in_turn:
        said = [*values, *(listed.get(number) for listed in lists.values())]
        if kind != "~" or pk != row or not all(map(_alike, said, before or [])):
            yield number, who or COMMAND_LINE, when
        row, before = pk, said


def _line(model: type[Model], record: Any, changes: tuple[ChangedField, ...], names: Names) -> HistoryLine:
    own = f"{model._meta.verbose_name}：{label(model, record, names)}"
    owner = TRACKED[model]
    page = own
    if owner:
        above: Any = model._meta.get_field(owner).related_model
        page = f"{above._meta.verbose_name}：{names.of(above, getattr(record, f'{owner}_id'))}"
    return HistoryLine(
        when=record.history_date,
        who=record.history_user_name or COMMAND_LINE,
        kind=KINDS[record.history_type],
        page=page,
        row=own if owner else "",
        changes=changes,
        reason=record.history_change_reason or "",
        number=record.history_id,
    )


Lists = dict[str, dict[int, list[int]]]


def _lists(model: type[Model], numbers: list[int]) -> Lists:
    """The related rows that each record lists, by column and number of the record."""
    found: Lists = {}
    for field in model._meta.many_to_many:
        if field not in HistoricalRecords.m2m_models:
            continue
        listed: dict[int, list[int]] = found.setdefault(field.name, {})
        kept = HistoricalRecords.m2m_models[field]._default_manager
        column = f"{field.m2m_reverse_field_name()}_id"
        for number, pk in kept.filter(history__in=numbers).order_by("pk").values_list("history_id", column):
            listed.setdefault(number, []).append(pk)
    return found


def _changes(model: type[Model], before: Any, record: Any, names: Names, lists: Lists) -> Iterator[ChangedField]:
    """What a deleted row last said stands on the left; what came before the first record is not known."""
    kind = record.history_type
    earlier, later = (record, None) if kind == "-" else (before, record)
    unknown = NOTHING if kind == "+" else UNKNOWN
    for field in _told(model):
        if _same(field, earlier, later):
            continue
        was, now = _both(field, earlier, later, names, unknown)
        if was != now:
            yield ChangedField(str(field.verbose_name), was, now)
    for name in lists:
        related: Any = model._meta.get_field(name)
        was, now = (_listed(lists[name], one, related.related_model, names) for one in (earlier, later))
        if was != now:
            yield ChangedField(str(related.verbose_name), was, now)


def _told(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.fields if field.name not in UNTOLD and field.name != TRACKED[model]]


def _both(field: Any, earlier: Any, later: Any, names: Names, unknown: str) -> tuple[str, str]:
    values = [getattr(one, field.attname, None) for one in (earlier, later)]
    if field.name == "answers" and all(isinstance(value, dict) for value in values):
        return _differing(*values)
    was = unknown if earlier is None else said(field, earlier, names)
    return was, NOTHING if later is None else said(field, later, names)


def _listed(listed: dict[int, list[int]], record: Any, related: Any, names: Names) -> str:
    return "、".join(names.of(related, pk) for pk in listed.get(getattr(record, "history_id", 0), [])) or NOTHING


def _same(field: Any, earlier: Any, later: Any) -> bool:
    if earlier is None or later is None:
        return False
    return _alike(getattr(earlier, field.attname), getattr(later, field.attname))


def _alike(was: Any, now: Any) -> bool:
    # True == 1 in Python, and not in the answers.
    if type(was) is not type(now) or was != now:
        return False
    return type(was) in PLAIN or as_text(was) == as_text(now)


def _differing(before: Any, after: Any) -> tuple[str, str]:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return (
        as_text({key: before.get(key) for key in keys}),
        as_text({key: after.get(key) for key in keys}),
    )
