from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "wens.districts"
    label = "districts"
