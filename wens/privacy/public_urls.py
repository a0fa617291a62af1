"""Addresses that everybody may open, below /privacy/."""

from django.urls import path

from wens.privacy.views.register import public_register

app_name = "privacy-public"
urlpatterns = [path("verwerkingen/", public_register, name="register")]
