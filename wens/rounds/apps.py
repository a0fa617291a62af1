from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "wens.rounds"
    label = "rounds"
