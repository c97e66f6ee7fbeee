"""What is proposed for one policy of a notice: what there is to choose, what it makes of it, what is asked besides."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Model

from policies.models import Citation, Policy
from policies.models.fields import TEXT_LENGTH
from policies.models.history import ChangedField

from .edits import Edit
from .forms import LineField
from .resting import Resting


@dataclass(frozen=True, slots=True)
class ProposedChoice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Of a citation, a condition or a group, as it is to be in the new notice; asked beside what it was."""

    row: Model
    title: str
    value: str

    @property
    def name(self) -> str:
        return clause_name(self.row)

    @property
    def wrong(self) -> str:
        try:
            LineField(max_length=TEXT_LENGTH, required=isinstance(self.row, Citation)).clean(self.value)
        except ValidationError as error:
            return error.messages[0]
        return ""


def clause_name(row: Model) -> str:
    return f"clause-{row._meta.model_name}-{row.pk}"


@dataclass(slots=True)
class Proposal:
    """`usual`: chosen before anybody chose; empty: has to be decided. `because`: why nothing is to be done."""

    resting: Resting
    choices: list[ProposedChoice] = field(default_factory=list)
    usual: str = ""
    chosen: str = ""
    hint: str = ""
    because: str = ""
    wrong: str = ""
    edits: list[Edit] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    window_before: str = ""
    window_after: str = ""
    offers_window: bool = False
    takes_window: bool = False

    @property
    def policy(self) -> Policy:
        return self.resting.policy

    @property
    def name(self) -> str:
        return f"do-{self.policy.pk}"

    @property
    def window_name(self) -> str:
        return f"window-{self.policy.pk}"

    @property
    def is_asked(self) -> bool:
        """One by one."""
        return bool(self.choices) and not self.usual

    @property
    def follows_along(self) -> list[ChangedField]:
        """Its time changes with the notice's, though nothing of the policy itself does."""
        if self.window_before == self.window_after or any("starts_on" in edit.values for edit in self.edits):
            return []
        return [ChangedField("期限（按文件）", self.window_before, self.window_after)]

    @property
    def told(self) -> list[tuple[str, ChangedField]]:
        own = [(edit.title, change) for edit in self.edits for change in edit.changes]
        gone = [(edit.title, ChangedField("整条", "在", "删除")) for edit in self.edits if edit.goes]
        return own + gone + [("", change) for change in self.follows_along]
