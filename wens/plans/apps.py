from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "wens.plans"
    label = "plans"
