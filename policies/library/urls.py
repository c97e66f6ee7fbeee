"""Where the start page, the catalogue, the policies and what belongs to the frame are."""

from django.urls import path

from policies.library import crawlers, views

urlpatterns = [
    path("", views.start, name="start"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:code>", views.policy, name="policy"),
    path("start/<slug:code>", views.life_event, name="life_event"),
    path("measures/", views.measures, name="measures"),
    path("about/", views.about, name="about"),
    path("view", views.appearance, name="appearance"),
    path("favicon.ico", crawlers.favicon),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("manifest.webmanifest", crawlers.manifest, name="manifest"),
]
