"""Addresses for everybody, below /plan/ and /en/plan/."""

from django.urls import path

from wens.plans.views import outside, photos

app_name = "plans-public"
urlpatterns = [
    path("", outside.overview, name="tree"),
    path("foto/<uuid:key>/", photos.outside, name="photo"),
    path("<uuid:key>/", outside.one, name="one"),
]
