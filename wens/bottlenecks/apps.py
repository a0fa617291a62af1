from django.apps import AppConfig


class BottlenecksConfig(AppConfig):
    name = "wens.bottlenecks"
    label = "bottlenecks"
