"""The one policy for a thing that is shown: lists, details, search, maps, exports, mail and API all ask here."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from wens.access.queries import open_to
from wens.access.rules import may
from wens.organisations.models import Account, Role

Tier = Literal["public", "partners", "covenant"]


@dataclass(frozen=True)
class Item:
    """What decides who sees a thing: its tier, whose own dealings it is part of, and the covenant that it is under."""

    tier: Tier
    organisations: frozenset[UUID] = frozenset()
    covenant: UUID | None = None


def may_see(account: Account | None, item: Item) -> bool:
    """Tell whether `account` (None: the public) sees `item` in its own gemeente.

    A covenant opens to its parties and to nobody else, whatever their role. Civic groups see the public tier and their
    own dealings. Row-level security holds the same line for what is under a covenant.
    """
    if item.covenant is not None or item.tier == "covenant":
        return _is_party(account, item.covenant)
    if item.tier == "public":
        return True
    if account is None or not account.is_active:
        return False
    if account.role == Role.CIVIC:
        return account.organisation_id in item.organisations
    return may(account, "see_partners_tier")


def _is_party(account: Account | None, covenant: UUID | None) -> bool:
    if account is None or not account.is_active or account.role == Role.CIVIC:
        return False
    return covenant is not None and covenant in open_to(account.organisation_id)
