"""A page that was typed on while somebody else deleted its row: shown as one to be added, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from policies.admin.history.records import on_page_of, records
from policies.models.history import TRACKED

from .sent_anew import OWNERS
from .sides import how_many
from .spelled import NEW

SEEN = "seen_version"
# The columns in which rows of a policy name others of its page.
NAMING = {"tiers": ("tier",), "changes": ("since", "until", "change")}


def sentence(model: type[Model], pk: str) -> str:
    """Empty where there never was such a row."""
    if model not in TRACKED or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return ""
    last = records(model).filter(id=int(pk), history_type="-").order_by("-history_id").first()
    if last is None:
        return ""
    who, when = last.history_user_name or "命令行", timezone.localtime(last.history_date)
    return f"{who} {when:%m-%d %H:%M} 把它删掉了，没有保存。下面是你写的；还要的话再保存一次，作为新的一条加上"


def as_new(model: type[Model], posted: QueryDict) -> QueryDict:
    """What was typed, without the keys of rows that are no more; rows that name another one of the page still do."""
    data = posted.copy()
    data.pop(SEEN, None)
    names = dict(_named(data))
    for child in on_page_of(model)[1:]:
        owner = child._meta.get_field(str(TRACKED[child]))
        prefix = str(owner.remote_field.get_accessor_name())  # type: ignore[union-attr]
        if f"{prefix}-TOTAL_FORMS" not in data:
            continue
        data[f"{prefix}-INITIAL_FORMS"] = "0"
        for number in range(how_many(data, prefix)):
            place = f"{prefix}-{number}-"
            data[f"{place}id"] = data[place + owner.name] = ""
            for inline, fields in NAMING.items():
                for name in (place + field for field in fields):
                    if named := names.get((inline, str(data.get(name)))):
                        data[name] = named
    return data


def _named(data: QueryDict) -> Iterator[tuple[tuple[str, str], str]]:
    for prefix, (_, parts) in OWNERS.items():
        for number in range(how_many(data, prefix)):
            place = f"{prefix}-{number}-"
            if pk := data.get(f"{place}id"):
                yield (prefix, pk), NEW + ":".join(data.get(place + part, "") for part in parts)
