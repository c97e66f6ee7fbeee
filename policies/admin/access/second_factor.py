"""The second factor: an authenticator app, enrolled at the first login, and recovery codes for when it is lost."""

from __future__ import annotations

from math import ceil
from typing import Any

import django_otp
from django import forms
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from policies.models.history import person
from policies.models.staff_events import Kind, happened

CODES = 10


class TokenForm(forms.Form):
    token = forms.CharField(
        label="验证码",
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "inputmode": "text"}),
    )

    def clean_token(self) -> str:
        return "".join(self.cleaned_data["token"].split()).lower()


def second_factor(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Asks for a code; whoever has no device yet enrols one first."""
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        return HttpResponseRedirect(reverse("admin:login"))
    if user.is_verified():
        return HttpResponseRedirect(onwards(request))
    enrolled = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return asked(site, request) if enrolled else enrolment(site, request)


def asked(site: AdminSite, request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if form.is_valid():
        token = form.cleaned_data["token"]
        kind = TOTPDevice if token.isdecimal() else StaticDevice
        device = _matching(request, form, kind.objects.filter(user=request.user, confirmed=True), token)
        if device:
            _let_in(request, device)
            happened(Kind.FACTOR_PASSED, note="用恢复码" if isinstance(device, StaticDevice) else "")
            return HttpResponseRedirect(onwards(request))
    return _page(site, request, "admin/second_factor.html", form=form, title="第二步：输入验证码")


def enrolment(site: AdminSite, request: HttpRequest) -> HttpResponse:
    device, _ = TOTPDevice.objects.get_or_create(user=request.user, confirmed=False, defaults={"name": "手机"})
    form = TokenForm(request.POST or None)
    if form.is_valid() and _matching(request, form, [device], form.cleaned_data["token"]):
        with transaction.atomic():
            device.refresh_from_db()
            device.confirmed = True
            device.save()
            codes = new_recovery_codes(request.user)
            happened(Kind.FACTOR_ENROLLED)
        _let_in(request, device)
        return _page(site, request, "admin/recovery_codes.html", codes=codes, title="请抄下恢复码")
    key = " ".join(_in_fours(device.config_url.partition("secret=")[2].partition("&")[0]))
    return _page(
        site, request, "admin/enrolment.html", form=form, title="绑定验证器", key=key, image=picture(device.config_url)
    )


def new_recovery_codes(user: Any) -> list[str]:
    """Each lets in once; the ones before are void."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "恢复码"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def forget_devices(user: Any) -> None:
    """For somebody who lost theirs: they enrol anew at the next login."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
    happened(Kind.FACTOR_RESET, f"账号：{person(user)}")


def picture(url: str) -> SafeString:
    import segno

    # Drawn by segno from the address of the key; nothing in it was typed by anybody.
    return mark_safe(segno.make(url, error="m").svg_inline(scale=4, border=4, light="#fff"))  # noqa: S308


def _matching(request: HttpRequest, form: TokenForm, devices: Any, token: str) -> Any:
    """The device that the token is of; else says in the form why it is of none."""
    sentence, tried = "验证码不对，请看清楚再输一次", False
    for device in devices:
        allowed, told = device.verify_is_allowed()
        if not allowed:
            sentence = _wait(told)
            continue
        tried = True
        if _verified(device, token):
            return device
    # What is typed while one has to wait is not looked at, and would fill the trail.
    if tried:
        happened(Kind.FACTOR_FAILED)
    form.add_error("token", sentence)
    return None


def _verified(device: Any, token: str) -> bool:
    """Under a lock, so that one code does not let in twice."""
    with transaction.atomic():
        locked = type(device).objects.select_for_update().get(pk=device.pk)
        return locked.verify_token(token)


def _wait(told: dict[str, Any] | None) -> str:
    until = (told or {}).get("locked_until")
    if until is None:
        return "错得太多了，请等一会儿再试"
    return f"错得太多了，请等 {max(1, ceil((until - timezone.now()).total_seconds()))} 秒再试"


def _let_in(request: HttpRequest, device: Any) -> None:
    request.session.cycle_key()
    django_otp.login(request, device)


def onwards(request: HttpRequest) -> str:
    page = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if safe else reverse("admin:index")


def _in_fours(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]


def _page(site: AdminSite, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, template, {**site.each_context(request), "next": onwards(request), **context})
