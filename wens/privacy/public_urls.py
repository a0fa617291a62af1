"""Addresses that everybody may open, below /privacy/."""

from django.urls import path

from wens.privacy import views

app_name = "privacy-public"
urlpatterns = [path("verwerkingen/", views.public_register, name="register")]
