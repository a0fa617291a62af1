from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "wens.access"
    label = "access"
