"""Addresses of staff and partners, below /beheer/bijeenkomsten/."""

from django.urls import path

from wens.meetings.views import hall, leading, minutes, outside, reading, table

app_name = "meetings"
urlpatterns = [
    path("", leading.overview, name="overview"),
    path("nieuw/", leading.make, name="make"),
    path("offline.js", table.offline, name="offline"),
    path("<uuid:key>/", leading.detail, name="detail"),
    path("<uuid:key>/wijzig/", leading.change, name="change"),
    path("<uuid:key>/stap/<slug:name>/", leading.step, name="step"),
    path("<uuid:key>/erbij/<slug:what>/", leading.add, name="add"),
    path("<uuid:key>/eraf/<slug:what>/<uuid:row>/", leading.remove, name="remove"),
    path("<uuid:key>/antwoord/", leading.answer, name="answer"),
    path("<uuid:key>/afspraak/<uuid:action>/klaar/", leading.finish, name="finish"),
    path("<uuid:key>/agenda.ics", outside.own_calendar, name="calendar"),
    path("<uuid:key>/tafel/", table.capture, name="table"),
    path("<uuid:key>/tafel/sync/", table.sync, name="sync"),
    path("<uuid:key>/tafel/<uuid:statement>/mening/", table.stance, name="stance"),
    path("<uuid:key>/tafel/<uuid:statement>/tekst/", table.approve_text, name="approve-text"),
    path("<uuid:key>/scherm/", table.wall, name="wall"),
    path("<uuid:key>/zaal/", hall.group, name="hall"),
    path("<uuid:key>/zaal/code/", hall.make_code, name="hall-code"),
    path("<uuid:key>/zaal/terug/", hall.undo, name="hall-undo"),
    path("<uuid:key>/zaal/sync/", hall.sync, name="hall-sync"),
    path("<uuid:key>/zaal/scherm/", hall.wall, name="hall-wall"),
    path("<uuid:key>/zaal/papier/", hall.paper, name="hall-paper"),
    path("<uuid:key>/zaal/nalezen/", reading.read, name="hall-reading"),
    path("<uuid:key>/zaal/versturen/", hall.send, name="hall-send"),
    path("<uuid:key>/zaal/reactie/<uuid:row>/", hall.handled, name="hall-handled"),
    path("<uuid:key>/verwacht/<uuid:row>/", hall.came, name="came"),
    path("<uuid:key>/verslag/", minutes.minutes, name="minutes"),
    path("<uuid:key>/verslag.pdf", minutes.minutes_pdf, name="minutes-pdf"),
    path("<uuid:key>/verslag/<slug:name>/", minutes.step, name="minutes-step"),
]
