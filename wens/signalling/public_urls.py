"""The register of algorithms, for everybody, below /algoritmes/."""

from django.urls import path

from wens.signalling.views.register import as_json, one, overview

app_name = "algorithms"
urlpatterns = [
    path("", overview, name="overview"),
    path("register.json", as_json, name="json"),
    path("<slug:key>/", one, name="one"),
]
