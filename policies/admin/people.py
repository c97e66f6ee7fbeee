"""Members of staff: their groups, their regions, and help for whoever is locked out. Nobody is deleted."""

from __future__ import annotations

from typing import Any

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UserCreationForm,
)
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest

from policies.admin.access.events import account
from policies.admin.access.second_factor import forget_devices
from policies.admin.editing.forms import RowFormSet
from policies.models import StaffRegion
from policies.models.staff_events import Kind, happened

from .put_together import PutTogether, RowsTogether, WithProblems

admin.site.unregister([User, Group])


class StaffRegionInline(RowsTogether, admin.TabularInline):
    formset = RowFormSet
    model = StaffRegion
    form = WithProblems
    extra = 0
    verbose_name_plural = "负责的地区（不填就是全部地区；填了就只能改这些地区的内容）"


class PasswordWidget(ReadOnlyPasswordHashWidget):
    """Only the way to a new password: parts of salt and hash tell a clerk nothing."""

    def get_context(self, *args: Any) -> dict[str, Any]:
        return super().get_context(*args) | {"summary": []}


class PersonForm(WithProblems, UserChangeForm):
    password = ReadOnlyPasswordHashField(
        label="密码",
        help_text="系统不保存密码原文，谁也看不到。忘了就重新设定一个。",
        widget=PasswordWidget,
    )


class PasswordForm(AdminPasswordChangeForm):
    """Without the choice of no password at all: there is no other way in, and whoever leaves is deactivated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


@admin.register(User)
class PersonAdmin(PutTogether, UserAdmin):
    form = PersonForm
    add_form = UserCreationForm
    add_form_template = None
    add_fieldsets = (
        (
            None,
            {
                "description": "先填用户名和密码；保存以后再填姓名、组和负责的地区。",
                "fields": ("username", "password1", "password2"),
            },
        ),
    )
    change_password_form = PasswordForm
    list_display = ("username", "full_name", "in_groups", "of_regions", "is_active", "last_login")
    search_fields = ("username", "last_name", "first_name")
    search_help_text = "用户名、姓名"
    list_filter = ("is_active", "is_superuser", "groups", "staff_regions__region")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("是谁", {"fields": (("last_name", "first_name"),)}),
        (
            "能做什么",
            {
                "description": "编辑可以改内容，发布可以把改好的内容对外发布，审计可以查看和导出修改记录。"
                "离开岗位的人请停用（去掉“有效”），不要删除：修改记录里要留着名字。",
                "fields": (("is_active", "is_staff"), "is_superuser", "groups"),
            },
        ),
        ("登录", {"fields": (("last_login", "date_joined"),)}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (StaffRegionInline,)
    actions = ("deactivate", "unlock", "enrol_anew")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "staff_regions__region")

    @admin.display(description="姓名", ordering="last_name")
    def full_name(self, user: User) -> str:
        return f"{user.last_name}{user.first_name}"

    @admin.display(description="组")
    def in_groups(self, user: User) -> str:
        """Whoever may do everything is in no group for it."""
        names = [group.name for group in user.groups.all()]
        return "、".join([*(["全部权限"] if user.is_superuser else []), *names]) or "没有，进来什么也看不到"

    @admin.display(description="负责的地区")
    def of_regions(self, user: User) -> str:
        """As the rights go: none named is all of them, and for whoever may do everything they say nothing."""
        names = [] if user.is_superuser else [row.region.name for row in user.staff_regions.all()]
        return "、".join(names) or "全部"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.action(description="停用选中的人", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(queryset.exclude(username=request.user.get_username()))
        for user in people:
            user.is_active = False
            user.save()
            self.log_change(request, user, "停用")
        self.message_user(request, f"已停用 {len(people)} 人，名字留在修改记录里。", messages.SUCCESS)

    @admin.action(description="解除登录锁定", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            reset(username=user.get_username())
            happened(Kind.UNLOCKED, account(user))
            self.log_change(request, user, "解除登录锁定")
        self.message_user(request, "已解除锁定，现在可以登录。", messages.SUCCESS)

    @admin.action(description="重新绑定验证器（手机丢了）", permissions=["change"])
    def enrol_anew(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            forget_devices(user)
            self.log_change(request, user, "解除验证器")
        self.message_user(request, "已解除，下次登录时重新绑定。", messages.SUCCESS)
