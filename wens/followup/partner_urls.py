"""The addresses of the links in letters to a partner, below /partner/."""

from django.urls import path

from wens.followup.views import action, partner

urlpatterns = [
    path("actie/<str:token>/", action.report, name="partner-action"),
    path("<str:token>/", partner.item, name="partner-item"),
]
