"""The inbox of who reads contributions, and what partners have before them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from wens.access.seeing import acting_viewer, sees
from wens.areas.queries import hierarchy, newest
from wens.voices.definitions import subjects
from wens.voices.models import MASKED, Contribution, Handover, Message, State
from wens.voices.rules import item_of, seen_by
from wens.voices.states import AT_PARTNER, ENDS

TABS: dict[str, tuple[State, ...]] = {
    "nieuw": (State.RECEIVED,),
    "loopt": (State.IN_TRIAGE,),
    "wacht": (State.ASKED, State.PARKED),
    "partners": (State.OFFERED, State.WITH_PARTNER),
    "klaar": (*ENDS, State.MERGED, State.WITHDRAWN),
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the list is narrowed to; empty: everything."""

    area_code: str = ""
    theme: str = ""
    organisation: uuid.UUID | None = None


UNREAD = Q(state=State.RECEIVED) | Q(cleaned_by=MASKED, state__in=AT_PARTNER)
"""What no person of the gemeente has read: also what went straight to who is on duty."""


def inbox(tab: str, chosen: Filter | None = None) -> QuerySet[Contribution]:
    """Return the contributions of a tab: urgent and dangerous ones first, then what has to be read soonest."""
    found = _narrowed(chosen or Filter()).filter(_of(tab))
    last = Message.objects.filter(contribution=OuterRef("pk")).exclude(direction="note").order_by("-at", "-pk")
    found = found.select_related("handler", "owner").annotate(
        presses=Count("echoes"), last_word=Subquery(last.values("direction")[:1])
    )
    if tab == "klaar":
        return found.order_by("-state_since", "pk")
    danger = Q(danger_words=[])
    return found.annotate(calm=danger).order_by(F("is_urgent").desc(), "calm", "read_before", "pk")


def counts(chosen: Filter | None = None) -> dict[str, int]:
    """Return how many contributions each tab holds."""
    found = _narrowed(chosen or Filter()).order_by()
    return found.aggregate(**{tab: Count("pk", filter=_of(tab)) for tab in TABS})


def _of(tab: str) -> Q:
    return UNREAD if tab == "nieuw" else Q(state__in=TABS[tab]) & ~UNREAD


def codes_within(area_code: str) -> list[str]:
    """Return an area, the areas that it consists of and those that it is part of up to the local wijk.

    A wijk and one of its buurten are the same place in the eyes of who lives there.
    """
    year = newest("buurt")
    if year is None:
        return [area_code]
    rows = hierarchy(year).to_pylist()
    buurten = {row["buurt"] for row in rows if row["area"] == area_code}
    wijken = {row["area"] for row in rows if row["buurt"] == area_code and row["level"] == "local_wijk"}
    return sorted({area_code} | buurten | wijken)


def offered_to(organisation: uuid.UUID) -> list[Handover]:
    """Return what a partner has to answer or has accepted, the first deadline first."""
    found = Handover.objects.filter(organisation_id=organisation, state__in=("offered", "accepted"))
    return list(found.select_related("contribution", "organisation").order_by(
        F("is_urgent").desc(), "state", "answer_before", "pk"))  # fmt: skip


def ended_by(organisation: uuid.UUID, limit: int = 20) -> list[Handover]:
    """Return what a partner answered last, and is no longer with it."""
    found = Handover.objects.filter(organisation_id=organisation, state__in=("declined", "passed_on", "ended"))
    return list(found.select_related("contribution").order_by("-answered_at")[:limit])


def handover_of(handover: uuid.UUID, organisation: uuid.UUID | None) -> Handover | None:
    """Return an open handover of a partner, or none: a partner never reads what another one has."""
    if organisation is None:
        return None
    found = Handover.objects.select_related("contribution", "organisation")
    given = found.filter(pk=handover, organisation_id=organisation, state__in=("offered", "accepted")).first()
    return given if given and sees(acting_viewer(), item_of(given.contribution)) else None


def was_answered(handover: uuid.UUID, organisation: uuid.UUID | None) -> bool:
    """Tell whether a partner had this offer and is done with it."""
    return (
        organisation is not None
        and Handover.objects.filter(pk=handover, organisation_id=organisation, answered_at__isnull=False).exists()
    )


def contribution(key: uuid.UUID) -> Contribution | None:
    """Return a contribution that who acts may see, or none."""
    found = Contribution.objects.filter(seen_by(acting_viewer())).select_related("handler", "owner", "merged_into")
    return found.filter(pk=key).first()


def by_label(label: str) -> list[Contribution]:
    """Return the contributions that staff call by these six signs: one, unless two share them."""
    first, last = (uuid.UUID(hex=label.strip() + sign * (32 - len(label.strip()))) for sign in "0f")
    return list(Contribution.objects.filter(pk__gte=first, pk__lte=last)[:2])


def _narrowed(chosen: Filter) -> QuerySet[Contribution]:
    found = Contribution.objects.filter(seen_by(acting_viewer()))
    if chosen.area_code:
        found = found.filter(area_code__in=_inside(chosen.area_code))
    if chosen.theme:
        found = found.filter(theme=chosen.theme)
    return found.filter(handler_id=chosen.organisation) if chosen.organisation else found


def _inside(area_code: str) -> Sequence[str]:
    year = newest("buurt")
    rows = hierarchy(year).to_pylist() if year else []
    inner = {row["buurt"] for row in rows if row["area"] == area_code}
    wijken = {row["area"] for row in rows if row["buurt"] in inner and row["level"] == "local_wijk"}
    whole = {wijk for wijk in wijken if {r["buurt"] for r in rows if r["area"] == wijk} <= inner}
    return sorted({area_code} | inner | whole)


def subject_name(one: Contribution) -> str:
    """Return what a contribution is about, in words."""
    subject = subjects().get(one.subject)
    return subject.name if subject else _("Geen onderwerp gekozen")
