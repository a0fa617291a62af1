"""The address of the link in a letter to a partner, below /partner/."""

from django.urls import path

from wens.followup.views import partner

urlpatterns = [path("<str:token>/", partner.item, name="partner-item")]
