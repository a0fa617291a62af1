from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wens.privacy"
    label = "privacy"
