"""All writes on photos: freezing them, by hand and whenever an edition becomes public."""

from collections.abc import Collection, Iterator, Mapping

from django.db import connection

from wens.audit.actions import record
from wens.figures import actions as editions
from wens.figures.models import Edition, State, Tier
from wens.figures.queries import active_edition, figures_of_many, spreads_of
from wens.photos.canonical import canonical, digest_of
from wens.photos.content import Subject, content
from wens.photos.gathering import deliveries_of, figures_over_years, origin_of, subjects
from wens.photos.models import Photo
from wens.tenancy.context import Actor, current

AT_ONCE = 50
"""Areas whose figures are read together: memory holds one such batch."""


class NothingToFreeze(LookupError):
    """There is no active edition of the tier, or an area is not in it; the message says what to do."""


def freeze(*, by: Actor, areas: Collection[str] = (), tier: str = Tier.PUBLIC) -> list[Photo]:
    """Freeze the photo of `areas` (codes; none: all of the gemeente) from the active edition of `tier`.

    A photo that says exactly what an earlier one said is that earlier one: freezing twice changes nothing. Returns
    the photos from large areas to small. Raises NothingToFreeze. Inside `acting`; all in its one transaction.
    """
    edition = active_edition(tier)
    if edition is None:
        raise NothingToFreeze(f"There is no active edition of the {tier} tier: build one and activate it first.")
    with connection.cursor() as cursor:  # one at a time: two would both want to be the next number
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.photos.freeze.{current().gemeente}"])
    chosen = subjects(edition.year, areas)
    unknown = set(areas) - {subject.code for subject in chosen}
    if unknown:
        raise NothingToFreeze(f"Not an area of {edition.year}: {', '.join(sorted(unknown))}.")
    photos, made = [], 0
    for photo, new in _frozen(edition, chosen, by):
        photos.append(photo)
        made += new
    record(
        "photos.frozen", subject=f"edition:{edition.pk}", by=by,
        data={"tier": tier, "areas": len(photos), "new": made},
    )  # fmt: skip
    return photos


def activate(*, edition: int, by: Actor) -> Edition:
    """`figures.actions.activate`; what becomes public by it is frozen in the same transaction."""
    return _with_photos(editions.activate(edition=edition, by=by), by)


def confirm(*, edition: int, by: Actor) -> Edition:
    """`figures.actions.confirm`; what becomes public by it is frozen in the same transaction."""
    return _with_photos(editions.confirm(edition=edition, by=by), by)


def roll_back(*, tier: str, by: Actor) -> Edition:
    """`figures.actions.roll_back`; what becomes public again is frozen when it never was."""
    return _with_photos(editions.roll_back(tier=tier, by=by), by)


def _with_photos(edition: Edition, by: Actor) -> Edition:
    if edition.tier == Tier.PUBLIC and edition.state == State.ACTIVE:
        freeze(by=by)
    return edition


def _frozen(edition: Edition, chosen: list[Subject], by: Actor) -> Iterator[tuple[Photo, bool]]:
    origin = origin_of(edition, {subject.code: subject.name for subject in subjects(edition.year)})
    whole = next((code for code in origin.names if code == origin.gemeente), "")
    of_whole = figures_of_many(edition.tier, [whole])[whole]
    for start in range(0, len(chosen), AT_ONCE):
        batch = chosen[start : start + AT_ONCE]
        rows = figures_over_years(edition.tier, [subject.code for subject in batch])
        known = deliveries_of(row for own in rows.values() for row in own)
        spread = spreads_of(edition.tier, rows)
        made = (
            content(one, rows[one.code], origin, deliveries=known, whole=of_whole, spread=spread[one.code])
            for one in batch
        )
        texts = [canonical(one) for one in made]
        yield from _kept(edition, batch, texts, by)


def _kept(edition: Edition, batch: list[Subject], texts: list[str], by: Actor) -> Iterator[tuple[Photo, bool]]:
    """Keep what is new. Two queries for a batch."""
    known: dict[str, dict[str, Photo]] = {subject.code: {} for subject in batch}
    for photo in Photo.objects.filter(tier=edition.tier, area_code__in=list(known)).defer("content"):
        known[photo.area_code][photo.digest] = photo
    found = []
    for subject, text in zip(batch, texts, strict=True):
        earlier = known[subject.code]
        same = earlier.get(digest_of(text))
        found.append((same or _photo(edition, subject, text, 1 + _last(earlier), by), same is None))
    Photo.objects.bulk_create(photo for photo, new in found if new)
    yield from found


def _last(photos: Mapping[str, Photo]) -> int:
    return max((photo.number for photo in photos.values()), default=0)


def _photo(edition: Edition, subject: Subject, text: str, number: int, by: Actor) -> Photo:
    return Photo(
        tier=edition.tier, area_code=subject.code, area_name=subject.name, level=subject.level, number=number,
        edition=edition.pk, generation=edition.year, digest=digest_of(text), content=text, frozen_by=by.reference,
        frozen_by_name=by.name,
    )  # fmt: skip
