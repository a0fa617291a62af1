"""What a report says, as one dict in both languages: which dossier and photo it rests on, what was decided, the plan.

The figures are not copied: they are in the photo, which cannot change and which can be taken back. Rows in, dict out.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wens.areas.queries import AreaRow
from wens.bottlenecks.models import PlaceState, PublicText
from wens.bottlenecks.queries import public_texts
from wens.dossiers.gathering import codes_in
from wens.dossiers.models import Dossier
from wens.dossiers.queries import content_of
from wens.dossiers.quoting import Quotes
from wens.dossiers.wording import in_each_language
from wens.organisations.models import Role
from wens.photos.words import Words
from wens.reports.plan import Keep, plan_of

FORM = 1
"""The shape of this dict; raised when a reader of older reports has to know the difference."""


def content(
    area: AreaRow, dossier: Dossier, quotes: Quotes, *, gemeente: Words, former: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the report of a wijk; the texts of people go into `quotes`. `former`: number and digest, or None."""
    part_one = content_of(dossier)

    def keep(text: str, source: UUID) -> str:
        return quotes.seal(text, kind="report", source=source)

    told = public_texts(codes_in(area))
    return {
        "form": FORM,
        "gemeente": gemeente,
        "area": {"code": area.code, "name": area.name, "level": area.level, "slug": area.slug},
        "round": part_one["round"],
        "is_example": part_one["is_example"],
        "former": dict(former) if former else None,
        "dossier": {"number": dossier.number, "digest": dossier.digest},
        "photo": part_one["photo"],
        "knelpunten": [_told(one, keep) for one in told if one.bottleneck_id],
        "spots": [_told(one, keep) for one in told if one.place_id],
        "plan": plan_of(area.code, keep),
    }


def _told(one: PublicText, keep: Keep) -> dict[str, Any]:
    known = one.function in Role.values
    state = PlaceState(one.what) if one.place_id and one.what in PlaceState.values else None
    return {
        "id": str(one.pk), "title": keep(one.title, one.pk), "text": keep(one.text, one.pk),
        "reason": keep(one.reason, one.pk), "decided_on": f"{one.decided_on}", "is_example": one.is_example,
        "function": in_each_language(lambda: Role(one.function).label if known else ""),
        "state": in_each_language(lambda: state.label if state else ""),
    }  # fmt: skip
