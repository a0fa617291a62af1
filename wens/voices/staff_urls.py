"""Addresses of who works with contributions, below /beheer/."""

from django.urls import path

from wens.voices.views import staff_duty, staff_entering, staff_inbox, staff_one, staff_partner

app_name = "voices-staff"
urlpatterns = [
    path("meldingen/", staff_inbox.inbox, name="inbox"),
    path("meldingen/nieuw/", staff_entering.told, name="told"),
    path("meldingen/invoer/", staff_entering.table, name="table"),
    path("meldingen/bijeenkomsten/", staff_entering.meetings, name="meetings"),
    path("meldingen/bijeenkomsten/<uuid:key>/", staff_entering.poster, name="poster"),
    path("meldingen/bijeenkomsten/<uuid:key>/sluiten/", staff_entering.close_meeting, name="close-meeting"),
    path("meldingen/<uuid:key>/", staff_one.one, name="one"),
    path("meldingen/<uuid:key>/bereik/", staff_one.contact, name="contact"),
    path("meldingen/<uuid:key>/foto/<uuid:attachment>/", staff_one.photo, name="photo"),
    path("meldingen/<uuid:key>/<slug:slug>/", staff_one.do, name="do"),
    path("aangeboden/", staff_partner.offered, name="offered"),
    path("aangeboden/<uuid:key>/", staff_partner.item, name="offered-item"),
    path("aangeboden/<uuid:key>/<slug:slug>/", staff_partner.answer, name="answer"),
    path("dienst/", staff_duty.roster, name="duty"),
    path("dienst/<uuid:key>/weg/", staff_duty.remove, name="remove-shift"),
]
