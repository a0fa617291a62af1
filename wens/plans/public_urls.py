"""Addresses for everybody, below /plan/ and /en/plan/."""

from django.urls import path

from wens.plans.views import outside

app_name = "plans-public"
urlpatterns = [
    path("", outside.overview, name="tree"),
    path("<uuid:key>/", outside.one, name="one"),
]
