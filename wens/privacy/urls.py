"""Addresses of the privacy officer's screens, below /beheer/privacy/."""

from django.urls import path

from wens.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("verwerkingen/", views.register_page, name="register"),
    path("verwerkingen/<slug:document>.<slug:form>", views.document, name="document"),
]
