"""The one policy for a thing that is shown: lists, details, search, maps, exports, mail and API all ask here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from wens.access.queries import open_to
from wens.access.rules import Action, rights_of
from wens.organisations.models import Account
from wens.tenancy.context import current
from wens.tenancy.security import COVENANT_RIGHT

Tier = Literal["public", "partners", "covenant"]
ANSWERS: Action = "answer_contributions"
"""The right by which staff work on what their organisation was given."""


@dataclass(frozen=True)
class Item:
    """What decides who sees a thing: its tier, whose own dealings it is part of, and the covenant that it is under.

    `needs` is the right that opens it to others of the tier than those whose dealings it is.
    """

    tier: Tier
    organisations: frozenset[UUID] = frozenset()
    covenant: UUID | None = None
    needs: Action = "see_partners_tier"


@dataclass(frozen=True)
class Viewer:
    """Who looks: rights by name, and the organisation for which somebody looks. The public has neither.

    A civic group has an organisation and no right at all; a link in a letter to a partner has both, and no account.
    """

    rights: frozenset[str] = frozenset()
    organisation: UUID | None = None

    @property
    def has_dealings(self) -> bool:
        """Tell whether the own dealings of the organisation are open: to civic groups, and to staff that answers."""
        return self.organisation is not None and (not self.rights or ANSWERS in self.rights)

    @cached_property
    def covenants(self) -> set[UUID]:
        """The covenants that open material today; none to a civic group."""
        return open_to(self.organisation) if self.rights else set()


PUBLIC = Viewer()


def viewer_of(account: Account | None) -> Viewer:
    """Return an account as who looks; one that is closed, and none at all, look as the public."""
    if account is None or not account.is_active:
        return PUBLIC
    return Viewer(frozenset(rights_of(account)), account.organisation_id)


def acting_viewer() -> Viewer:
    """Return who acts now as who looks."""
    now = current()
    return Viewer(now.rights, UUID(now.organisation) if now.organisation else None)


def may_see(account: Account | None, item: Item) -> bool:
    """Tell whether `account` (None: the public) sees `item` in its own gemeente."""
    return sees(viewer_of(account), item)


def tier_is_open(tier: str) -> bool:
    """Tell whether who acts now sees the figures and photos of `tier`: pages, maps, files, exports and API ask here.

    What runs without a person (a job, the command line) makes both tiers, so it sees both; row-level security on the
    tables of figures and photos holds the same line.
    """
    return tier == "public" or current().actor.kind in ("machine", "job") or sees(acting_viewer(), Item("partners"))


def sees(viewer: Viewer, item: Item) -> bool:
    """Tell whether somebody sees `item` in the own gemeente.

    A covenant opens to its parties and to nobody else, whatever their role. Civic groups see the public tier and their
    own dealings. Row-level security holds the same line for what is under a covenant.
    """
    if item.covenant is not None or item.tier == "covenant":
        is_party = item.covenant in viewer.covenants or COVENANT_RIGHT in viewer.rights
        return is_party and (item.tier == "covenant" or _opens(viewer, item))
    return item.tier == "public" or _opens(viewer, item)


def _opens(viewer: Viewer, item: Item) -> bool:
    own = viewer.has_dealings and viewer.organisation in item.organisations
    return own or item.needs in viewer.rights
