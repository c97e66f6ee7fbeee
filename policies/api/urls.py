from django.urls import path, re_path

from policies.api import views

app_name = "api"
urlpatterns = [
    path("check", views.check, name="check"),
    path("", views.documentation, name="documentation"),
    path("policies", views.policies, name="policies"),
    path("policies/<str:code>", views.policy, name="policy"),
    path("questions", views.questions, name="questions"),
    path("release", views.release, name="release"),
    path("openapi.json", views.schema, name="openapi"),
    re_path("", views.nothing),
]
