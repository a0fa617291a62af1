"""Addresses of signals from statistics, under /beheer/cijfersignalen/."""

from django.urls import path

from wens.signalling.views import figures, street

app_name = "figure-signals"
urlpatterns = [
    path("", figures.overview, name="overview"),
    path("budget/", figures.budget, name="budget"),
    path("terugkijken/", figures.back_test, name="back-test"),
    path("straat/", street.overview, name="streets"),
    path("straat/<slug:code>/", street.wijk, name="street"),
    path("<uuid:key>/", figures.detail, name="detail"),
    path("<uuid:key>/beoordelen/", figures.judge, name="judge"),
]
