"""From a sentence about a knelpunt back to what it rests on, and forward to what came of it: for everybody."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wens.bottlenecks.models import PublicText
from wens.publication.pages.area import Link, trail
from wens.publication.pages.bottlenecks import Told, told
from wens.publication.places import Places
from wens.reports.chain import CameOf, Rests, came_of, rests_on
from wens.reports.queries import published


@dataclass(frozen=True)
class OriginPage:
    """A knelpunt with its chain both ways; `report`: the address of the wijk's report, when it has one."""

    told: Told
    name: str
    url: str
    rests: list[Rests]
    came: list[CameOf]
    report: str
    trail: list[Link]


def origin_page(one: PublicText, places: Places) -> OriginPage:
    """Make the page of a knelpunt's text."""
    key = one.bottleneck_id
    place = places.by_code.get(one.area_code)
    url = places.url(place) if place else ""
    report = next(iter(published([one.area_code])), None) if place else None
    return OriginPage(
        told=told(one), name=place.name if place else one.area_code, url=url,
        rests=rests_on(key) if key else [], came=came_of([key], tier="public") if key else [],
        report=places.url(place, name="report", number=str(report.number)) if place and report else "",
        trail=[*trail(place, places)[:-1], Link(place.name, url), Link(_("Herkomst"))] if place else [],
    )  # fmt: skip
