"""What happened to the rows: one record per saved or deleted row, kept for good; nothing here deletes any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, NamedTuple

import simple_history
from django.db import models
from django.dispatch import receiver
from simple_history.manager import HistoryManager
from simple_history.signals import pre_create_historical_record

from .applications import ApplicationWindow
from .life_events import LifeEvent, LifeEventQuestion
from .measures import Measure, MeasurePolicy, School, Synonym
from .parameters import Parameter, ParameterValue
from .personas import Expectation, Persona
from .places import Category, Region, Section, Source
from .policies import Citation, ExclusionGroup, Policy, Step, Tier
from .policy_changes import PolicyChange, TierChange
from .questions import Choice, FollowUp, Question
from .relations import Relation
from .staff import StaffRegion
from .thresholds import Factor, Threshold
from .uplifts import Uplift

# The rows that are written down, each with the column that names the row on whose page it is edited.
TRACKED: dict[type[models.Model], str | None] = {
    Policy: None,
    Tier: "policy",
    PolicyChange: "policy",
    TierChange: "policy",
    Relation: "policy",
    ApplicationWindow: "policy",
    Threshold: "policy",
    Factor: "policy",
    Uplift: "policy",
    Citation: "policy",
    Step: "policy",
    Question: None,
    Choice: "question",
    FollowUp: "question",
    Source: None,
    Parameter: None,
    ParameterValue: "parameter",
    ExclusionGroup: None,
    Region: None,
    Section: None,
    Category: None,
    LifeEvent: None,
    LifeEventQuestion: "event",
    Measure: None,
    MeasurePolicy: "measure",
    School: None,
    Synonym: None,
    Persona: None,
    Expectation: "persona",
    StaffRegion: None,
}


class ChangedField(NamedTuple):
    """One thing that changed, in words; `before` is empty where there is nothing to compare with."""

    field: str
    before: str
    after: str


_reason: ContextVar[str | None] = ContextVar("reason", default=None)
_gathered: ContextVar[list[SignedRecord] | None] = ContextVar("gathered", default=None)


class SignedRecord(models.Model):
    """The name stands here too, so that it stays when the account goes."""

    _history_m2m_fields: Any
    history_user_name = models.CharField("谁", max_length=300, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        gathered = _gathered.get()
        # A persona's record is needed at once, by what is written down of its list of policies.
        if gathered is None or self._history_m2m_fields:
            super().save(*args, **kwargs)
        else:
            gathered.append(self)


class Manager(HistoryManager):
    """Its class is made once: django-simple-history 3.13 asks for a new one with each record, half of its time."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[Any], class_name: str | None = None) -> type[Any]:
        return super().from_queryset(queryset_class, class_name)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Whatever is saved meanwhile was, the history says, saved for this reason."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


@contextmanager
def in_bulk() -> Iterator[None]:
    """The records of what is saved meanwhile are written together at the end; to be used in a transaction."""
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set([])
    try:
        yield
        by_kind: dict[type[models.Model], list[Any]] = {}
        for record in _gathered.get() or []:
            by_kind.setdefault(type(record), []).append(record)
        for kind, records in by_kind.items():
            kind._default_manager.bulk_create(records, batch_size=200)
    finally:
        _gathered.reset(token)


@receiver(pre_create_historical_record)
def _sign(history_instance: Any, history_user: Any, **_: Any) -> None:
    if _reason.get() and not history_instance.history_change_reason:
        history_instance.history_change_reason = _reason.get()
    if history_user is not None:
        history_instance.history_user_name = person(history_user)


def person(user: Any) -> str:
    """The name of a member of staff as it is shown: 张三（zhangsan）."""
    full = f"{user.last_name}{user.first_name}".strip()
    return f"{full}（{user.get_username()}）" if full else user.get_username()


for model in TRACKED:
    simple_history.register(
        model,
        app="policies",
        bases=(SignedRecord,),
        history_manager=Manager,
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.CharField("原因", max_length=2000, null=True),
        verbose_name=f"修改记录：{model._meta.verbose_name}",
        verbose_name_plural=f"修改记录：{model._meta.verbose_name}",
        m2m_fields=[Persona._meta.get_field("received")] if model is Persona else (),
    )
