"""Where the questions are; no address ever holds an answer."""

from django.urls import path

from policies.wizard import views

urlpatterns = [
    path("", views.start, name="check"),
    path("answers", views.answers, name="answers"),
    path("clear", views.clear, name="clear"),
    path("<slug:code>", views.section, name="section"),
]
