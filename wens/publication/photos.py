"""The photo of a place for the site: of today from the active figures, or frozen. A handful of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date
from django.utils import timezone

from wens.figures.queries import spreads_of
from wens.photos import queries as photos
from wens.photos.content import Origin, Subject, content
from wens.photos.gathering import deliveries_of, figures_over_years
from wens.photos.models import Photo
from wens.publication.data import TIER, Edition
from wens.publication.places import Place, Places
from wens.tenancy.context import current_gemeente


@dataclass(frozen=True)
class Frozen:
    """A photo that was kept: its number, its day, and what it says."""

    number: int
    frozen_at: datetime
    digest: str
    content: Mapping[str, Any]

    def day(self, language: str) -> str:
        """Return the day on which it was kept, as people write it."""
        return written_day(self.frozen_at, language)


def written_day(moment: datetime, language: str) -> str:
    """Return a moment as the day that people write: 21 november 2026."""
    locale = "en_GB" if language == "en" else "nl_NL"
    return str(format_date(timezone.localtime(moment).date(), "long", locale=locale))


def photo_of(place: Place, places: Places, gemeente_name: str, edition: Edition) -> dict[str, Any]:
    """Return the photo of a place as it is today. Three queries."""
    whole = places.whole()
    rows = figures_over_years(TIER, sorted({place.code} | ({whole.code} if whole else set())))
    own = rows[place.code]
    about = {
        "id": edition.id, "tier": TIER, "year": edition.year, "digest": edition.digest,
        "built_at": edition.built_at.isoformat(),
    }  # fmt: skip
    names = {one.code: one.name for one in places.all}
    return content(
        _subject(place, edition.year),
        own,
        Origin(current_gemeente(), gemeente_name, about, names),
        deliveries=deliveries_of(own),
        whole=rows[whole.code] if whole else (),
        spread=spreads_of(TIER, [place.code])[place.code],
    )


def kept(place_code: str) -> list[Photo]:
    """Return the frozen photos of an area that are shown, without their content, the newest first. Two queries."""
    gone = photos.withdrawn()
    return [one for one in photos.photos_of(place_code, tier=TIER) if one.edition not in gone]


def kept_by_area() -> dict[str, list[Photo]]:
    """Return the frozen photos that are shown by area, without their content, the newest first. Two queries."""
    gone = photos.withdrawn()
    found: dict[str, list[Photo]] = {}
    for one in sorted(photos.photos(tier=TIER), key=lambda photo: -photo.number):
        if one.edition not in gone:
            found.setdefault(one.area_code, []).append(one)
    return found


def frozen(place_code: str, number: int) -> Frozen | None:
    """Return one frozen photo, or None when there is none or it was taken back. Two queries. Raises PhotoDamaged."""
    one = photos.photo(place_code, number, tier=TIER)
    if one is None or one.edition in photos.withdrawn():
        return None
    return Frozen(one.number, one.frozen_at, one.digest, photos.content_of(one))


def _subject(place: Place, year: int) -> Subject:
    return Subject(
        code=place.code, name=place.name, level=place.level, slug=place.slug, generation=year,
        inhabitants=place.inhabitants, households=place.households, dwellings=place.dwellings,
        unconfirmed=place.unconfirmed, inside=place.inside,
    )  # fmt: skip
