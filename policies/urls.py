"""The addresses of the citizens' pages."""

from django.urls import include, path

from policies.publishing.views import livez, readyz
from policies.wizard.resume import resume

urlpatterns = [
    path("api/v1/", include("policies.api.urls")),
    path("", include("policies.library.urls")),
    path("check/", include("policies.wizard.urls")),
    path("resume", resume, name="resume"),
    path("", include("policies.results.urls")),
    path("", include("policies.supposing.urls")),
    path("livez", livez),
    path("readyz", readyz),
]
