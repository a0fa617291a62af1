"""Shared reads of frozen photos. Inside `acting`; of a tier that who acts may not see there is none."""

import json
from typing import Any

from django.db.models import QuerySet

from wens.access.seeing import tier_is_open
from wens.figures.models import State
from wens.figures.queries import editions
from wens.photos.canonical import digest_of
from wens.photos.models import Photo


class PhotoDamaged(Exception):
    """What is stored is not what was frozen; the message says which photo and what to do."""


def photos_of(area_code: str, *, tier: str) -> list[Photo]:
    """Return the photos of an area without their content, the newest first. One query."""
    return list(_seen(tier).filter(area_code=area_code).defer("content").order_by("-number"))


def photos(*, tier: str, level: str = "") -> list[Photo]:
    """Return all photos of a tier without their content, by area and number. One query."""
    found = _seen(tier).defer("content")
    return list(found.filter(level=level) if level else found)


def photo(area_code: str, number: int, *, tier: str) -> Photo | None:
    """Return one photo, or None. One query."""
    return _seen(tier).filter(area_code=area_code, number=number).first()


def content_of(found: Photo) -> dict[str, Any]:
    """Return what a photo says, after checking it against its digest. Raises PhotoDamaged."""
    if digest_of(found.content) != found.digest:
        raise PhotoDamaged(f"Photo {found} is not what was frozen: restore the database from a backup.")
    content: dict[str, Any] = json.loads(found.content)
    return content


def withdrawn() -> set[int]:
    """Return the editions that were rolled back: their photos were taken back and are shown no more. One query."""
    return set(editions().filter(state=State.ROLLED_BACK).values_list("pk", flat=True))


def _seen(tier: str) -> QuerySet[Photo]:
    return Photo.objects.filter(tier=tier) if tier_is_open(tier) else Photo.objects.none()
