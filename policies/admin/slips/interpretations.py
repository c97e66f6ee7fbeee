"""What the office says of a condition that is our own reading: typed by a clerk, kept as a note on the condition, seen
by citizens from the next release on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django import forms

from policies.admin.editing.conditions import sentence
from policies.admin.editing.places_of_problems import Located
from policies.admin.editing.what_if import caused
from policies.admin.notices.forms import LineField
from policies.answers import letters, resume
from policies.models import Threshold
from policies.models.fields import TEXT_LENGTH
from policies.models.history import because
from policies.screening.files import identifying

LABEL = "窗口口径："
REASON = "窗口口径"
LONGEST = 500
ENDS = ("。", "！", "？", "；", "”")
# As people write a mobile number, and the cards of banks and of social insurance.
MOBILE_IN_PARTS = re.compile(r"(?<![0-9])1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")
CARD = re.compile(r"(?<![0-9])[0-9]{4}(?:[- ]?[0-9]{4}){2,3}[- ]?[0-9]{3,4}(?![0-9])")


def personal(text: str) -> str:
    """What in this text says who somebody is, in words; empty where nothing looks like it. Names nobody can tell."""
    written = unicodedata.normalize("NFKC", text)
    if found := identifying.within(written):
        return found
    if MOBILE_IN_PARTS.search(written):
        return "手机号"
    if CARD.search(written):
        return "证件号或卡号"
    if identifying.PASSPORT.search(written):
        return "护照号或通行证号"
    if resume.CODE.search(written):
        return "接续码"
    if resume.LOCKED.search(written):
        return "日历里的加密链接"
    return "短码" if letters.looks_like_one(written) or letters.right(written) else ""


class InterpretationForm(forms.Form):
    text = LineField(
        label="窗口怎么说",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"}),
        help_text="只写这个条件怎么掌握，例如“合租也算租房”。不要写这位市民的任何情况：姓名、电话、证件号、单位都不写。",
    )

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if found := personal(text):
            raise forms.ValidationError(f"这段文字里好像有{found}，没有保存。口径是给所有人看的，请删掉它再写")
        return text


@dataclass(frozen=True, slots=True)
class Interpretation:
    """`row`: a condition; what is noted comes after the note that it has."""

    row: Threshold

    @property
    def condition(self) -> str:
        row = self.row
        return sentence(row.question, row.operator, row.value, row.measured_at) or str(row)

    @property
    def seen(self) -> str:
        """Of what the clerk looks at while typing; otherwise as soon as anybody has changed it."""
        shown = "\n".join((self.condition, self.row.note, str(self.row.inferred)))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def note(self, text: str) -> str:
        """The whole note with this in it."""
        before = self.row.note
        full_stop = "" if not before or before.endswith(ENDS) else "。"
        return f"{before}{full_stop}{LABEL}{_ended(text)}"

    def problem(self, text: str) -> str:
        """Why it cannot be noted as it is; empty where nothing stands against it."""
        if f"{LABEL}{_ended(text)}" in self.row.note:
            return "这句口径已经在说明里了，不用再记"
        if len(self.note(text)) > TEXT_LENGTH:
            return f"加上这一段，说明就超过 {TEXT_LENGTH} 个字了。请先到政策页把说明改短"
        return ""

    def save(self, text: str) -> list[Located]:
        """In a transaction. What would be wrong with the catalogue then; empty where it is saved."""
        row, before = self.row, self.row.note

        def save() -> None:
            row.note = note
            row.save()

        note = self.note(text)
        with because(REASON):
            found = caused(save, keep=True)
        if found:
            row.note = before
        return found


def _ended(text: str) -> str:
    return text if text.endswith(ENDS) else f"{text}。"
