"""What was typed on a staff page while the session had ended: kept by whoever sent it, and given back after the log-in.

It travels, signed, in a hidden field of the log-in form and then lies in the new session until it is sent again: in no
address, no log, no table of its own. Every form says, signed, whose it is: what one account typed no other gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import salted_hmac

SALT = "policies.admin.access.held"
SHARED_MACHINE = "shared_machine"
TYPED_BY, HELD, GIVEN_BACK, LOOK = "typed_by", "held", "_given_back", "_look_first"
# The field of what a visitor brings along: a page that takes it in is sent once, and nothing of it lies anywhere.
KEPT_NOWHERE = "slip"
# A page that lay open longer is opened anew; what is held is meant for a log-in now.
OPEN_SECONDS, HELD_SECONDS = 7 * 24 * 60 * 60, 2 * 60 * 60
# Django takes no larger form.
LARGEST = 2_000_000
LEFT_OUT = {"csrfmiddlewaretoken", "token", TYPED_BY, HELD, GIVEN_BACK, LOOK}
NOT_YOURS = "这一页是另一个账号打开的，和现在登录的不是同一个人，没有保存，也没有留下。要保存，请用原来的账号登录"
FILES = "登录已经失效，文件没有收到，什么都没有保存。登录以后请重新选文件"


@dataclass(frozen=True, slots=True)
class Held:
    path: str
    fields: list[tuple[str, list[str]]]


def typed_by(user: Any) -> str:
    """Whose page it is; nobody can write that for another."""
    return signing.TimestampSigner(salt=SALT).sign(str(user.pk)) if user.is_authenticated else ""


def account_key(user: Any, secret: str | None = None) -> str:
    """By which the browser knows the account; it says nothing else."""
    return salted_hmac(SALT, str(user.pk), secret=secret).hexdigest()[:16] if user.is_authenticated else ""


def draft_key(request: HttpRequest, secret: str | None = None) -> str:
    """With which the browser encrypts what this account types and has not saved; none where others use the machine."""
    user = request.user
    if not user.is_authenticated or request.session.get(SHARED_MACHINE):
        return ""
    return salted_hmac(f"{SALT}.drafts", str(user.pk), secret=secret, algorithm="sha256").hexdigest()


def drafts_before(request: HttpRequest) -> str:
    """Under which names and keys drafts lie that were written before the secret was changed."""
    if not draft_key(request):
        return ""
    secrets = settings.SECRET_KEY_FALLBACKS
    return " ".join(f"{account_key(request.user, secret)}:{draft_key(request, secret)}" for secret in secrets)


def session(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """For scripts that are about to save: who is in, with the token that saving needs now."""
    if not site.has_permission(request):
        return JsonResponse({"account": ""})
    before = [account_key(request.user, secret) for secret in settings.SECRET_KEY_FALLBACKS]
    return JsonResponse({"account": account_key(request.user), "before": before, "csrf": get_token(request)})


def writer(data: Any) -> str:
    """The account that a sent page belongs to; empty where it does not say."""
    try:
        return signing.TimestampSigner(salt=SALT).unsign(data.get(TYPED_BY, ""), max_age=OPEN_SECONDS)
    except signing.BadSignature:
        return ""


def instead_of_the_page(site: AdminSite, request: HttpRequest) -> HttpResponse | None:
    """For a form sent without a session that may be here, or with another one's; None: nothing stands against it."""
    if request.method != "POST":
        return None
    if site.has_permission(request):
        return _of_one_who_is_in(site, request)
    if _brings_files(request):
        messages.warning(request, FILES)
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    token = _token(request)
    return held(site, request, token) if token else None


def _of_one_who_is_in(site: AdminSite, request: HttpRequest) -> HttpResponse | None:
    if unread(request):
        return None
    who = writer(request.POST)
    if who and who != str(request.user.pk):
        return refused(site, request)
    if GIVEN_BACK in request.POST:
        request.session.pop(HELD, None)
    return None


def held(site: AdminSite, request: HttpRequest, token: str) -> HttpResponse:
    """On to the log-in, or, for one who is in again, to what was typed."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("admin:held")) if keep(request, token) else refused(site, request)
    request.method, request.POST = "GET", QueryDict()
    again = {"app_path": reverse("admin:login"), REDIRECT_FIELD_NAME: reverse("admin:held"), HELD: token}
    response = site.login(request, again)
    # Scripts that sent it are not to take the log-in page for what they asked for.
    response.status_code = 403
    return response


def after_csrf_failure(site: AdminSite, request: HttpRequest) -> HttpResponse | None:
    """Of a page that was open while its reader logged in anew: it cannot be forged, for it says whose it is."""
    if request.method != "POST":
        return None
    if _brings_files(request):
        messages.warning(request, "这一页打开以后登录过别的窗口，文件没有收到。请重新选文件")
        return HttpResponseRedirect(request.path)
    token = request.POST.get(HELD, "") if request.path == reverse("admin:login") else _token(request)
    return held(site, request, token) if token else None


def unread(request: HttpRequest) -> bool:
    """A page that takes files looks at their size before it reads any."""
    return request.content_type == "multipart/form-data" and not hasattr(request, "_post")


def _brings_files(request: HttpRequest) -> bool:
    """Or may, being too large for what is only typed."""
    said = request.headers.get("Content-Length") or "0"
    large = not (said.isascii() and said.isdecimal()) or int(said) > LARGEST
    return request.content_type == "multipart/form-data" and ((unread(request) and large) or bool(request.FILES))


def refused(site: AdminSite, request: HttpRequest) -> HttpResponse:
    context = {**site.each_context(request), "title": "没有保存", "why": NOT_YOURS}
    return TemplateResponse(request, "admin/403.html", context, status=403).render()


def _token(request: HttpRequest) -> str:
    """Signed, with the account that typed it; empty where it does not say, or is too much."""
    who = writer(request.POST)
    if not who or KEPT_NOWHERE in request.POST:
        return ""
    fields = [(name, values) for name, values in request.POST.lists() if _may_be_held(name)]
    token = signing.dumps([who, request.get_full_path(), fields], salt=SALT, compress=True)
    return token if len(token) <= LARGEST else ""


def _may_be_held(name: str) -> bool:
    return name not in LEFT_OUT and "password" not in name


def keep(request: HttpRequest, token: str) -> bool:
    """Puts it into the session of the account that typed it."""
    if _read(request, token) is None:
        return False
    request.session[HELD] = token
    return True


def _read(request: HttpRequest, token: str) -> Held | None:
    try:
        who, path, fields = signing.loads(token, salt=SALT, max_age=HELD_SECONDS)
    except signing.BadSignature:
        return None
    return Held(path, [(name, values) for name, values in fields]) if who == str(request.user.pk) else None


def page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What was typed, to be sent again or given up."""
    if request.method == "POST":
        request.session.pop(HELD, None)
        messages.success(request, "写的内容丢掉了。")
        return HttpResponseRedirect(reverse("admin:index"))
    found = _read(request, request.session.get(HELD, ""))
    if found is None:
        messages.warning(request, "没有留着的内容：已经接着保存了，或者放了太久（两小时）。")
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **site.each_context(request),
        "title": "写的内容还在，还没有保存",
        "kept": found,
        "place": _place(site, request, found.path),
        "can_look": found.path.partition("?")[0].endswith(("/change/", "/add/")),
    }
    return TemplateResponse(request, "admin/held.html", context)


def _place(site: AdminSite, request: HttpRequest, path: str) -> str:
    """What the page is called: 政策：青年租房补助."""
    try:
        match = resolve(path.partition("?")[0])
    except (Resolver404, Http404):
        return ""
    for model, its_admin in site._registry.items():
        if (match.url_name or "").startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            # Pages of this project's own, such as a notice's jobs, say pk.
            pk = match.kwargs.get("object_id") or match.kwargs.get("pk")
            row = its_admin.get_object(request, str(pk)) if pk else None
            name = str(model._meta.verbose_name)
            seen = row is not None and its_admin.has_view_or_change_permission(request, row)
            return f"{name}：{row}" if seen else name
    return ""
