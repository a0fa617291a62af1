from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "wens.reports"
    label = "reports"
