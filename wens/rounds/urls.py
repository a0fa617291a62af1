"""Addresses of rounds, below /beheer/rondes/."""

from django.urls import path

from wens.rounds import views

app_name = "rounds"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.make, name="make"),
    path("jaar/<int:year>/", views.year, name="year"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/naast-elkaar/", views.weighing, name="weighing"),
    path("<uuid:key>/ronde/<slug:name>/", views.move, name="move"),
    path("<uuid:key>/stap/<slug:step>/<slug:name>/", views.turn, name="turn"),
    path("<uuid:key>/meenemen/", views.remark, name="remark"),
    path("<uuid:key>/meenemen/<uuid:row>/", views.settle, name="settle"),
]
