"""Addresses of the privacy officer's screens, below /beheer/privacy/."""

from django.urls import path

from wens.privacy.views import register, requests

app_name = "privacy"
urlpatterns = [
    path("", register.overview, name="overview"),
    path("verwerkingen/", register.register_page, name="register"),
    path("verwerkingen/<slug:document>.<slug:form>", register.document, name="document"),
    path("bewaren/", register.retention_page, name="retention"),
    path("verzoeken/", requests.listed, name="requests"),
    path("verzoeken/nieuw/", requests.enter, name="enter"),
    path("verzoeken/<uuid:key>/", requests.one, name="request"),
    path("verzoeken/<uuid:key>/gevonden/", requests.keep, name="keep"),
    path("verzoeken/<uuid:key>/stap/", requests.step, name="step"),
    path("verzoeken/<uuid:key>/account-weg/", requests.erase_account, name="erase-account"),
    path("verzoeken/<uuid:key>/<uuid:found>/", requests.decide, name="decide"),
    path("verzoeken/<uuid:key>/brief.pdf", requests.letter, name="letter"),
    path("verzoeken/<uuid:key>/verteld/<slug:how>/", requests.told, name="told"),
    path("verzoeken/<uuid:key>/afschrift.<slug:form>", requests.copy, name="copy"),
]
