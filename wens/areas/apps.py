from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "wens.areas"
    label = "areas"
