"""Amounts in euro as people read them, in the language in use."""

from decimal import Decimal

from django.utils.formats import number_format


def euros(amount: Decimal) -> str:
    """Return an exact amount: "€ 1.250,00" in Dutch, "€ 1,250.00" in English; the space never breaks."""
    return f"€\u00a0{number_format(amount, 2, use_l10n=True, force_grouping=True)}"
