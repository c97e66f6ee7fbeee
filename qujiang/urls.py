"""Where each address leads: the staff screens, and everything a citizen sees."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from .watching import metrics

handler400 = "qujiang.errors.not_read"
handler403 = "qujiang.errors.refused"
handler404 = "qujiang.errors.not_found"
handler500 = "qujiang.errors.broken"

urlpatterns = [
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("metrics", metrics),
    path("", include("policies.urls")),
]
