"""Addresses of knelpunten, below /beheer/knelpunten/."""

from django.urls import path

from wens.bottlenecks.views import one, rules, texts, weighing

app_name = "bottlenecks"
urlpatterns = [
    path("", weighing.overview, name="overview"),
    path("wegen/<slug:slug>/", weighing.weigh, name="weigh"),
    path("nieuw/<slug:slug>/<slug:theme>/", weighing.propose, name="propose"),
    path("regels/<slug:what>/", rules.show, name="rules"),
    path("regels/<slug:what>/nieuw/", rules.change, name="rules-change"),
    path("teksten/<uuid:key>/", texts.detail, name="text"),
    path("teksten/<uuid:key>/<slug:what>/", texts.do, name="text-do"),
    path("<uuid:key>/", one.detail, name="detail"),
    path("<uuid:key>/<slug:what>/", one.do, name="do"),
    path("<uuid:key>/bewijs/<uuid:row>/weg/", one.drop, name="drop"),
]
