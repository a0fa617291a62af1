"""Addresses of the analysts' screens, below /beheer/imports/."""

from django.urls import path

from wens.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.bring, name="bring"),
    path("controle/<str:token>/", views.check, name="check"),
    path("controle/<str:token>/weg/", views.discard, name="discard"),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/terugdraaien/", views.roll_back, name="roll-back"),
]
