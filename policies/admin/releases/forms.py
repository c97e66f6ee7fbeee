"""What a publisher fills in, and when publishing is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies.admin.access.scope import region_codes
from policies.models import Release

if TYPE_CHECKING:
    from policies.publishing.review import Review

MEANWHILE = (
    "没有发布：你看过以后，内容又有了变化，或者刚刚有人发布过（连按两次也会这样）。请看看下面现在的差别，再按一次"
)
TOO_EARLY = "下面这些和等待生效的那一次改了同一处，马上发布会提前生效。请去掉它们的勾选，或者先撤回等待的那一次"
ANOTHER_CHOICE = "还没有发布：你改了要发布的范围或时间。下面是照现在的勾选发布的内容和影响，请看过再按一次“发布”"
FARTHEST = timedelta(days=366)
SHOWN = 5


def at(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def written(label: str, help_text: str, required: bool = True, limit: int = 2000) -> forms.CharField:
    widget = AdminTextareaWidget(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=limit, widget=widget)


def offered(review: Review | None) -> list[str]:
    """The fields of the form in their order: why in spite of the sample persons is asked only where they object and
    nobody has said why, whether nobody need look only where somebody has not."""
    fields = ["note", "legal_basis"]
    if review and review.unexplained:
        fields.append("despite")
    if review and review.unseen:
        fields.append("unseen")
    fields.append("effective_at")
    return fields


class DayAndTime(AdminSplitDateTime):
    """The label of the field is not that of either half."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for half, name in zip(self.widgets, ("生效日期", "生效时间"), strict=True):
            half.attrs["aria-label"] = name


class PublishForm(forms.ModelForm):
    """`review` is what the page shows, None while the rows cannot be published; `user` is who publishes.

    `conflicts`: sentences about what would take effect sooner than it waits for.
    """

    review: Review | None = None
    user: Any = None
    conflicts: Sequence[str] = ()

    effective_at = forms.SplitDateTimeField(
        label="什么时候生效",
        required=False,
        widget=DayAndTime,
        help_text="留空就是马上生效；写了日期和时间（北京时间）就到时自动生效",
    )
    note = written("说明", "这次改了什么，为什么")
    legal_basis = written("依据", "按哪份文件、哪次会议或哪个批示改的")
    despite = written(
        "为什么仍然发布",
        "上面有样例人物的结果和预期不同；不是有意改的，请先改好再发布。写过的原因会记住，直到不同的地方变了",
        required=False,
    )
    unseen = forms.BooleanField(
        label="没有核对完也发布",
        required=False,
        help_text="上面要发布的，有的还没有人核对。来不及核对才勾，这次发布的记录里会写明哪几项没有核对",
    )

    class Meta:
        model = Release
        fields = ("note", "legal_basis", "despite")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(offered(self.review)):
            del self.fields[name]

    def clean_effective_at(self) -> datetime | None:
        moment = self.cleaned_data["effective_at"]
        if moment and moment <= timezone.now():
            raise ValidationError(f"这个时间已经过去（现在是 {at(timezone.now())}）。要马上生效就留空")
        if moment and moment > timezone.now() + FARTHEST:
            raise ValidationError("最多提前一年排好，请检查年份")
        waiting = self.review.waiting if self.review else None
        if moment and waiting and moment != waiting.effective_at:
            raise ValidationError(
                f"第 {waiting.number} 次发布在等 {at(waiting.effective_at)} 生效，同时只能等一个时间。"
                "可以写同一个时间一起生效，或者留空马上生效（等待的照样到时生效），或者先撤回它"
            )
        return moment

    def clean_despite(self) -> str:
        reason = self.cleaned_data["despite"]
        if not reason:
            raise ValidationError("有样例人物的结果和预期不同。请先改好规则或样例；一定要发布，就在这里写明原因")
        return reason

    def clean_unseen(self) -> bool:
        anyway: bool = self.cleaned_data["unseen"]
        if not anyway and self.review:
            unseen = self.review.unseen
            raise ValidationError(
                f"要发布的有 {len(unseen)} 项没有核对（{_titles(unseen)}）。"
                "请点“前后对照”看过，按“核对无误”；来不及核对，就勾选这里"
            )
        return anyway

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.review is None:
            raise ValidationError("还不能发布，请先改好下面列出的问题")
        self.refuse_unseen_choice(self.review)
        self.refuse_beyond_reach()
        if own := self.review.own_work(self.user):
            raise ValidationError(
                f"这里有 {len(own)} 处你自己改过（{_titles(own)}），要请另一位有发布权限的同事来发布；"
                "可以去掉这些勾选，先发布别的"
            )
        return cleaned

    def refuse_unseen_choice(self, review: Review) -> None:
        """What is published is what the page showed."""
        if self.data.get("offer") != review.offer:
            raise ValidationError(MEANWHILE)
        if self.conflicts:
            raise ValidationError([TOO_EARLY, *self.conflicts])
        if review.live and review.candidates and not review.changes:
            raise ValidationError("一处修改也没有选，请在下面勾选要发布的")
        if self.data.get("seen") != review.state or "_look" in self.data:
            raise ValidationError(ANOTHER_CHOICE)

    def refuse_beyond_reach(self) -> None:
        """Whoever is in charge of some regions publishes no changes of others."""
        regions = region_codes(self.user)
        if regions is None or self.review is None:
            return
        if beyond := self.review.beyond(regions):
            raise ValidationError(
                f"这里有 {len(beyond)} 处不归你负责的地区（{_titles(beyond)}），要请负责全部地区的同事来发布；"
                "可以去掉这些勾选，先发布自己地区的"
            )


def _titles(changes: Sequence[Any]) -> str:
    return "、".join(change.title for change in changes[:SHOWN]) + ("等" if len(changes) > SHOWN else "")


class BackForm(forms.Form):
    note = written("说明", "为什么退回")
    legal_basis = written("依据", "谁决定退回的")
    rows_too = forms.BooleanField(
        label="把后台里的内容也改回那一次",
        required=False,
        initial=True,
        help_text="不勾的话，后台里还是现在的内容，下次发布会把它们又发出去。"
        "勾了的话，那一次还没有的政策变成草稿，草稿、内部备注和样例人物不动",
    )

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["note"] = f"退回到第 {release.number} 次发布（{at(release.effective_at)} 起）"
        self.initial["legal_basis"] = release.legal_basis or f"第 {release.number} 次发布"


def moment_in(data: Any) -> datetime | None:
    """When it is to take effect, as far as what was typed can be read."""
    try:
        return forms.SplitDateTimeField(required=False).clean([data.get(f"effective_at_{half}", "") for half in (0, 1)])
    except ValidationError:
        return None


def chosen_in(data: Any) -> frozenset[tuple[str, str]]:
    """The ticked changes, each as list:code."""
    pairs = (value.partition(":") for value in data.getlist("chosen"))
    return frozenset((name, code) for name, _, code in pairs)
