"""Whom a simulation is to count, and under which budgets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from policies.answers import today
from policies.models import SimulationJob

MOST_PERSONS = 100_000
LARGEST = 20 * 1024 * 1024
ENDINGS = (".csv", ".xlsx", ".parquet")
MADE_UP, OF_FILE = "synthetic", "file"
WHOSE = ((MADE_UP, "合成人口：编出来的人，不是真实的"), (OF_FILE, "上传一份名单"))


class SimulationForm(forms.Form):
    """`review`: what would be published."""

    whose = forms.ChoiceField(label="算哪些人", choices=WHOSE, initial=MADE_UP, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label="合成多少人",
        min_value=1,
        max_value=MOST_PERSONS,
        initial=5000,
        required=False,
        help_text=f"最多 {MOST_PERSONS:,} 人；一万人大约要十几秒",
    )
    seed = forms.IntegerField(
        label="种子", min_value=0, max_value=2**31, initial=1, required=False, help_text="相同的种子编出相同的人"
    )
    file = forms.FileField(
        label="名单",
        required=False,
        help_text=f"CSV、xlsx 或 Parquet，最多 {LARGEST // 1024 // 1024} MB。一行一个人，列名是问题；"
        "不能有姓名、身份证号、电话。算完就删，不保存",
    )
    region = forms.ChoiceField(label="按哪个地区自查")
    on = forms.DateField(
        label="按哪一天算", initial=today, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    budgets = forms.CharField(
        label="预算",
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text="可以不填。一行一项：政策代码=元，看够不够、什么时候用完。最多的钱和确定的钱各算一遍",
    )

    def __init__(self, *args: Any, review: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        regions = [(one["code"], one["name"]) for one in review.document["regions"]]
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        if settings.DEFAULT_REGION in dict(regions):
            self.fields["region"].initial = settings.DEFAULT_REGION

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and not file.name.lower().endswith(ENDINGS):
            raise ValidationError("名单要以 .csv、.xlsx 或 .parquet 结尾")
        if file and file.size > LARGEST:
            raise ValidationError(
                f"文件太大，最多 {LARGEST // 1024 // 1024} MB。更大的名单在命令行里用 manage.py simulate 算"
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("whose") == OF_FILE and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", "请选一份名单")
        if cleaned.get("whose") == MADE_UP and cleaned.get("number") is None and "number" not in self.errors:
            self.add_error("number", "请写多少人")
        return cleaned

    def start(self, by: Any) -> SimulationJob:
        """Raises CannotSimulate."""
        from policies.screening.simulation import background
        from policies.screening.simulation.orders import SimulationOrder
        from policies.screening.simulation.two_sides import TwoSides

        cleaned = self.cleaned_data
        sides = TwoSides(
            self.review.plan.live_document, self.review.document, str(self.review.live), "这次要发布的内容"
        )
        lines = [line.strip() for line in cleaned["budgets"].splitlines() if line.strip()]
        order = SimulationOrder(sides, cleaned["region"], cleaned["on"], lines)
        order.check()
        if cleaned["whose"] == MADE_UP:
            number, seed = cleaned["number"], cleaned["seed"] or 0
            return background.start(order, f"合成人口 {number:,} 人", by, number=number, seed=seed)
        with background.folder() as folder:
            path = folder / f"persons{Path(cleaned['file'].name).suffix.lower()}"
            with path.open("wb") as written:
                for chunk in cleaned["file"].chunks():
                    written.write(chunk)
            return background.start(order, "上传的名单", by, file=path)
