"""Named places, and how many addresses there are somewhere. Inside `acting`."""

from uuid import UUID

from wens.areas.queries import areas, newest, parts_of
from wens.signalling.models import NamedPlace


def named_places(area_codes: list[str] | None = None, *, also_closed: bool = False) -> list[NamedPlace]:
    """Return the named places of some buurten (None: all), by name. One query."""
    found = NamedPlace.objects.all() if also_closed else NamedPlace.objects.filter(is_closed=False)
    return list(found if area_codes is None else found.filter(area_code__in=area_codes))


def named_place(key: UUID) -> NamedPlace | None:
    """Return one named place, or None."""
    return NamedPlace.objects.filter(pk=key).first()


def buurten_of(code: str) -> list[str]:
    """Return the buurten that an area consists of in the newest division; itself when it is a buurt, or unknown."""
    year = newest("buurt")
    return (parts_of(code, year) if year else []) or [code]


def addresses_of_area(code: str) -> int | None:
    """Return how many dwellings (else households) the buurten of an area have together, None when not known of all.

    A dwelling has an address; CBS counts them, so that nothing else has to be kept about where people live.
    """
    known = {one.code: one.dwellings or one.households for one in areas()}
    if known.get(code):
        return known[code]
    counts = [known.get(buurt) for buurt in buurten_of(code)]
    return sum(each for each in counts if each) if counts and all(each is not None for each in counts) else None
