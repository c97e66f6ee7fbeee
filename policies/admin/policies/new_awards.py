"""An award of which only the new amount need be written: the rest is completed from the one that it follows."""

from __future__ import annotations

from typing import Any

from policies.admin.editing.forms import RowForm, submitted, those_that_hold
from policies.models import PolicyChange
from policies.models.choices import Basis, Payee, Per

ONCE = ("once_basis", "once_amount", "once_coefficient")
RECURRING = (
    "recurring_basis",
    "recurring_amount",
    "recurring_coefficient",
    "recurring_period",
    "recurring_count",
)
MOST = ("once_most", "recurring_most")
INSTALMENTS = ("instalments", "instalments_period")
CAP = ("cap_amount", "cap_coefficient", "cap_already")
MORE_OF_AWARD = (
    INSTALMENTS,
    MOST,
    ("times", "counted_from"),
    ("first_on", "last_on"),
    (*CAP, "worth"),
    "award_note",
)
PARTS = {
    "once": (*ONCE, MOST[0], *INSTALMENTS),
    "recurring": (*RECURRING, MOST[1]),
    "cap": CAP,
}
# Of a part that is written anew, what goes on where nothing else is said.
GOES_ON = {"once": INSTALMENTS, "recurring": ("recurring_period", "recurring_count"), "cap": ("cap_already",)}
OTHERS = ("times", "counted_from", "first_on", "last_on", "worth", "award_note")
# What a select shows that nobody touched.
UNTOUCHED = {"per": Per.PERSON, "payee": Payee.PERSON}


class AwardForm(RowForm):
    """Whoever chooses a form writes the whole award."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in UNTOUCHED.keys() & self.fields.keys():
            self.fields[name].required = False

    def before(self) -> dict[str, Any]:
        """The award that holds until then, as columns; without a form where there is none."""
        raise NotImplementedError

    def owners_before(self) -> dict[str, Any]:
        """Whose factors and uplifts are those of that award, as columns."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        cleaned |= {name: untouched for name, untouched in UNTOUCHED.items() if not cleaned.get(name)}
        self.formulas: list[str] = []
        self.completed = False
        if not cleaned.get("form") and any(
            _said(cleaned, name) for names in (*PARTS.values(), OTHERS) for name in names
        ):
            self.complete(cleaned)
        return cleaned

    def complete(self, cleaned: dict[str, Any]) -> None:
        was = self.before()
        if not was.get("form"):
            self.add_error("form", "这次变化写了金额，请选形式")
            return
        cleaned["form"] = was["form"]
        self.completed = True
        # An amount in place of a formula: what was said of the formula does not go on.
        replaced = [
            part for part in PARTS if was[f"{part}_coefficient"] is not None and _said(cleaned, f"{part}_amount")
        ]
        for name, untouched in UNTOUCHED.items():
            if cleaned.get(name) == untouched:
                cleaned[name] = was[name]
        for part, names in PARTS.items():
            if not any(_said(cleaned, name) for name in names):
                cleaned |= {name: was[name] for name in names}
                self.formulas += [part] if was[f"{part}_coefficient"] is not None else []
            else:
                _complete_part(part, cleaned, was)
        stays = [name for name in OTHERS if not (replaced and name == "award_note")]
        cleaned |= {name: was[name] for name in stays if not _said(cleaned, name)}

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit and self.completed:
            policy, before = saved.policy, self.owners_before()
            # Who was raised goes on to be so, unless that is typed anew.
            anew = any(row.get("change") for row in submitted(self.data, "uplifts"))
            again = [*policy.factors.filter(part__in=self.formulas, **before)]
            again += [] if anew else [*policy.uplifts.filter(**before)]
            for row in again:
                row.pk, row._state.adding = None, True
                row.change = saved if isinstance(saved, PolicyChange) else saved.change
                row.save()
        return saved

    @property
    def folded(self) -> str:
        row = self.instance
        said = {
            row.get_form_display(): row.form,
            "按算式": row.once_coefficient or row.recurring_coefficient,
            row.get_per_display(): row.form and row.per != Per.PERSON,
            f"最多 {row.recurring_count} 期": row.recurring_count,
            "分期": row.instalments,
            "有封顶": row.cap_amount is not None or row.cap_coefficient,
            f"负责单位：{getattr(row, 'office', '')}": getattr(row, "office", ""),
            f"电话：{getattr(row, 'phone', '')}": getattr(row, "phone", ""),
            "有说明": getattr(row, "note", ""),
        }
        return those_that_hold(said)


def _said(cleaned: dict[str, Any], name: str) -> bool:
    return cleaned.get(name) not in (None, "")


def _complete_part(part: str, cleaned: dict[str, Any], was: dict[str, Any]) -> None:
    basis = f"{part}_basis"
    if part != "cap" and not _said(cleaned, basis):
        cleaned[basis] = was[basis] if was[basis] not in ("", Basis.UNSPECIFIED) else Basis.FIXED
    cleaned |= {name: was[name] for name in GOES_ON[part] if not _said(cleaned, name)}


def award_of(row: Any) -> dict[str, Any]:
    names = ("form", *UNTOUCHED, *(name for part in PARTS.values() for name in part), *OTHERS)
    return {name: getattr(row, name) for name in names}
