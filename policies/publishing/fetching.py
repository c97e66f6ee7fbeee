"""One look at one address on the web: does it still answer."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, getproxies, proxy_bypass

USER_AGENT = "Mozilla/5.0 (compatible; qujiang-subsidy-check link checker)"
SECONDS = 10
ATTEMPTS = 3
REDIRECTS = 5
# The site is there and does not talk to programs: no reason to call the link broken.
KEPT_OUT = frozenset({401, 403, 405, 407, 412, 418, 429, 451})
# It may be only now: worth another attempt.
PASSING = frozenset({408, 425, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Seen:
    """`status`: None without an answer."""

    status: int | None
    broken: bool
    note: str = ""


class _Refused(Exception):
    """The address is not to be followed, whatever answers there."""


class _Redirects(HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = 2

    def __init__(self, private: bool) -> None:
        self.private = private

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """A HEAD stays a HEAD."""
        refuse(newurl, self.private)
        return _request(newurl, req.get_method())


def look(
    url: str, *, private: bool = False, seconds: float = SECONDS, pause: Callable[[float], None] = time.sleep
) -> Seen:
    """Asks up to ATTEMPTS times, with `pause` between; never raises for what the address or the site does.

    `private`: whether addresses that only an inner network reaches may be asked; citizens cannot reach those.
    """
    seen = Seen(None, True)
    for attempt in range(ATTEMPTS):
        if attempt:
            pause(2.0**attempt)
        seen = _look_once(url, private, seconds)
        if not seen.broken or (seen.status and seen.status not in PASSING):
            break
    return seen


def _look_once(url: str, private: bool, seconds: float) -> Seen:
    """HEAD first, as it moves nothing; sites that do not know HEAD are asked with GET."""
    seen = _ask(url, "HEAD", private, seconds)
    return _ask(url, "GET", private, seconds) if seen.status and seen.status >= 400 else seen


def _ask(url: str, method: str, private: bool, seconds: float) -> Seen:
    try:
        refuse(url, private)
        with build_opener(_Redirects(private)).open(_request(url, method), timeout=seconds) as response:
            return Seen(response.status, False, _moved(url, response.url))
    except HTTPError as error:
        error.close()
        return _answered(error)
    except (_Refused, UnicodeError, ValueError) as error:
        return Seen(None, True, str(error) if isinstance(error, _Refused) else "网址写错了，请改正")
    except (OSError, http.client.HTTPException) as error:
        return Seen(None, True, _silence(error))


def _request(url: str, method: str) -> Request:
    return Request(_ascii(url), method=method, headers={"User-Agent": USER_AGENT})  # noqa: S310 - see `refuse`


def _answered(error: HTTPError) -> Seen:
    if 300 <= error.code < 400:
        return Seen(error.code, True, "转去的地方打不开")
    if error.code in KEPT_OUT:
        return Seen(error.code, False, "网站不让程序查看，请人工打开看一下")
    return Seen(error.code, True, "网页已经不在" if error.code in (404, 410) else "网站出错")


def _moved(url: str, arrived: str) -> str:
    return "" if arrived in (url, _ascii(url)) else f"转到 {arrived[:500]}"


def _silence(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    match reason:
        case TimeoutError():
            return "等了很久没有回应"
        case ssl.SSLError():
            return "安全证书有问题，浏览器会警告"
        case socket.gaierror():
            return "找不到这个网站"
        case ConnectionRefusedError():
            return "网站不接受连接"
    return "连接中断"


def refuse(url: str, private: bool) -> None:
    """Raises _Refused for what is no web address, and for inner addresses unless `private`."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Refused("网址要以 http:// 或 https:// 开头，请改正")
    if private or _through_proxy(parts.scheme, parts.hostname):
        return
    found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(address[4][0]).is_global for address in found):
        raise _Refused("这个网址只有内部网络能打开，市民打不开")


def _through_proxy(scheme: str, host: str) -> bool:
    return scheme in getproxies() and not proxy_bypass(host)


def _ascii(url: str) -> str:
    """As it goes over the wire: Chinese in the path as %-codes, in the host as punycode."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    if ":" in host:
        host = f"[{host}]"
    place = f"{host}:{parts.port}" if parts.port else host
    kept = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, place, quote(parts.path, safe=kept), quote(parts.query, safe=kept), ""))
