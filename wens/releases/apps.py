"""The Django app of releases."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The ledger of every number made public."""

    name = "wens.releases"
    label = "releases"
