"""Addresses of staff, below /beheer/initiatieven/."""

from django.urls import path

from wens.initiatives.views import staff

app_name = "initiatives"
urlpatterns = [
    path("", staff.overview, name="overview"),
    path("netwerken/", staff.networks, name="networks"),
    path("netwerken/nieuw/", staff.network_new, name="network-new"),
    path("netwerken/<uuid:key>/", staff.network, name="network"),
    path("netwerken/<uuid:key>/<slug:name>/", staff.network_step, name="network-step"),
    path("hulp/<uuid:key>/", staff.settle, name="settle"),
    path("helper/<uuid:key>/doorgeven/", staff.pass_on, name="pass-on"),
    path("<uuid:key>/", staff.initiative, name="one"),
    path("<uuid:key>/bereiken/", staff.reach, name="reach"),
    path("<uuid:key>/helpers/", staff.helpers, name="helpers"),
    path("<uuid:key>/stap/<slug:name>/", staff.step, name="step"),
]
