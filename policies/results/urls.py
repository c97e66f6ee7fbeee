"""Where the result is."""

from django.urls import path

from policies.results import views

urlpatterns = [
    path("result", views.result, name="result"),
]
