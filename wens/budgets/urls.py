"""Addresses of raden and staff, below /beheer/wijkbudget/."""

from django.urls import path

from wens.budgets.views import directing, staff

app_name = "budgets"
urlpatterns = [
    path("", staff.overview, name="overview"),
    path("nieuw/", directing.make, name="new"),
    path("zetels/", directing.seats, name="seats"),
    path("zetels/<uuid:key>/einde/", directing.seat_end, name="seat-end"),
    path("naam/", directing.name_shown, name="name"),
    path("advies/", staff.advice_new, name="advice-new"),
    path("advies/<uuid:key>/", staff.advice, name="advice"),
    path("advies/<uuid:key>/stap/<slug:name>/", staff.advice_step, name="advice-step"),
    path("aanvraag/<uuid:key>/", staff.application, name="application"),
    path("aanvraag/<uuid:key>/bereiken/", staff.reach, name="reach"),
    path("aanvraag/<uuid:key>/stap/<slug:name>/", staff.step, name="step"),
    path("stemming/<uuid:key>/", directing.vote, name="vote"),
    path("stemming/<uuid:key>/codes/", directing.codes, name="codes"),
    path("stemming/<uuid:key>/stap/<slug:name>/", directing.vote_step, name="vote-step"),
    path("<uuid:key>/", staff.budget, name="budget"),
    path("<uuid:key>/voorwaarden/", directing.terms, name="terms"),
    path("<uuid:key>/middelen/", directing.means, name="means"),
    path("<uuid:key>/sluiten/", directing.close, name="close"),
    path("<uuid:key>/stemming/", directing.vote_make, name="vote-new"),
]
