"""Addresses of signals, under /beheer/signalen/."""

from django.urls import path

from wens.signalling.views import worries

app_name = "signalling"
urlpatterns = [
    path("", worries.overview, name="overview"),
]
