"""Where 「如果…」 is. A question's key may stand in an address, an answer never."""

from django.urls import path

from policies.supposing import views

urlpatterns = [
    path("result/if", views.suppose, name="suppose"),
    path("result/if/<slug:key>", views.question, name="suppose-question"),
]
