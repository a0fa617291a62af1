"""Addresses of places above the norm, below /beheer/overlast/."""

from django.urls import path

from wens.bottlenecks.views import places

app_name = "places"
urlpatterns = [
    path("", places.overview, name="overview"),
    path("nieuw/", places.notice, name="notice"),
    path("<uuid:key>/", places.detail, name="detail"),
    path("<uuid:key>/<slug:what>/", places.do, name="do"),
    path("<uuid:key>/rol/<uuid:row>/", places.role, name="role"),
]
