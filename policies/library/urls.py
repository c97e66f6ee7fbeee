"""Where the start page, the catalogue and the policies are."""

from django.urls import path

from policies.library import views

urlpatterns = [
    path("", views.start, name="start"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:code>", views.policy, name="policy"),
]
