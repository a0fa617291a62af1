"""How an area of a signal is called, by the one policy on small places (`wens.signalling.showing`)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.areas.queries import area_names, areas
from wens.figures.definitions import definitions
from wens.signalling.placing import Places
from wens.signalling.queries.rules import Rules, rules_now


def theme_name(key: str) -> str:
    """Return what a theme is called in the language of the reader; a key of before is its own name."""
    of = definitions().themes.get(key)
    return of.name[get_language() or "nl"] if of else key


@dataclass
class Naming:
    """Names and addresses of all areas, read once. Inside `acting`."""

    rules: Rules = field(default_factory=rules_now)
    names: dict[str, str] = field(default_factory=area_names)
    addresses: dict[str, int | None] = field(
        default_factory=lambda: {one.code: one.dwellings or one.households for one in areas()}
    )
    places: Places = field(default_factory=Places.of_now)

    def name(self, code: str) -> str:
        """Return the name of an area outside a covenant: one with too few addresses is blurred to what it lies in.

        A postcode of four digits has thousands of addresses; its number is its name, with the buurten in it.
        """
        if code.isdigit():
            inside = [self.names.get(buurt, buurt) for buurt in self.places.buurten([code])]
            said = {"code": code, "names": ", ".join(inside)}
            return _("postcode %(code)s (%(names)s)") % said if inside != [code] else _("postcode %(code)s") % said
        known = self.addresses.get(code)
        if known is None or known >= self.rules.named_from:
            return self.names.get(code, code)
        above = next((parents[code] for parents in self.places.inside.values() if code in parents), "")
        if not above:
            return _("een klein gebied")
        return _("een deel van %(name)s") % {"name": self.names.get(above, above)}

    def of_square(self, buurt: str) -> str:
        """Return how a place of squares is called outside a covenant: somewhere in its buurt, or in the gemeente."""
        return _("een plek in %(name)s") % {"name": self.name(buurt)}

    def all(self, codes: Iterable[str]) -> list[str]:
        """Return the names of areas, each once, in order."""
        return list(dict.fromkeys(self.name(code) for code in codes))

    def is_too_small(self, codes: Iterable[str]) -> bool:
        """Tell whether there are fewer addresses than any signal may be about, or nobody knows how many.

        Postcodes and what is larger than a buurt are never small.
        """
        those = [code for code in codes if not code.isdigit()]
        known = [self.addresses.get(code) for code in those]
        if not those or any(one is None and not code.startswith("BU") for one, code in zip(known, those, strict=True)):
            return False
        return sum(one or 0 for one in known) < self.rules.minimum_addresses
