"""Addresses of the red list, below /beheer/rode-lijst/."""

from django.urls import path

from wens.followup.views import red

urlpatterns = [
    path("", red.overview, name="red-list"),
    path("eigenaar/", red.own, name="red-list-own"),
    path("bericht/<uuid:key>/<slug:step>/", red.letter, name="red-letter"),
    path("regel/<uuid:key>/<slug:step>/", red.row, name="red-row"),
]
