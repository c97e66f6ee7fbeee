"""The addresses of the citizens' pages."""

from django.urls import include, path

from policies.publishing.views import livez, readyz

urlpatterns = [
    path("", include("policies.library.urls")),
    path("check/", include("policies.wizard.urls")),
    path("", include("policies.results.urls")),
    path("api/v1/", include("policies.api.urls")),
    path("livez", livez),
    path("readyz", readyz),
]
