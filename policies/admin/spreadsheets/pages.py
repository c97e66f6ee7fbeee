"""The pages 导出 and 导入 of the list of policies: upload, look at every change, confirm."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from policies.admin.editing import garbage
from policies.models import Policy
from policies.models.history import ChangedField
from policies.models.staff_events import Kind, happened

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 5 * 1024 * 1024
TOO_LARGE = f"文件太大，最多 {LARGEST // 1024 // 1024} MB，没有读取。请先导出表格，在导出的文件里改"
SALT = "policies.admin.spreadsheets"
SECONDS = 60 * 60


class Quota(FileUploadHandler):
    """Lets what is larger than LARGEST pass by without keeping any of it."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        self.request.too_large = content_length > LARGEST + 64 * 1024  # type: ignore[union-attr]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request.too_large:  # type: ignore[union-attr]
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class Spreadsheets(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export_view), name="policies_policy_export"),
            path("import/", wrap(csrf_exempt(self.import_view)), name="policies_policy_import"),
            *super().get_urls(),
        ]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        from .writing import workbook

        if not self.has_view_permission(request):
            raise PermissionDenied
        name = f"政策-{timezone.localdate():%Y%m%d}.xlsx"
        response = HttpResponse(workbook(lambda owner: self.allowed(request, "view", owner)), content_type=XLSX)
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        response.headers["Cache-Control"] = "no-store"
        happened(Kind.EXPORTED, f"表格：{name}")
        return response

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The upload's size is looked at before anything of it is read, the CSRF token included."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        request.upload_handlers.insert(0, Quota(request))
        with garbage.looked_for_later():
            return csrf_protect(self.uploaded)(request)

    def uploaded(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.page(request)
        if "confirmed" in request.POST:
            return self.confirmed(request, request.POST["confirmed"])
        file = request.FILES.get("file")
        if getattr(request, "too_large", False) or (file and (file.size or 0) > LARGEST):
            return self.page(request, error=TOO_LARGE)
        if not file:
            return self.page(request, error="请先选一个 xlsx 文件")
        return self.looked_at(request, file)

    def looked_at(self, request: HttpRequest, file: Any) -> HttpResponse:
        from . import changes, opened, saving

        try:
            lines, mistakes = opened.lines(file)
        except opened.NotASpreadsheet as refused:
            return self.page(request, error=str(refused))
        found = changes.read(lines, self.may_change(request))
        found.mistakes += mistakes
        saving.preview(found).mistakes.sort(key=lambda one: (one.sheet, one.row or 0))
        return self.page(request, found=found, file=file.name)

    def confirmed(self, request: HttpRequest, token: str) -> HttpResponse:
        from . import opened, saving

        try:
            who, lines, seen = signing.loads(token, salt=SALT, max_age=SECONDS)
        except signing.BadSignature:
            return self.page(request, error="这次导入放了太久，或者页面不完整，没有保存。请重新上传文件")
        if who != request.user.pk:
            raise PermissionDenied
        unpacked = [opened.SheetLine(**line) for line in lines]
        try:
            found = saving.save(unpacked, [tuple(one) for one in seen], self.may_change(request))
        except saving.ImportRefused as refused:
            return self.page(request, found=refused.found)
        owners = list(dict.fromkeys(one.owner for one in found.rows))
        LogEntry.objects.log_actions(request.user.pk, owners, CHANGE, "从表格导入")  # type: ignore[arg-type]
        self._written_down(found)
        self.message_user(
            request,
            f"已保存 {len(found.changes)} 处改动。发布以后市民才看到。",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:policies_policy_changelist"))

    @staticmethod
    def _written_down(found: Any) -> None:
        owners = list(dict.fromkeys(one.owner for one in found.rows))
        changes = [ChangedField("改到的", "", "、".join(str(owner) for owner in owners))]
        codes = {owner.code for owner in owners if isinstance(owner, Policy)}
        happened(Kind.IMPORTED, "表格", changes=changes, note=f"{len(found.changes)} 处改动", codes=codes)

    def page(self, request: HttpRequest, *, error: str = "", found: Any = None, file: str = "") -> HttpResponse:
        sound = found and found.changes and not found.mistakes
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "导入表格",
            "error": error,
            "found": found,
            "file": file,
            "token": _token(request, found) if sound else "",
            "largest": LARGEST // 1024 // 1024,
        }
        return TemplateResponse(request, "admin/policies/policy/import.html", context)

    def may_change(self, request: HttpRequest) -> Any:
        return lambda owner: self.allowed(request, "change", owner)

    def allowed(self, request: HttpRequest, what: str, owner: Any) -> bool:
        its_admin = self.admin_site.get_model_admin(type(owner))
        return getattr(its_admin, f"has_{what}_permission")(request, owner)


def _token(request: HttpRequest, found: Any) -> str:
    """What was looked at, signed: it comes back with the confirmation and is kept nowhere else."""
    from . import saving

    lines = [
        {field.name: getattr(changed.line, field.name) for field in fields(changed.line)} for changed in found.rows
    ]
    return signing.dumps([request.user.pk, lines, saving.outline(found)], salt=SALT, compress=True)
