"""What machines ask for: the icon, robots.txt, the sitemap and the web manifest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue

# Not every search engine here knows the robots meta tag, so these are kept out by robots.txt as well. Where the staff
# screens are it does not tell: they say by a header that they are not to be found.
PRIVATE = ("/check/", "/result", "/resume", "/view", "/api/v1/check")
PAGES = ("start", "policies", "measures", "about", "api:documentation")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where no page names an icon (a file, the API) browsers ask for this one."""
    return redirect(static("icons/favicon.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@with_catalogue
def sitemap(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    paths = [*map(reverse, PAGES), *(reverse("policy", args=[code]) for code in catalogue.policies)]
    paths += [reverse("life_event", args=[code]) for code in catalogue.life_events]
    context = {"addresses": map(request.build_absolute_uri, paths), "effective_at": catalogue.effective_at}
    return render(request, "policies/sitemap.xml", context, content_type="application/xml")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    content = {
        "name": settings.SITE["name"],
        "short_name": settings.SITE["short_name"],
        "lang": "zh-CN",
        "start_url": reverse("start"),
        "display": "browser",
        "background_color": "#0b4a50",
        "theme_color": "#0b4a50",
        "icons": [
            {"src": static("icons/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("icons/touch.png"), "sizes": "180x180", "type": "image/png"},
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
