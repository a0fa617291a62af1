from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "wens.audit"
    label = "audit"
