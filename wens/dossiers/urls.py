"""Addresses of the partners' part of frozen dossiers, below /beheer/dossiers/."""

from django.urls import path

from wens.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("<uuid:key>/", views.one, name="one"),
    path("<uuid:key>.pdf", views.pdf, name="pdf"),
    path("<uuid:key>.json", views.as_json, name="json"),
    path("<uuid:key>/verschil/", views.compared, name="compared"),
]
