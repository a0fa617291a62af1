"""Places above the norm: those with an approach, and those where the norm is crossed and nobody looked yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from wens.areas.queries import AreaRow
from wens.bottlenecks.models import Place, PlaceState, Role
from wens.bottlenecks.queries.rules import norms_now
from wens.bottlenecks.rulesets import Norm
from wens.dossiers.gathering import codes_in
from wens.voices import heard
from wens.voices.heard import Voice


@dataclass(frozen=True)
class Crossed:
    """A street where people told more than a norm accepts: a question to a person, and no conclusion."""

    area_code: str
    area_name: str
    street: str
    norm: Norm
    count: int
    last: dt.date


def place(key: UUID) -> Place | None:
    """Return one place with its norm and its knelpunt, or None, also for who does not see knelpunten."""
    return Place.objects.select_related("norms", "bottleneck").filter(pk=key).first()


def places(area_codes: Collection[str] | None = None) -> list[Place]:
    """Return the places of some areas (None: all), those that go on first. One query."""
    found = Place.objects.select_related("norms")
    rows = list(found.filter(area_code__in=area_codes) if area_codes is not None else found)
    return sorted(rows, key=lambda one: one.state in (PlaceState.ENDED, PlaceState.NO_APPROACH))


def roles_of(organisation: UUID) -> list[Role]:
    """Return the parts that a partner has in approaches that go on, the first due first. One query."""
    going = Role.objects.exclude(place__state__in=[PlaceState.ENDED, PlaceState.NO_APPROACH])
    return list(going.filter(organisation=organisation).select_related("place").order_by("due_on", "pk"))


def crossed(areas: Collection[AreaRow], *, today: dt.date | None = None) -> list[Crossed]:
    """Return where, in these areas, a norm is crossed by what people told and no approach goes on.

    Contributions are no sample: no test is done, the norm of the gemeente is a rule of thumb, and a person judges.
    Contributions without a street count nowhere. Three queries for each area.
    """
    day, norms = today or timezone.localdate(), norms_now()
    going = {(one.area_code, one.name.casefold(), one.norm) for one in places([area.code for area in areas])
             if one.state not in (PlaceState.ENDED, PlaceState.NO_APPROACH)}  # fmt: skip
    since = day - dt.timedelta(weeks=max((one.weeks for one in norms), default=0))
    found = [
        one for area in areas for one in _crossed(area, heard.voices(codes_in(area), since=since), norms, day)
        if (one.area_code, one.street.casefold(), one.norm.key) not in going
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.area_name, one.street, one.norm.name))


def _crossed(area: AreaRow, voices: Collection[Voice], norms: Collection[Norm], day: dt.date) -> list[Crossed]:
    found = []
    for norm in norms:
        begin = day - dt.timedelta(weeks=norm.weeks)
        streets: dict[str, list[Voice]] = defaultdict(list)
        for one in voices:
            if one.street and one.subject in norm.subjects and begin < one.received_on <= day:
                streets[one.street.casefold()].append(one)
        found += [
            Crossed(area.code, area.name, of[0].street, norm, len(of), max(one.received_on for one in of))
            for of in streets.values()
            if len(of) >= norm.at_least
        ]
    return found
