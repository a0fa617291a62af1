"""Addresses of staff, below /beheer/teksten/."""

from django.urls import path

from wens.districts.views import staff

app_name = "districts"
urlpatterns = [
    path("", staff.overview, name="overview"),
    path("nieuw/<slug:kind>/", staff.start, name="start"),
    path("<uuid:key>/", staff.piece, name="piece"),
    path("<uuid:key>/schrijven/", staff.write, name="write"),
    path("versie/<uuid:key>/<slug:name>/", staff.step, name="step"),
]
