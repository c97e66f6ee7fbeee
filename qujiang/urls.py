"""Where each address leads: the staff screens, and everything a citizen sees."""

from django.contrib import admin
from django.urls import include, path

handler403 = "qujiang.errors.refused"
handler404 = "qujiang.errors.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("policies.urls")),
]
