from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "wens.voices"
    label = "voices"
