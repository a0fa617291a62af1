from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "wens.dossiers"
    label = "dossiers"
