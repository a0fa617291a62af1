from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "wens.site"
    label = "site"
