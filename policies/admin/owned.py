"""Conditions and formula factors of a policy or of one of its tiers, which may be typed on the same page."""

from __future__ import annotations

from typing import Any

from django import forms

from policies.models import Tier

from .forms import RowForm, submitted

WHOLE_POLICY = "整条政策"
NEW = "new:"


class OwnedForm(RowForm):
    """`tier` offers this policy's tiers and those added on the page, which are saved first."""

    tier = forms.ChoiceField(required=False)
    tiers: list[Tier] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tier"] = str(self.instance.tier_id or "")
        known = [(str(tier.pk), f"{tier.name}（{tier.code}）") for tier in self.tiers]
        added = [
            (NEW + code, f"{row.get('name') or code}（{code}）")
            for row in submitted(self.data, "tiers")
            if not row.get("id") and (code := row.get("code", "").strip())
        ]
        self.fields["tier"] = forms.ChoiceField(
            label="档次",
            required=False,
            choices=[("", WHOLE_POLICY), *known, *added],
            widget=forms.Select(attrs={"data-tiers": ""}),
            error_messages={"invalid_choice": "这条政策没有这个档次，请重选；新的档次先在上面填好代码"},
        )

    def clean_tier(self) -> Tier | None:
        chosen = self.cleaned_data["tier"]
        self.new_tier = chosen.removeprefix(NEW) if chosen.startswith(NEW) else None
        return next((tier for tier in self.tiers if str(tier.pk) == chosen), None)

    def save(self, commit: bool = True) -> Any:
        if getattr(self, "new_tier", None):
            self.instance.tier = Tier.objects.get(policy=self.instance.policy, code=self.new_tier)
        return super().save(commit)
