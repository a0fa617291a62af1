"""Addresses: the public site at the root (English under /en/, telling and following in more), staff under /beheer/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from wens.privacy.views.answer import answer
from wens.publication.views import sitemap
from wens.site import beheer, work
from wens.site.demo import views as demo
from wens.site.languages import in_whole_site_languages

urlpatterns = [
    path("beheer/", include("wens.site.accounts.urls")),
    path("beheer/", work.my_work, name="beheer"),
    path("beheer/edities/", beheer.overview, name="beheer-editions"),
    path("beheer/eigen/", include("wens.followup.own_urls")),
    path("beheer/rode-lijst/", include("wens.followup.staff_urls")),
    path("beheer/edities/<int:edition_id>/", beheer.edition, name="beheer-edition"),
    path("beheer/edities/<int:edition_id>/<slug:step>/", beheer.edition_step, name="beheer-edition-step"),
    path("beheer/logboek/", beheer.trail, name="beheer-trail"),
    path("beheer/imports/", include("wens.intake.urls")),
    path("beheer/", include("wens.voices.staff_urls")),
    path("beheer/privacy/", include("wens.privacy.urls")),
    path("beheer/bijeenkomsten/", include("wens.meetings.urls")),
    path("beheer/plannen/", include("wens.plans.urls")),
    path("beheer/wijkbudget/", include("wens.budgets.urls")),
    path("beheer/wijkbeheerplan/", include("wens.works.urls")),
    path("beheer/initiatieven/", include("wens.initiatives.urls")),
    path("beheer/teksten/", include("wens.districts.urls")),
    path("beheer/rondes/", include("wens.rounds.urls")),
    path("beheer/rapporten/", include("wens.reports.urls")),
    path("beheer/dossiers/", include("wens.dossiers.urls")),
    path("beheer/knelpunten/", include("wens.bottlenecks.urls")),
    path("beheer/overlast/", include("wens.bottlenecks.place_urls")),
    path("beheer/signalen/", include("wens.signalling.urls")),
    path("beheer/cijfersignalen/", include("wens.signalling.figure_urls")),
    path("partner/", include("wens.followup.partner_urls")),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("", include("wens.publication.api.service")),
]
urlpatterns += i18n_patterns(
    path("vertel/", include("wens.voices.urls")),
    path("volg/", include("wens.followup.urls")),
    path("antwoord/<str:token>/", answer, name="answer"),
    prefix_default_language=False,
)
urlpatterns += in_whole_site_languages(
    path("bijeenkomsten/", include("wens.meetings.public_urls")),
    path("plan/", include("wens.plans.public_urls")),
    path("wijkbudget/", include("wens.budgets.public_urls")),
    path("wijk/<slug:slug>/beheerplan/", include("wens.works.public_urls")),
    path("initiatieven/", include("wens.initiatives.public_urls")),
    path("nieuws/mail/", include("wens.followup.news_urls")),
    path("", include("wens.districts.public_urls")),
    path("bronnen/demo/", demo.tables, name="demo-tables"),
    path("privacy/", include("wens.privacy.public_urls")),
    path("algoritmes/", include("wens.signalling.public_urls")),
    path("", include("wens.publication.urls")),
)

handler400 = "wens.site.errors.bad_request"
handler403 = "wens.site.errors.forbidden"
handler404 = "wens.site.errors.not_found"
handler500 = "wens.site.errors.failed"
