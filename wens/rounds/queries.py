"""Shared reads on rounds. Inside `acting`; notes and what was carried over only for who sees rounds."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wens.areas.queries import AreaRow, areas
from wens.meetings.models import Meeting
from wens.meetings.models import State as MeetingState
from wens.rounds.models import Carried, Decision, Round, Stage, Step, StepState

LEVELS = ("local_wijk", "wijk")
"""Rounds are of the wijken that people speak of; where none are defined, of the CBS-wijken."""


def wijken() -> list[AreaRow]:
    """Return the wijken that a round can be of, by name."""
    found = areas()
    level = next((level for level in LEVELS if any(one.level == level for one in found)), "")
    return sorted((one for one in found if one.level == level), key=lambda one: one.name)


def round_(key: UUID) -> Round | None:
    """Return one round with its steps, or None."""
    return Round.objects.prefetch_related("steps").filter(pk=key).first()


def rounds(*stages: Stage) -> list[Round]:
    """Return the rounds in these stages (none: all) with their steps, by wijk and number. Two queries."""
    found = Round.objects.prefetch_related("steps")
    return list(found.filter(state__in=stages) if stages else found)


def running(area_code: str) -> Round | None:
    """Return the round that runs in a wijk, with its steps, or None. Two queries."""
    return Round.objects.prefetch_related("steps").filter(area_code=area_code, state=Stage.RUNNING).first()


def newest(area_code: str) -> Round | None:
    """Return the newest round of a wijk that was not called off, or None."""
    return Round.objects.filter(area_code=area_code).exclude(state=Stage.CANCELLED).order_by("-number").first()


def current_step(one: Round) -> Step | None:
    """Return the first step that is not closed, or None when all are."""
    return next((step for step in one.steps.all() if step.state == StepState.OPEN), None)


def decisions(one: Round) -> list[Decision]:
    """Return who decided what about a round, the newest first; nothing for who does not see rounds."""
    return list(one.decisions.all())


def carried(one: Round) -> list[Carried]:
    """Return what was carried over from the round before; nothing for who does not see rounds."""
    return list(one.carried.all())


def due(until: dt.date) -> list[Step]:
    """Return the open steps of running rounds that are due up to and including a day, the first due first."""
    found = Step.objects.filter(state=StepState.OPEN, round__state=Stage.RUNNING, due_on__lte=until)
    return list(found.select_related("round").order_by("due_on", "round__area_code", "number"))


def planning(year: int) -> list[Step]:
    """Return the steps that are due in a year, of rounds that go on, by day. One query."""
    found = Step.objects.filter(due_on__year=year).exclude(round__state=Stage.CANCELLED)
    return list(found.select_related("round").order_by("due_on", "number"))


def meetings_of(found: Sequence[Round]) -> dict[UUID, list[Meeting]]:
    """Return the meetings of rounds: about the wijk, from the day that the round begins until the next one does.

    Two queries for all of them together. A meeting that was called off belongs to no round.
    """
    codes = {one.area_code for one in found}
    begins = _beginnings(codes)
    about = Meeting.objects.filter(area_codes__overlap=sorted(codes)).exclude(state=MeetingState.CANCELLED)
    held: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in about.order_by("starts_at", "pk"):
        day = timezone.localtime(meeting.starts_at).date()
        for code in codes.intersection(meeting.area_codes):
            of = next((key for begins_on, key in begins[code] if begins_on <= day), None)
            if of is not None:
                held[of].append(meeting)
    return {one.pk: held[one.pk] for one in found}


def _beginnings(codes: Collection[str]) -> dict[str, list[tuple[dt.date, UUID]]]:
    """When the rounds of each wijk begin, the latest first."""
    found: dict[str, list[tuple[dt.date, UUID]]] = defaultdict(list)
    going = Round.objects.filter(~Q(state=Stage.CANCELLED), area_code__in=codes).order_by("-begins_on", "-number")
    for key, code, begins_on in going.values_list("pk", "area_code", "begins_on"):
        found[code].append((begins_on, key))
    return found
