"""Amounts in euro, and the lines of an account."""

from decimal import Decimal

from django import template

from wens.budgets.euros import euros as written
from wens.budgets.ledger import Balance
from wens.budgets.paper import rows_of

register = template.Library()


@register.filter
def euros(amount: Decimal | None) -> str:
    """Write an amount; a dash for none."""
    return "–" if amount is None else written(amount)


@register.filter
def account_rows(money: Balance) -> list[tuple[str, str]]:
    """Return what came in and where it is, as on paper."""
    return rows_of(money)
