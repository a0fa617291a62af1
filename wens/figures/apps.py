"""The Django app of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures and editions."""

    name = "wens.figures"
    label = "figures"
