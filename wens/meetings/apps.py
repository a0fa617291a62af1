from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "wens.meetings"
    label = "meetings"
