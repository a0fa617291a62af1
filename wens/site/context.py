"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from wens import __version__
from wens.access.rules import may
from wens.organisations.models import Account
from wens.site import styles
from wens.site.demo.accounts import demo_is_loaded
from wens.site.demo.tables import demo_tables
from wens.site.menu import menu_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the gemeente, the notices that every page must show, and what the account may do."""
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    gemeente = getattr(request, "gemeente", None)
    return {
        "gemeente": gemeente,
        "has_demo_tables": bool(gemeente and demo_is_loaded() and demo_tables(gemeente.code)),
        "single_operator": settings.WENS.single_operator,
        "styles": mark_safe(styles.text()),  # noqa: S308 -- our own sheets
        "wens_version": __version__,
        "may_manage_imports": may(account, "manage_imports"),
        "menu": menu_of(account),
        "second_factor_optional": settings.WENS.second_factor == "optional",
        "may_confirm": may(account, "confirm_edition"),
    }
