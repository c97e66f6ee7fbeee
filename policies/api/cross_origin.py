"""The interface may be called from a page of any other site: it reads no cookie, so such a page learns no more than
anybody may ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from policies.api.replies import errors

View = Callable[..., HttpResponse]
PREFIX = "/api/v1/"
# Browsers keep what a preflight said for two hours at most.
SECONDS = "7200"
NO_SUCH_METHOD = "这个地址只接受 {}"


def middleware(respond: View) -> View:
    """Outermost, so that errors can be read there too."""

    def opened(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if request.path.startswith(PREFIX):
            response["Access-Control-Allow-Origin"] = "*"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return opened


def takes(*methods: str) -> Callable[[View], View]:
    """The methods of an address. Tells them to whom asks with OPTIONS, as a browser does before a page of another site
    may post; whatever else is 405."""
    listed = ", ".join((*methods, "OPTIONS"))

    def decorated(view: View) -> View:
        @csrf_exempt  # nothing here changes anything or reads a cookie
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
            if request.method in methods:
                return view(request, **kwargs)
            if request.method != "OPTIONS":
                response = errors({"method": NO_SUCH_METHOD.format("、".join(methods))}, 405)
                response["Allow"] = listed
                return response
            allowed = {"Allow": listed, "Access-Control-Allow-Methods": ", ".join(methods)}
            more = {"Access-Control-Allow-Headers": "Content-Type", "Access-Control-Max-Age": SECONDS}
            return HttpResponse(status=204, headers=allowed | more)

        return answer

    return decorated
