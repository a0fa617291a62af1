"""Reading knelpunten: inside for who sees them; outside only texts that a second person approved. Inside `acting`."""

from collections.abc import Collection, Sequence
from uuid import UUID

from wens.bottlenecks.models import Bottleneck, Decision, Evidence, PublicText, State, TextState, Weighing, What


def bottleneck(key: UUID) -> Bottleneck | None:
    """Return one knelpunt, or None, also for who does not see knelpunten."""
    return Bottleneck.objects.select_related("passed_to").filter(pk=key).first()


def bottlenecks(area_codes: Collection[str] | None = None, states: Sequence[State] = ()) -> list[Bottleneck]:
    """Return knelpunten by area and number: of some areas (None: all), in some states (none: all). One query."""
    found = Bottleneck.objects.select_related("passed_to")
    if area_codes is not None:
        found = found.filter(area_code__in=area_codes)
    return list(found.filter(state__in=states) if states else found)


def adopted(area_codes: Collection[str]) -> list[Bottleneck]:
    """Return what was decided to be taken up in these areas: what a plan is made of. One query."""
    return bottlenecks(area_codes, [State.ADOPTED])


def decisions(one: Bottleneck) -> list[Decision]:
    """Return who decided what about a knelpunt, the newest first. One query."""
    return list(one.decisions.select_related("passed_to"))


def last_weighing(one: Bottleneck) -> Weighing | None:
    """Return how it was weighed last, with the criteria of then, or None. One query."""
    return one.weighings.select_related("criteria").first()


def public_texts(area_codes: Collection[str]) -> list[PublicText]:
    """Return what everybody reads of these areas: adopted knelpunten and approaches of places. One query."""
    shown = PublicText.objects.filter(state=TextState.APPROVED, area_code__in=area_codes)
    return list(shown.exclude(bottleneck__isnull=False, what__in=NOT_ON_THE_SITE).order_by("area_code", "-decided_on"))


NOT_ON_THE_SITE = (What.PARK, What.PASS_ON, What.NOT_OURS, What.CLOSE)
"""Told to who raised it, and not shown to everybody: the page of a wijk is no list of what was refused."""


def told_about(contribution: UUID) -> list[PublicText]:
    """Return the approved reasons of decisions that rest on a contribution, for who follows it. Two queries.

    Needs no right to see knelpunten: which one counted is an id, and the words were approved for everybody.
    """
    rests = Evidence.objects.filter(kind="contribution", source=contribution).values_list("bottleneck_id", flat=True)
    shown = PublicText.objects.filter(state=TextState.APPROVED, bottleneck_id__in=list(rests))
    return list(shown.order_by("-decided_on", "pk"))


def waiting_texts() -> list[PublicText]:
    """Return the texts that wait for a second reader, or for their writer, the oldest first. One query."""
    waiting = PublicText.objects.filter(state__in=[TextState.PROPOSED, TextState.RETURNED])
    return list(waiting.select_related("bottleneck", "place").order_by("written_at", "pk"))
