"""The public site as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Pages only: it owns no tables."""

    name = "wens.publication"
    label = "publication"
