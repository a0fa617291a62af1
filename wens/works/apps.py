from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "wens.works"
    label = "works"
