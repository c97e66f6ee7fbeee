"""Security headers that Django and django-csp do not set themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from policies.library.staff_pages import is_staff_page

# The check needs no device feature, so neither it nor anything embedded in it may ask for one.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "otp-credentials",
        "payment",
        "picture-in-picture",
        "publickey-credentials-create",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "usb",
        "window-management",
        "xr-spatial-tracking",
    )
)


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Files are the same for everybody, and messengers show one of them with a link; pages no other site may embed."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        public = request.path.startswith(settings.STATIC_URL)
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if public else "same-origin")
        if is_staff_page(request):
            # Not in robots.txt, which would tell everybody where they are.
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return respond
