"""Addresses of staff and partners, below /beheer/plannen/."""

from django.urls import path

from wens.plans.views import agreeing, directing, judging, measures, photos, reading, reporting

app_name = "plans"
urlpatterns = [
    path("", reading.overview, name="overview"),
    path("programma/<uuid:key>/", directing.change_programme, name="programme-change"),
    path("speerpunt/nieuw/", directing.make_focus, name="focus-make"),
    path("speerpunt/<uuid:key>/", reading.focus, name="focus"),
    path("speerpunt/<uuid:key>/veranderen/", directing.change_focus, name="focus-change"),
    path("speerpunt/<uuid:key>/stap/<slug:name>/", directing.move_focus, name="focus-move"),
    path("speerpunt/<uuid:key>/ambitie/", directing.add_ambition, name="ambition"),
    path("speerpunt/<uuid:key>/knelpunten/", directing.tie, name="reasons"),
    path("speerpunt/<uuid:key>/verder/", directing.carry, name="carry"),
    path("ambitie/<uuid:key>/doel/", directing.make_goal, name="goal-make"),
    path("doel/<uuid:key>/", directing.change_goal, name="goal-change"),
    path("doel/<uuid:key>/streefwaarde/", directing.target, name="target"),
    path("doel/<uuid:key>/effect/", judging.of_goal, name="goal-effect"),
    path("doel/<uuid:key>/actie/", agreeing.make, name="action-make"),
    path("actie/<uuid:key>/", reading.action, name="action"),
    path("actie/<uuid:key>/veranderen/", agreeing.change, name="action-change"),
    path("actie/<uuid:key>/stap/<slug:name>/", agreeing.move, name="action-move"),
    path("actie/<uuid:key>/partner/", agreeing.join, name="join"),
    path("actie/<uuid:key>/effect/", judging.of_action, name="action-effect"),
    path("actie/<uuid:key>/bericht/", reporting.report, name="report"),
    path("maatregelen/", measures.overview, name="measures"),
    path("maatregelen/nieuw/", measures.change, name="measure-make"),
    path("maatregelen/<slug:key>/", measures.one, name="measure"),
    path("maatregelen/<slug:key>/veranderen/", measures.change, name="measure-change"),
    path("maatregelen/<slug:key>/intrekken/", measures.withdraw, name="measure-withdraw"),
    path("foto/<uuid:key>/", photos.inside, name="photo"),
    path("foto/<uuid:key>/weg/", photos.remove, name="photo-remove"),
    path("deel/<uuid:key>/", agreeing.change_part, name="part-change"),
    path("deel/<uuid:key>/tekenen/", agreeing.sign, name="sign"),
]
