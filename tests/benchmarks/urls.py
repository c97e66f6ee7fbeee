"""The project's addresses and two views that do nothing: the limit of what a worker can answer."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

urlpatterns = [
    path("empty", lambda request: HttpResponse("<!doctype html><title>empty</title>")),
    path("empty.json", lambda request: JsonResponse({})),
    path("", include("qujiang.urls")),
]
