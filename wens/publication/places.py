"""The areas of the gemeente as the site speaks of them: names, addresses, what lies in what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from django.urls import reverse

from wens.areas.queries import Outline

PREFERENCE = ("local_wijk", "wijk", "buurt")
"""Under /wijk/ a name means first the wijk that people speak of, then the CBS-wijk, then the buurt."""


@dataclass(frozen=True)
class Place:
    """One area of the division in use. ``inside``: codes of the larger areas that hold it, by level."""

    code: str
    name: str
    level: str
    slug: str
    inside: dict[str, str]
    inhabitants: int | None = None
    households: int | None = None
    dwellings: int | None = None
    postcode: str = ""
    unconfirmed: bool = False  # its borders are ours until the gemeente confirms them


class Places:
    """All places of one gemeente, in order of name."""

    def __init__(self, places: Iterable[Place], outlines: Callable[[str], Mapping[str, Outline]]) -> None:
        self.outlines = cache(outlines)  # read when a map first needs a level
        self.all = sorted(places, key=lambda place: (place.name.casefold(), place.code))
        self.by_code = {place.code: place for place in self.all}

    @cached_property
    def by_slug(self) -> dict[str, Place]:
        """Return the place of each address under /wijk/; a code is an address too."""
        found: dict[str, Place] = {}
        for level in reversed(PREFERENCE):
            of_level = [place for place in self.all if place.level == level]
            found |= {place.code.lower(): place for place in of_level}
            found |= {place.slug: place for place in of_level}
        return found

    @cached_property
    def spoken(self) -> str:
        """Return the level that the home page speaks of: local wijken where they are defined, else CBS-wijken."""
        levels = {place.level for place in self.all}
        return next((level for level in PREFERENCE if level in levels), PREFERENCE[-1])

    @cached_property
    def stadsdelen(self) -> dict[str, Place]:
        """Return the stadsdeel of each address under /stadsdeel/."""
        return {place.slug: place for place in self.of_level("stadsdeel")}

    def of_level(self, level: str) -> list[Place]:
        """Return the places of one level, in order of name."""
        return [place for place in self.all if place.level == level]

    def whole(self) -> Place | None:
        """Return the gemeente itself."""
        return next(iter(self.of_level("gemeente")), None)

    def parts(self, place: Place) -> list[Place]:
        """Return the places of the next smaller level that people speak of."""
        smaller = {"gemeente": ("stadsdeel", "local_wijk", "wijk"), "stadsdeel": ("local_wijk", "wijk", "buurt")}
        for level in smaller.get(place.level, ("buurt",)):
            found = [one for one in self.of_level(level) if one.inside.get(place.level) == place.code]
            if found or (place.level == "gemeente" and (found := self.of_level(level))):
                return [one for one in found if one.code != place.code]
        return []

    def holder(self, place: Place, level: str) -> Place | None:
        """Return the larger place of a level that holds this one."""
        return self.by_code.get(place.inside.get(level, ""))

    def home(self) -> str:
        """Return the address of the map with all wijken."""
        return reverse("publication:home")

    def url(self, place: Place, *, name: str = "wijk", **extra: str) -> str:
        """Return the address of a place; one whose name is taken by a larger place goes by its code."""
        if place.level == "gemeente":
            return reverse("publication:gemeente" if name == "wijk" else f"publication:gemeente-{name}", kwargs=extra)
        if place.level == "stadsdeel":
            kwargs = {"slug": place.slug, **extra}
            return reverse(
                "publication:stadsdeel" if name == "wijk" else f"publication:stadsdeel-{name}", kwargs=kwargs
            )
        taken = self.by_slug.get(place.slug) is not place
        kwargs = {"slug": place.code.lower() if taken else place.slug, **extra}
        return reverse("publication:wijk" if name == "wijk" else f"publication:wijk-{name}", kwargs=kwargs)
