"""The register of algorithms, for everybody, below /algoritmes/."""

from django.urls import path

from wens.signalling.views import register

app_name = "algorithms"
urlpatterns = [
    path("", register.overview, name="overview"),
    path("register.json", register.as_json, name="json"),
    path("<slug:key>/", register.one, name="one"),
]
