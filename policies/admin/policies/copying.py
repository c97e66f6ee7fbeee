"""A policy copied with everything that belongs to it, as a draft to be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse

from policies.models import Policy
from policies.models.choices import State
from policies.models.history import because

PARTS = (
    "tier_changes",
    "thresholds",
    "factors",
    "uplifts",
    "citations",
    "steps",
    "relations",
    "application_windows",
)
LONGEST_CODE = 60


@transaction.atomic
def copy(policy: Policy) -> Policy:
    """Stands last in the catalogue, as a draft; what was compared with the sources is the original, not the copy."""
    # Whoever copies the same one now waits: their copy then has the next code.
    Policy.objects.select_for_update(no_key=True).order_by().get(pk=policy.pk)
    last = Policy.objects.aggregate(last=models.Max("position"))["last"] or 0
    made = _again(
        policy,
        code=free_code(policy.code),
        name=f"{policy.name}（副本）",
        state=State.DRAFT,
        budget_spent_on=None,
        checked_on=None,
        position=last + 10,
    )
    tiers: dict[int | None, Any] = {None: None}
    tiers |= {tier.pk: _again(tier, policy=made) for tier in policy.tiers.order_by("position", "pk")}
    changes: dict[int | None, Any] = {None: None}
    changes |= {row.pk: _again(row, policy=made) for row in policy.changes.order_by("position", "pk")}
    copied = {"tier": tiers, "change": changes, "since": changes, "until": changes}
    for related in PARTS:
        for row in getattr(policy, related).order_by("position", "pk"):
            named = {name: to[getattr(row, f"{name}_id")] for name, to in copied.items() if hasattr(row, f"{name}_id")}
            _again(row, policy=made, **named)
    return made


def free_code(code: str) -> str:
    """qj-rent → qj-rent-copy, qj-rent-copy-2, …"""
    taken = set(Policy.objects.values_list("code", flat=True))
    number = 1
    while True:
        ending = "-copy" if number == 1 else f"-copy-{number}"
        free = code[: LONGEST_CODE - len(ending)].rstrip("-") + ending
        if free not in taken:
            return free
        number += 1


def _again(row: Any, **changed: Any) -> Any:
    """A new row that says the same but for what is changed."""
    columns = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    columns.pop(row._meta.pk.attname)
    for name in changed:
        columns.pop(row._meta.get_field(name).attname)
    new = type(row)(**columns, **changed)
    new.save()
    return new


@admin.action(description="复制为草稿（选一条）", permissions=["add"])
def copy_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet[Policy]) -> HttpResponse | None:
    chosen = list(queryset[:2])
    if len(chosen) != 1:
        model_admin.message_user(request, "一次复制一条，请只选一条政策。", messages.WARNING)
        return None
    return model_admin.copied(request, chosen[0])


class Copying(admin.ModelAdmin):
    """The address behind the button 复制 on a policy's page."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name="policies_policy_copy"), *super().get_urls()]

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        policy = self.get_object(request, object_id)
        if policy is None:
            raise Http404
        return self.copied(request, policy)

    def copied(self, request: HttpRequest, policy: Policy) -> HttpResponse:
        """Opens the copy. Who may not change the copy where it stands may not make it."""
        if not (self.has_add_permission(request) and self.has_change_permission(request, policy)):
            raise PermissionDenied
        with because(f"复制自 {policy}"):
            made = copy(policy)
        self.log_addition(request, made, f"复制自 {policy}")
        self.message_user(
            request,
            f"已复制为草稿“{made.name}”。请改名称、代码和其他不同的地方；发布以后代码不要再改。",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:policies_policy_change", args=[made.pk]))
