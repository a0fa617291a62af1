"""The Django app of photos."""

from django.apps import AppConfig


class PhotosConfig(AppConfig):
    """Photos of areas, frozen."""

    name = "wens.photos"
    label = "photos"
