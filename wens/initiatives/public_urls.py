"""Addresses for everybody, below /initiatieven/ and /en/initiatieven/."""

from django.urls import path

from wens.initiatives.views import outside, taking

app_name = "initiatives-public"
urlpatterns = [
    path("", outside.overview, name="overview"),
    path("nieuw/", taking.bring, name="new"),
    path("volgen/", taking.follow, name="follow"),
    path("netwerken/", outside.networks, name="networks"),
    path("bevestigen/<uuid:key>/<str:token>/", taking.confirm, name="confirm"),
    path("<uuid:key>/", outside.one, name="one"),
    path("<uuid:key>/foto/", outside.picture, name="picture"),
    path("<uuid:key>/steun/", taking.support, name="support"),
]
