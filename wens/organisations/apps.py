from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "wens.organisations"
    label = "organisations"
