from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "wens.budgets"
    label = "budgets"
