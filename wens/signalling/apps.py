from django.apps import AppConfig


class SignallingConfig(AppConfig):
    name = "wens.signalling"
    label = "signalling"
