from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "wens.tenancy"
    label = "tenancy"
