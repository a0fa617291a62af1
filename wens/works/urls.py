"""Addresses of wijkbeheerplannen for staff, below /beheer/wijkbeheerplan/."""

from django.urls import path

from wens.works.views import planning, working

app_name = "works"
urlpatterns = [
    path("", planning.overview, name="overview"),
    path("nieuw/", planning.new, name="new"),
    path("melding/<uuid:key>/", working.from_contribution, name="from"),
    path("werk/<uuid:key>/", working.detail, name="work"),
    path("werk/<uuid:key>/wijzig/", working.edit, name="edit"),
    path("werk/<uuid:key>/stap/<slug:name>/", working.move, name="move"),
    path("werk/<uuid:key>/door/", working.carry, name="carry"),
    path("werk/<uuid:key>/koppel/", working.link, name="link"),
    path("werk/<uuid:key>/los/<uuid:row>/", working.unlink, name="unlink"),
    path("versie/<uuid:key>/<slug:name>/", planning.step, name="step"),
    path("<uuid:key>/", planning.plan, name="plan"),
    path("<uuid:key>/tekst/", planning.write, name="write"),
    path("<uuid:key>/werk/", working.add, name="add"),
]
