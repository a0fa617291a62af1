"""Addresses of the own dealings of a civic group, below /beheer/eigen/."""

from django.urls import path

from wens.followup.views import own

urlpatterns = [
    path("", own.dealings, name="own-dealings"),
    path("<uuid:key>/antwoord/", own.reply, name="own-reply"),
]
