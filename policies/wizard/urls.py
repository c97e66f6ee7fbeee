"""Where the questions are; no address ever holds an answer."""

from django.urls import path

from policies.wizard import clearing, more, views

urlpatterns = [
    path("", views.start, name="check"),
    path("answers", views.answers, name="answers"),
    path("more", more.more, name="more"),
    path("first/<slug:code>", more.first, name="first"),
    path("clear", clearing.clear, name="clear"),
    path("clear/undo", clearing.restore, name="restore"),
    path("<slug:code>", views.section, name="section"),
]
