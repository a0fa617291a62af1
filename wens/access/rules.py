"""The one policy: who may see and do what. Lists, details, exports, search, maps, mail and API all ask here."""

from typing import Literal

from wens.organisations.models import Account, Role

Action = Literal["see_partners_tier", "manage_imports", "activate_edition", "confirm_edition", "read_audit"]

_RIGHTS: dict[str, frozenset[Action]] = {
    Role.ADMINISTRATOR: frozenset(
        {"see_partners_tier", "manage_imports", "activate_edition", "confirm_edition", "read_audit"}
    ),
    Role.ANALYST: frozenset({"see_partners_tier", "manage_imports", "activate_edition", "confirm_edition"}),
    Role.CONFIRMER: frozenset({"see_partners_tier", "confirm_edition"}),
    Role.PARTNER: frozenset({"see_partners_tier"}),
}


def may(account: Account | None, action: Action) -> bool:
    """Tell whether ``account`` (none: the public) may do ``action`` in its own gemeente."""
    if account is None or not account.is_active:
        return False
    return action in _RIGHTS.get(account.role, frozenset())
