"""Shared reads on plans. Inside `acting`; drafts, confidential actions, needs and history only for who sees plans."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from wens.areas.queries import hierarchy, newest
from wens.bottlenecks.models import Bottleneck, PublicText, TextState
from wens.plans.models import (
    Action,
    Done,
    Evaluation,
    FocusPoint,
    FocusState,
    Goal,
    Milestone,
    Need,
    Part,
    Programme,
    Reason,
    Report,
    ReportPhoto,
    Stage,
)
from wens.plans.progress import Standing, is_late

SHOWN_LEVELS = ("gemeente", "stadsdeel", "local_wijk", "wijk")


def programmes() -> list[Programme]:
    """Return all programmes, in order."""
    return list(Programme.objects.all())


def focus_points(*, area_codes: Collection[str] | None = None) -> list[FocusPoint]:
    """Return the focus points (of these areas) with everything below them, the newest period first. Ten queries."""
    found = _whole(FocusPoint.objects.all())
    if area_codes is not None:
        found = found.filter(area_codes__overlap=sorted(area_codes))
    return list(found)


def adopted_in(area_codes: Collection[str]) -> list[tuple[FocusPoint, list[Standing]]]:
    """Return the adopted focus points of these areas, each with where its public actions stand. Two queries."""
    state, today = FocusState.ADOPTED, timezone.localdate()
    found = list(FocusPoint.objects.filter(state=state, area_codes__overlap=sorted(area_codes)).order_by("order"))
    standings: dict[UUID, list[Standing]] = {one.pk: [] for one in found}
    if found:
        rows = Action.objects.filter(is_public=True, goal__ambition__focus__in=found).exclude(stage=Stage.CARRIED)
        step = Q(milestones__dropped_at=None)
        done = Count("milestones", filter=step & Q(milestones__done_at__isnull=False))
        first = Min("milestones__due_on", filter=step & Q(milestones__done_at=None))
        counted = rows.annotate(done=done, first=first)
        for focus, stage, begun, day in counted.values_list("goal__ambition__focus_id", "stage", "done", "first"):
            standings[focus].append(Standing(stage, begun > 0, is_late(stage, day, today)))
    return [(one, standings[one.pk]) for one in found]


def focus_point(key: UUID) -> FocusPoint | None:
    """Return one focus point with everything below it, or None. Ten queries."""
    return _whole(FocusPoint.objects.filter(pk=key)).first()


def over_in(area_code: str, today: dt.date) -> list[FocusPoint]:
    """Return the adopted focus points of just this area whose period is over and that do not go on yet. One query."""
    found = FocusPoint.objects.filter(state=FocusState.ADOPTED, area_codes__contains=[area_code], ends_on__lt=today)
    return list(found.filter(next=None))


def programme(key: UUID) -> Programme | None:
    """Return one programme, or None."""
    return Programme.objects.filter(pk=key).first()


def goal(key: UUID) -> Goal | None:
    """Return one goal, or None."""
    return Goal.objects.select_related("ambition__focus__programme").prefetch_related("targets").filter(pk=key).first()


def action(key: UUID) -> Action | None:
    """Return one action with its parts and milestones, or None. Four queries."""
    found = _doing(Action.objects.filter(pk=key))
    return found.select_related("goal__ambition__focus__programme", "previous").first()


def reports(one: Action) -> list[Report]:
    """Return what was reported on an action, the newest first."""
    return list(one.reports.select_related("organisation", "photo").defer("photo__jpeg"))


def report_photo(key: UUID) -> ReportPhoto | None:
    """Return a photo with a report, with its action, or None, also for who may not see that."""
    return ReportPhoto.objects.select_related("report__action__goal__ambition__focus").filter(pk=key).first()


def was_reported(one: Action, answer_key: str | None) -> bool:
    """Tell whether a report with this key, as a form sends it, was kept already."""
    try:
        key = UUID(answer_key or "")
    except ValueError:
        return False
    return one.reports.filter(answer_key=key).exists()


def needs(one: Action) -> list[Need]:
    """Return what is needed still to get an action going; nothing for who does not see plans."""
    return list(one.needs.filter(met_at=None))


def history(one: FocusPoint | Action) -> list[Done]:
    """Return who did what, the newest first; nothing for who does not see plans."""
    return list(one.history.all())


def to_report(organisation: UUID) -> list[Action]:
    """Return the actions on which an organisation has an open step, the first due first. Four queries."""
    steps = Milestone.objects.filter(part__organisation=organisation, done_at=None, dropped_at=None)
    found = Action.objects.filter(stage__in=(Stage.AGREED, Stage.STUCK), milestones__in=steps).distinct()
    return list(_doing(found).order_by("due_on", "title"))


def to_sign(organisation: UUID) -> list[Part]:
    """Return the parts whose newest version waits for the signature of an organisation."""
    found = Part.objects.filter(organisation=organisation, action__stage=Stage.PROPOSED).select_related("action")
    return [part for part in found.order_by("action__due_on") if not part.is_signed]


def first_due(one: Action, organisation: UUID) -> dt.date:
    """Return the day of the first open step of an organisation in an action that `to_report` gave."""
    own = {part.pk for part in one.parts.all() if part.organisation_id == organisation}
    days = [
        step.due_on for step in one.milestones.all() if step.part_id in own and not (step.done_at or step.dropped_at)
    ]
    return min(days, default=one.due_on)


def waiting(today: dt.date) -> list[Action]:
    """Return the actions that are stuck, or of which a step is late, the longest agreed first. Four queries."""
    late = Milestone.objects.filter(done_at=None, dropped_at=None, due_on__lt=today)
    is_late = Q(stage=Stage.AGREED, milestones__in=late)
    return list(_doing(Action.objects.filter(Q(stage=Stage.STUCK) | is_late).distinct().order_by("stage_since")))


def around(area_code: str) -> set[str]:
    """Return the area with those that hold it and those that lie in it: whose plans are about it too. Two queries."""
    year = newest("buurt")
    parts: dict[str, set[str]] = defaultdict(set)
    for row in hierarchy(year).to_pylist() if year else []:
        parts[row["area"]].add(row["buurt"])
    own = parts.get(area_code, {area_code})
    return {area_code} | {code for code, buurten in parts.items() if buurten >= own or buurten <= own}


def _doing(found: QuerySet[Action]) -> QuerySet[Action]:
    parts = Prefetch("parts", Part.objects.select_related("organisation"))
    return found.select_related("lead").prefetch_related(parts, "milestones")


def _whole(found: QuerySet[FocusPoint]) -> QuerySet[FocusPoint]:
    actions = Prefetch("ambitions__goals__actions", _doing(Action.objects.all()))
    return found.select_related("programme", "previous").prefetch_related(
        "ambitions", "ambitions__goals", "ambitions__goals__targets", actions
    )


def public_next(one: Action) -> Action | None:
    """Return the public action in which this one goes on in a next period, or None."""
    return Action.objects.filter(previous=one, is_public=True).first()


def evaluations_of(goals: Collection[Goal]) -> dict[UUID, list[Evaluation]]:
    """Return per goal what was looked at of the goal as a whole, the newest first, with what came out. Two queries."""
    found: dict[UUID, list[Evaluation]] = {one.pk: [] for one in goals}
    for one in Evaluation.objects.filter(goal__in=found, action=None).prefetch_related("results"):
        found[one.goal_id].append(one)
    return found


def evaluations(one: Action) -> list[Evaluation]:
    """Return what was looked at of an action, the newest first, with what came out. Two queries."""
    return list(one.evaluations.prefetch_related("results"))


def chosen_from(measure: str) -> list[Action]:
    """Return the actions that were taken from a measure of the library, the newest first. One query."""
    found = Action.objects.filter(measure=measure).exclude(stage=Stage.CARRIED)
    return list(found.select_related("lead").order_by("-made_at"))


def within(area_code: str) -> list[str]:
    """Return the area and those that lie wholly in it. Two queries."""
    year = newest("buurt")
    parts: dict[str, set[str]] = defaultdict(set)
    for row in hierarchy(year).to_pylist() if year else []:
        parts[row["area"]].add(row["buurt"])
    own = parts.get(area_code, set())
    return [area_code, *sorted(code for code, buurten in parts.items() if buurten < own)]


def origins(one: FocusPoint) -> list[PublicText]:
    """Return what everybody may read of the knelpunten that a focus point takes up. One query."""
    tied = one.reasons.values("bottleneck")
    shown = PublicText.objects.filter(state=TextState.APPROVED, bottleneck_id__in=tied)
    return list(shown.order_by("decided_on", "pk"))


def taken_up(found: Collection[FocusPoint]) -> dict[UUID, set[UUID]]:
    """Return per focus point the knelpunten that it takes up, by their keys. One query."""
    ties: dict[UUID, set[UUID]] = defaultdict(set)
    for focus, bottleneck in Reason.objects.filter(focus__in=found).values_list("focus_id", "bottleneck_id"):
        ties[focus].add(bottleneck)
    return ties


def reasons(one: FocusPoint) -> list[Bottleneck]:
    """Return the knelpunten that a focus point takes up, for who sees these."""
    return list(Bottleneck.objects.filter(focus_points__focus=one))
