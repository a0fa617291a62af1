"""What a wijk reads about knelpunten that are taken up, and about places above the norm: approved words, no names."""

from dataclasses import dataclass

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wens.bottlenecks.models import PlaceState, PublicText
from wens.bottlenecks.queries import criteria_now, public_texts
from wens.organisations.models import Role
from wens.publication.places import Place, Places


@dataclass(frozen=True)
class Told:
    """One text: what it is, why, and who decided when, by function and never by name."""

    title: str
    text: str
    reason: str
    by: str
    state: str
    is_example: bool
    origin: str = ""  # the address of where it comes from and what came of it


@dataclass(frozen=True)
class Decided:
    """What is taken up in a place, and which spots in it have an approach; `criteria`: by what it was weighed."""

    knelpunten: list[Told]
    spots: list[Told]
    criteria: str

    def __bool__(self) -> bool:
        return bool(self.knelpunten or self.spots)


def decided_of(place: Place, places: Places) -> Decided:
    """Return what everybody may read of a place and of the wijken in it. Two queries."""
    inside = [one.code for one in places.all if place.level == "gemeente" or one.inside.get(place.level) == place.code]
    found = public_texts([place.code, *inside])
    english = (get_language() or "nl").startswith("en")
    names = [(one.name_en if english and one.name_en else one.name).lower() for one in criteria_now()] if found else []
    return Decided(
        knelpunten=[told(one) for one in found if one.bottleneck_id],
        spots=[told(one) for one in found if one.place_id],
        criteria=", ".join(names),
    )


def told(one: PublicText) -> Told:
    """Return a text as everybody reads it."""
    day = format_date(one.decided_on, "d MMMM y", locale=(get_language() or "nl")[:2])
    who = Role(one.function).label if one.function in Role.values else _("de gemeente")
    said = {"who": who, "day": day}
    return Told(
        title=one.title, text=one.text, reason=one.reason,
        by=_("Besloten door de functie %(who)s, op %(day)s.") % said if one.bottleneck_id
        else _("Bijgewerkt op %(day)s.") % said,
        state=str(PlaceState(one.what).label) if one.place_id and one.what in PlaceState.values else "",
        is_example=one.is_example,
        origin=reverse("publication:origin", args=[one.pk]) if one.bottleneck_id else "",
    )  # fmt: skip
