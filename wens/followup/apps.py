from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "wens.followup"
    label = "followup"
