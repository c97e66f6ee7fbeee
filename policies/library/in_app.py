"""Browsers inside other apps, by user agent: they neither print nor take a calendar file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What stands in the user agent, and the name for visitors. 企业微信 says both, so it comes first.
APPS = {
    "wxwork/": "企业微信",
    "MicroMessenger/": "微信",
    "DingTalk/": "钉钉",
    "dtdreamweb": "浙里办",
    "AlipayClient/": "支付宝",
    " QQ/": "QQ",
    "Weibo": "微博",
    "aweme": "抖音",
}


def app_of(user_agent: str) -> str:
    """Empty for a browser of its own."""
    return next((name for mark, name in APPS.items() if mark in user_agent), "")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """`request.in_app` for pages that no cache keeps: the name of the app that the browser is a part of, or empty."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.in_app = app_of(request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]
        return get_response(request)

    return respond
