"""Addresses of staff, below /beheer/rapporten/."""

from django.urls import path

from wens.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("ronde/<uuid:key>/", views.make, name="make"),
    path("herkomst/<uuid:key>/", views.chain, name="chain"),
    path("<uuid:key>/", views.one, name="one"),
    path("<uuid:key>.pdf", views.pdf, name="pdf"),
    path("<uuid:key>/stap/<slug:name>/", views.move, name="move"),
]
