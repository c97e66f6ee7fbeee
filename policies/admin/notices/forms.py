"""What is asked once for all policies of a notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from policies.admin.access.scope import region_ids, within_reach
from policies.admin.editing.forms import RowForm
from policies.catalogue.document import texts
from policies.models import Question, Source
from policies.models.choices import QuestionType

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class LineField(forms.CharField):
    """As the rows' own forms take it: no signs that nobody sees."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and (marked := texts.unseen(text)):
            raise forms.ValidationError(f"这段文字里有看不见的字符，请删掉：“{marked}”")
        return text


class Day(forms.DateField):
    widget = AdminDateWidget

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(f"日期要在 {EARLIEST.year} 年到 {LATEST.year} 年之间")
        return day


class JobForm(forms.Form):
    reason = LineField(label="原因", max_length=1000, help_text="写进每一处的修改记录，例如 某政发〔2027〕2 号第十条")

    def __init__(self, *args: Any, source: Source, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.user = source, user


class RepealForm(JobForm):
    on = Day(label="从哪天起废止", help_text="从这一天起不再执行，期限写到前一天为止")
    note = LineField(
        label="期限说明", required=False, max_length=2000, help_text="例如 被某文件废止；留空就不动原来的说明"
    )
    field_order = ("on", "note", "reason")


class ProlongForm(JobForm):
    ends_on = Day(label="新的结束日期", required=False, help_text="包括这一天")
    open_ended = forms.BooleanField(label="没有写到哪天为止", required=False, help_text="延续了，没有写新的结束日期")
    doubtful_until = Day(
        label="存疑到", required=False, help_text="新的结束日期以后，到这一天为止是否再延续要咨询；没有就留空"
    )
    doubtful_no_limit = forms.BooleanField(
        label="一直存疑", required=False, help_text="新的结束日期以后，是否再延续一直说不准"
    )
    inferred = forms.ChoiceField(
        label="期限是推断的",
        required=False,
        choices=[("", "和原来一样"), ("no", "不是，文件写明的"), ("yes", "是推断的")],
    )
    note = LineField(
        label="期限说明", required=False, max_length=2000, help_text="例如 某文件延续三年；留空就不动原来的说明"
    )
    field_order = ("ends_on", "open_ended", "doubtful_until", "doubtful_no_limit", "inferred", "note", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        end, doubt = cleaned.get("ends_on"), cleaned.get("doubtful_until")
        if "ends_on" in self.errors or "doubtful_until" in self.errors:
            return cleaned
        if not end and not cleaned.get("open_ended"):
            self.add_error("ends_on", "请写新的结束日期；没有写到哪天为止的，勾下面那一格")
        elif end and cleaned.get("open_ended"):
            self.add_error("open_ended", "写了结束日期，就不要勾这一格")
        elif not end and (doubt or cleaned.get("doubtful_no_limit")):
            self.add_error("doubtful_until" if doubt else "doubtful_no_limit", "没有结束日期，就没有结束以后的存疑")
        elif end and doubt and doubt <= end:
            self.add_error("doubtful_until", "存疑到的日期要晚于结束日期")
        elif doubt and cleaned.get("doubtful_no_limit"):
            self.add_error("doubtful_no_limit", "写了“存疑到”，就不要勾“一直存疑”")
        elif end and self.source.ends_on and end < self.source.ends_on:
            self.add_error("ends_on", f"文件现在到 {self.source.ends_on}，比这一天还晚；提前结束请用“废止”")
        return cleaned


class ReplaceForm(JobForm):
    to = forms.ModelChoiceField(
        Source.objects.none(),
        label="新文件",
        required=False,
        empty_label="还没有，在下面新建",
        help_text="已经在“政策文件”里的，在这里选",
    )
    field_order = ("to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Source.objects.exclude(pk=self.source.pk).select_related("measured_at")
        self.fields["to"].queryset = within_reach(self.user, others)  # type: ignore[attr-defined]
        self.new = NewSourceForm(self.data if self.is_bound else None, source=self.source, user=self.user)

    def clean(self) -> dict[str, Any]:
        """The new notice, chosen or made; it is saved with everything else."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to"):
            # What was typed for a new one stays, and nothing of it is wrong.
            self.new = self.new.unasked()
        elif "to" not in self.errors:
            if self.new.is_valid():
                cleaned["to"] = self.new.save(commit=False)
            else:
                self.add_error("to", "请选新文件，或者把下面要写的写全")
        return cleaned


class NewSourceForm(RowForm):
    class Meta:
        model = Source
        fields = (
            "code",
            "region",
            "title",
            "number",
            "issuer",
            "issued_on",
            "issued_inferred",
            "url",
            "caveat",
            "starts_on",
            "ends_on",
            "doubtful_until",
            "doubtful_no_limit",
            "measured_at",
            "window_inferred",
            "window_note",
        )
        field_classes = dict.fromkeys(("issued_on", "starts_on", "ends_on", "doubtful_until"), Day)
        widgets = dict.fromkeys(field_classes, AdminDateWidget)

    def __init__(self, data: Any, *, source: Source, user: Any) -> None:
        super().__init__(data, prefix="new", initial={"region": source.region_id})
        # It takes the place of the other one.
        self.instance.position = source.position
        regions, own = self.fields["region"].queryset, region_ids(user)  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions if own is None else regions.filter(pk__in=own)  # type: ignore[attr-defined]
        self.fields["measured_at"].queryset = within_reach(user, Question.objects.filter(type=QuestionType.DATE))  # type: ignore[attr-defined]
        # The browser must not ask for them where another notice was chosen.
        self.use_required_attribute = False
        self.made_for = {"source": source, "user": user}

    def unasked(self) -> NewSourceForm:
        form = NewSourceForm(None, **self.made_for)
        form.initial.update({name: self[name].value() for name in self.fields})
        return form
