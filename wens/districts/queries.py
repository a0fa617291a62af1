"""Shared reads on what the gemeente publishes about stadsdelen and wijken. Inside `acting`.

Drafts are for who sees texts; the database leaves them out for everybody else. Texts that were public stay so.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from wens.areas.queries import area_by_code, hierarchy, newest
from wens.districts.content import Contact
from wens.districts.models import AFTER_SIGNING, OPEN, Kind, Piece, Role, State, Subscription, Version

FROM_NEAR_TO_FAR = ("buurt", "wijk", "local_wijk", "stadsdeel", "gemeente")


def shown(kind: Kind, *, area_codes: Collection[str] | None = None, key: str = "") -> list[Version]:
    """Return the versions of a kind that show now (in these areas; of the piece with this key). One query."""
    found = _shown().filter(piece__kind=kind)
    if area_codes is not None:
        found = found.filter(area_codes__overlap=sorted(area_codes))
    return list(found.filter(piece__key=key) if key else found)


def profile_key(area_code: str) -> str:
    """Return the key of the profile of a stadsdeel."""
    return area_code


def programme_key(area_code: str, programme: str) -> str:
    """Return the key of the text of a programme in a stadsdeel."""
    return f"{area_code}:{programme}"


def chain_of(area_code: str) -> list[str]:
    """Return an area and those that hold it, the nearest first. Three queries."""
    year = newest("buurt")
    rows = hierarchy(year).to_pylist() if year else []
    parts: dict[str, set[str]] = {}
    level = {row["area"]: row["level"] for row in rows}
    for row in rows:
        parts.setdefault(row["area"], set()).add(row["buurt"])
    own = parts.get(area_code)
    if not own:
        found = area_by_code(area_code)
        return [found.code] if found else []
    holders = [code for code, buurten in parts.items() if own <= buurten and level[code] in FROM_NEAR_TO_FAR]
    return sorted(holders, key=lambda code: (code != area_code, FROM_NEAR_TO_FAR.index(level[code]), code))


def around(area_code: str) -> set[str]:
    """Return an area with what holds it and what lies in it: whose news is news there too. Three queries."""
    year = newest("buurt")
    rows = hierarchy(year).to_pylist() if year else []
    parts: dict[str, set[str]] = {}
    for row in rows:
        parts.setdefault(row["area"], set()).add(row["buurt"])
    own = parts.get(area_code, set())
    return {area_code, *(code for code, buurten in parts.items() if own and (own <= buurten or buurten <= own))}


@dataclass(frozen=True)
class AtPlace:
    """What shows at a place: whom to turn to, its newest news, its profile and texts by key of a programme."""

    contacts: list[Version]
    news: list[Version]
    texts: dict[str, Version]


def at_place(chain: Sequence[str], news_of: Collection[str], *, most: int) -> AtPlace:
    """Return all that shows now at a place, as `whom(chain)`, `news_in(news_of)` do, with its own texts. One query.

    chain: the codes of the place and of what holds it, the nearest first. Every page of a place needs all of these.
    """
    own = chain[0]
    contacts = _shown().filter(piece__kind=Kind.CONTACT, area_codes__overlap=sorted(chain))
    written = Q(piece__kind=Kind.PROFILE, piece__key=profile_key(own))
    written |= Q(piece__kind=Kind.PROGRAMME, piece__key__startswith=programme_key(own, ""))
    found = list(contacts.union(_news(news_of)[:most], _shown().filter(written), all=True))
    news = [one for one in found if one.piece.kind == Kind.NEWS]
    return AtPlace(
        contacts=_of_each_role(chain, [one for one in found if one.piece.kind == Kind.CONTACT]),
        news=sorted(news, key=lambda one: (one.publish_at, one.pk), reverse=True),
        texts={
            one.piece.key.removeprefix(own).removeprefix(":"): one
            for one in found if one.piece.kind in (Kind.PROFILE, Kind.PROGRAMME)
        },
    )  # fmt: skip


def whom(chain: Sequence[str]) -> list[Version]:
    """Return whom to turn to in a place: of each role those of the nearest area that has any. One query.

    chain: the codes of the place and of what holds it, the nearest first (`chain_of`). What the gemeente says for all
    holds in a stadsdeel until that says something of its own, and so on down to the buurt.
    """
    return _of_each_role(chain, shown(Kind.CONTACT, area_codes=chain) if chain else [])


def _of_each_role(chain: Sequence[str], contacts: Iterable[Version]) -> list[Version]:
    rank = {code: at for at, code in enumerate(chain)}
    found: dict[str, list[tuple[int, Version]]] = {}
    for one in sorted(contacts, key=lambda one: (one.piece.made_at, one.piece_id)):
        near = min(rank[code] for code in one.area_codes if code in rank)
        found.setdefault(contact_of(one).role, []).append((near, one))
    return [one for role in Role.values for one in _nearest(found.get(role, []))]


def contact_of(one: Version) -> Contact:
    """Return what a version of a contact says. Raises TypeError for another kind of text."""
    content = one.content
    if not isinstance(content, Contact):
        raise TypeError(f"no contact: {one}")
    return content


def news_in(area_codes: Collection[str], *, most: int) -> list[Version]:
    """Return the news that shows now for any of these areas, the newest first. One query."""
    return list(_news(area_codes)[:most])


def all_news(*, most: int) -> list[Version]:
    """Return the news of the whole gemeente that shows now, the newest first. One query."""
    return list(_shown().filter(piece__kind=Kind.NEWS).order_by("-publish_at", "-id")[:most])


def piece(key: UUID) -> Piece | None:
    """Return one piece, or None."""
    return Piece.objects.filter(pk=key).first()


def of_key(kind: Kind, key: str) -> Piece | None:
    """Return the piece of a kind with a key (`profile_key`, `programme_key`), or None."""
    return Piece.objects.filter(kind=kind, key=key).first()


def version(key: UUID) -> Version | None:
    """Return one version, or None, also for who may not see it."""
    return Version.objects.select_related("piece").filter(pk=key).first()


def published(of: UUID, number: int | None = None) -> list[Version]:
    """Return the versions of a piece that are or once were public, the newest first. One query."""
    found = _was_public().filter(piece=of).select_related("piece")
    return list(found if number is None else found.filter(number=number))


def published_of(kinds: Collection[Kind], area_code: str) -> list[Version]:
    """Return all versions about an area that are or once were public, by piece, the newest first. One query."""
    found = _was_public().filter(piece__kind__in=kinds, area_codes__contains=[area_code]).select_related("piece")
    return list(found.order_by("piece__kind", "piece__key", "piece_id", "-number"))


def versions(of: UUID) -> list[Version]:
    """Return all versions of a piece that who acts may see, the newest first. One query."""
    return list(Version.objects.filter(piece=of).select_related("piece"))


def current_versions() -> list[tuple[Version, Version | None]]:
    """Return of each piece the version that counts now with the open one, if any. One query, for who sees texts.

    What counts: what shows now, else what is newest.
    """
    of: dict[UUID, list[Version]] = {}
    for one in Version.objects.select_related("piece").order_by("piece__kind", "piece__key", "piece_id", "-number"):
        of.setdefault(one.piece_id, []).append(one)
    now = timezone.now()
    pairs = []
    for found in of.values():
        shows = next((one for one in found if is_shown(one, now)), found[0])
        pairs.append((shows, next((one for one in found if one.state in OPEN), None)))
    return pairs


def to_sign() -> list[Version]:
    """Return the versions that wait for a second person, the oldest first. One query, for who sees texts."""
    found = Version.objects.filter(state=State.OFFERED).select_related("piece")
    return list(found.order_by("written_at"))


def returned_to(reference: str) -> list[Version]:
    """Return the versions that came back to who wrote them. One query, for who sees texts."""
    return list(Version.objects.filter(state=State.RETURNED, written_by=reference).select_related("piece"))


def is_shown(one: Version, now: dt.datetime) -> bool:
    """Tell whether a version is on the site at a moment."""
    begun = one.publish_at is not None and one.publish_at <= now
    return one.state == State.SIGNED and begun and (one.ended_at is None or one.ended_at > now)


def subscribed_areas() -> list[str]:
    """Return the areas of which anybody wants the news. One query; needs the right `read_contacts`."""
    found = Subscription.objects.filter(confirmed_at__isnull=False).order_by("area_code")
    return list(found.values_list("area_code", flat=True).distinct())


def subscribers(area_codes: Collection[str]) -> list[Subscription]:
    """Return who confirmed to want the news of these areas. One query; needs the right `read_contacts`."""
    return list(Subscription.objects.filter(area_code__in=sorted(area_codes), confirmed_at__isnull=False))


def subscription(key: UUID) -> Subscription | None:
    """Return one subscription, or None. Needs the right `read_contacts`."""
    return Subscription.objects.filter(pk=key).first()


def _news(area_codes: Collection[str]) -> QuerySet[Version]:
    found = _shown().filter(piece__kind=Kind.NEWS, area_codes__overlap=sorted(area_codes))
    return found.order_by("-publish_at", "-id")


def _shown() -> QuerySet[Version]:
    now = timezone.now()
    found = Version.objects.filter(state=State.SIGNED, publish_at__lte=now).select_related("piece")
    return found.filter(Q(ended_at=None) | Q(ended_at__gt=now)).order_by("piece__made_at", "piece_id")


def _was_public() -> QuerySet[Version]:
    found = Version.objects.filter(state__in=AFTER_SIGNING, publish_at__lte=timezone.now())
    return found.filter(Q(ended_at=None) | Q(ended_at__gt=F("publish_at")))


def _nearest(found: list[tuple[int, Version]]) -> list[Version]:
    nearest = min((near for near, _ in found), default=0)
    return [one for near, one in found if near == nearest]
