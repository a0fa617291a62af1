"""Addresses for everybody, below /bijeenkomsten/ and /en/bijeenkomsten/."""

from django.urls import path

from wens.meetings.views import outside

app_name = "meetings-public"
urlpatterns = [
    path("", outside.agenda, name="agenda"),
    path("<uuid:key>/", outside.page, name="page"),
    path("<uuid:key>/gehoord/", outside.heard, name="heard"),
    path("<uuid:key>/bijeenkomst.ics", outside.calendar, name="calendar"),
    path("<uuid:key>/verslag.pdf", outside.minutes_pdf, name="minutes-pdf"),
]
