"""Where the result is. A policy's code may stand in an address, an answer never."""

from django.urls import path

from policies.results import views

urlpatterns = [
    path("result", views.result, name="result"),
    path("result/questions", views.inquiries, name="inquiries"),
    path("result/marks", views.marks, name="marks"),
    path("result/papers", views.tick, name="papers"),
    path("result/seen", views.seen, name="seen"),
    path("result/dates", views.bringing_back, name="bringing-back"),
    path("result.ics", views.calendar, name="calendars"),
    path("result/<slug:code>.ics", views.calendar, name="calendar"),
]
