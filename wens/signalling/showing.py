"""How precisely a place may be named to whom: the one policy for lists, pages, files, letters and the API.

Inside a covenant a street has its name. Outside it a name belongs to a place where enough people live or come
(`NetworkRules.named_from`); a street, and what is smaller, is blurred to the buurt. So is everything that leaves the
system for a mailbox or a file, whoever receives it: nobody knows who reads it there.
"""

from dataclasses import dataclass

from wens.access.seeing import Item, Viewer, sees
from wens.signalling.models import NamedPlace, PlaceKind, Worry
from wens.signalling.queries.rules import Rules


@dataclass(frozen=True)
class Where:
    """A place as it may be said: the area by name, and the place in it, empty when the area is all that may be said."""

    area: str
    place: str = ""
    is_blurred: bool = False

    @property
    def words(self) -> str:
        """Return it as it stands in a sentence."""
        return f"{self.place}, {self.area}" if self.place else self.area


def item_of(one: Worry) -> Item:
    """Return what decides who sees a worry."""
    if one.covenant_id:
        return Item("covenant", covenant=one.covenant_id)
    own = frozenset(each for each in (one.organisation_id, one.team_id) if each)
    return Item("partners", own, needs="see_signals")


def is_named_outside(place: NamedPlace, rules: Rules) -> bool:
    """Tell whether a place may be named outside a covenant: no street, and enough addresses."""
    return place.kind != PlaceKind.STREET and place.addresses >= rules.named_from


def where(one: Worry, area: str, rules: Rules, viewer: Viewer | None) -> Where:
    """Return where a worry is as `viewer` may read it; None: what leaves the system (mail, file, API)."""
    if one.place is None:
        return Where(area)
    inside = one.covenant_id is not None and viewer is not None and sees(viewer, item_of(one))
    if inside or (one.covenant_id is None and is_named_outside(one.place, rules)):
        return Where(area, one.place.name)
    return Where(area, is_blurred=True)
