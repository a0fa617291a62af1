"""Addresses of signals, under /beheer/signalen/."""

from django.urls import path

from wens.signalling.views import doing, places, worries

app_name = "signalling"
urlpatterns = [
    path("", worries.overview, name="overview"),
    path("lijst.csv", worries.as_file, name="file"),
    path("nieuw/", worries.enter, name="enter"),
    path("plekken/", places.places, name="places"),
    path("plekken/nieuw/", places.add, name="place-add"),
    path("plekken/bestand/", places.load, name="places-load"),
    path("plekken/<uuid:key>/", places.change, name="place-change"),
    path("regels/", places.rules, name="rules"),
    path("<uuid:key>/", worries.detail, name="detail"),
    path("<uuid:key>/<slug:what>/", doing.do, name="do"),
]
