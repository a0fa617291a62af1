"""The named places of the gemeente, kept in one place by staff: schools, squares, shopping centres, streets."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import record
from wens.signalling.actions.keeping import Conflict, SignalError, change, locked, subject_of, words_of
from wens.signalling.models import NamedPlace, NetworkRules, PlaceKind
from wens.signalling.queries.rules import FLOOR, Rules, rules_now
from wens.signalling.rules import MANAGE, need
from wens.tenancy.context import Actor
from wens.voices.pointing import names_a_house

MOST_ROWS = 5_000
NETHERLANDS = (0.0, 300_000.0, 300_000.0, 650_000.0)
"""The bounds of EPSG:28992 over land: x from, x to, y from, y to, in metres."""


@dataclass(frozen=True)
class Described:
    """A named place as somebody describes it; `x`, `y` in metres (EPSG:28992), or both None."""

    name: str
    kind: PlaceKind
    area_code: str
    addresses: int
    x: float | None = None
    y: float | None = None
    radius_m: int = 100
    is_example: bool = False


def add_place(*, of: Described, by: Actor) -> NamedPlace:
    """Add a named place. Raises NotAllowed, SignalError (with the field)."""
    need(by, MANAGE)
    checked = _checked(of)
    if NamedPlace.objects.filter(area_code=checked["area_code"], name__iexact=checked["name"]).exists():
        raise SignalError(_("Deze plek staat er al in deze buurt."), "name")
    made = NamedPlace.objects.create(**checked, is_example=of.is_example, made_by=by.reference, made_at=timezone.now())
    record("signalling.place.added", subject=subject_of(made), by=by, data={"area": made.area_code})
    return made


def change_place(*, key: uuid.UUID, of: Described, is_closed: bool, by: Actor, seen: int | None = None) -> NamedPlace:
    """Change a named place, or close it: signals about it stay. Raises NotAllowed, Conflict, SignalError."""
    need(by, MANAGE)
    one = locked(NamedPlace, key, seen)
    checked = _checked(of)
    same = NamedPlace.objects.filter(area_code=checked["area_code"], name__iexact=checked["name"])
    if same.exclude(pk=one.pk).exists():
        raise SignalError(_("Een andere plek in deze buurt heet al zo."), "name")
    change(one, **checked, is_closed=is_closed)
    record("signalling.place.changed", subject=subject_of(one), by=by,
           data={"area": one.area_code, "addresses": one.addresses, "closed": is_closed})  # fmt: skip
    return one


def load_places(*, rows: Sequence[Described], by: Actor) -> tuple[int, int]:
    """Add or change many places at once, by buurt and name: all or nothing. Returns how many (added, changed).

    Raises NotAllowed, SignalError that names the row (the header is row 1).
    """
    need(by, MANAGE)
    if len(rows) > MOST_ROWS:
        raise SignalError(_("Dit bestand heeft meer dan %(most)s plekken. Deel het op.") % {"most": MOST_ROWS}, "file")
    there = {(one.area_code, one.name.casefold()): one for one in NamedPlace.objects.all()}
    added, changed = 0, 0
    for number, of in enumerate(rows, start=2):
        try:
            checked = _checked(of)
        except SignalError as error:
            raise SignalError(_("Rij %(row)s: %(error)s") % {"row": number, "error": error}, "file") from error
        known = there.get((checked["area_code"], checked["name"].casefold()))
        if known is None:
            made = NamedPlace.objects.create(**checked, made_by=by.reference, made_at=timezone.now())
            there[made.area_code, made.name.casefold()] = made
            added += 1
        elif any(getattr(known, name) != value for name, value in checked.items()):
            change(known, **checked)
            changed += 1
    record("signalling.place.loaded", subject="namedplace", by=by, data={"added": added, "changed": changed})
    return added, changed


def set_rules(*, of: Rules, why: str, by: Actor, seen: int | None = None) -> NetworkRules:
    """Set the rules of the network, as a new version. Raises NotAllowed, Conflict, SignalError (with the field)."""
    need(by, MANAGE)
    now = rules_now()
    if seen is not None and seen != now.number:
        raise Conflict(now)
    reason = words_of(why, ask="Schrijf waarom dit verandert.", field="why")
    if of.minimum_addresses < FLOOR:
        raise SignalError(f"Kies {FLOOR} of meer. Onder dat aantal zijn mensen te herkennen.", "minimum_addresses")
    if of.named_from < of.minimum_addresses:
        raise SignalError("Dit getal kan niet kleiner zijn dan het aantal voor een signaal.", "named_from")
    if not (0 < of.take_up_days <= 60 and 0 < of.report_days <= 365 and of.take_up_days < of.lapse_days <= 365):
        raise SignalError("Kies 1 tot 60 dagen om op te pakken, en later pas verlopen (hoogstens 365).", "lapse_days")
    made = NetworkRules.objects.create(
        number=now.number + 1, take_up_days=of.take_up_days, report_days=of.report_days, lapse_days=of.lapse_days,
        minimum_addresses=of.minimum_addresses, named_from=of.named_from, why=reason, made_by=by.reference,
        made_at=timezone.now(),
    )  # fmt: skip
    record("signalling.rules.set", subject=f"networkrules:{made.number}", by=by,
           data={"minimum_addresses": of.minimum_addresses, "named_from": of.named_from})  # fmt: skip
    return made


def _checked(of: Described) -> dict[str, Any]:
    """Return the fields of a place. Raises SignalError for what is no place: a house, a person, a point elsewhere."""
    name = words_of(of.name, ask=_("Schrijf hoe de plek heet."), field="name", longest=120)
    if names_a_house(name):
        raise SignalError(_("Schrijf geen huisnummer of postcode. Het gaat over de plek, niet over een huis."), "name")
    area = area_by_code(of.area_code)
    if area is None or area.level != "buurt":
        raise SignalError(_("Kies de buurt waar de plek ligt."), "area")
    if of.kind not in PlaceKind.values:
        raise SignalError(_("Kies wat voor plek het is."), "kind")
    if (of.x is None) != (of.y is None):
        raise SignalError(_("Geef x en y samen, of geen van beide."), "x")
    west, east, south, north = NETHERLANDS
    if of.x is not None and of.y is not None and not (west <= of.x <= east and south <= of.y <= north):
        raise SignalError(_("Geef het punt in meters (Rijksdriehoek, EPSG:28992)."), "x")
    if not 10 <= of.radius_m <= 1000:
        raise SignalError(_("Kies een afstand van 10 tot 1000 meter."), "radius_m")
    if of.addresses < 0:
        raise SignalError(_("Een aantal adressen is 0 of meer."), "addresses")
    return {"name": name, "kind": of.kind, "area_code": of.area_code, "addresses": of.addresses, "x": of.x, "y": of.y,
            "radius_m": of.radius_m}  # fmt: skip
