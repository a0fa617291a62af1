"""Where steps 5 to 8 of rounds stand: knelpunten, plans, reports, and how actions go. Six queries for any number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wens.areas.queries import hierarchy
from wens.areas.queries import newest as newest_year
from wens.bottlenecks.models import Bottleneck
from wens.bottlenecks.models import State as Decided
from wens.bottlenecks.queries import bottlenecks
from wens.plans.models import Action, FocusPoint, FocusState, Reason, Stage
from wens.reports.models import Report, State
from wens.reports.queries import of_rounds
from wens.rounds.fact import Fact
from wens.rounds.models import Round

GOING = (Stage.AGREED, Stage.STUCK)


@dataclass(frozen=True)
class PartTwo:
    """What there is for the second half of one round."""

    knelpunten: Sequence[Bottleneck] = ()
    tied: Collection[UUID] = ()
    focus_points: Sequence[FocusPoint] = ()
    actions: Sequence[Action] = field(default_factory=list)
    reports: Sequence[Report] = ()


def part_two(found: Sequence[Round]) -> dict[UUID, PartTwo]:
    """Return per round what there is of knelpunten, plans and reports."""
    around = _around({one.area_code for one in found})
    codes = {code for own in around.values() for code in own}
    knelpunten = bottlenecks(codes)
    tied = set(Reason.objects.filter(bottleneck__in=knelpunten).values_list("bottleneck_id", flat=True))
    points = list(FocusPoint.objects.filter(area_codes__overlap=sorted(codes), state=FocusState.ADOPTED))
    actions = _actions(points)
    reports: dict[UUID, list[Report]] = defaultdict(list)
    for one in of_rounds([row.pk for row in found]):
        reports[one.round].append(one)
    made = {}
    for row in found:
        own = around[row.area_code]
        focus_points = [one for one in points if own.intersection(one.area_codes)]
        made[row.pk] = PartTwo(
            [one for one in knelpunten if one.area_code == row.area_code], tied, focus_points,
            [action for one in focus_points for action in actions[one.pk]], reports[row.pk],
        )  # fmt: skip
    return made


def _actions(points: Sequence[FocusPoint]) -> Mapping[UUID, list[Action]]:
    found = Action.objects.filter(goal__ambition__focus__in=points).exclude(stage=Stage.CARRIED)
    rows = found.select_related("goal__ambition", "lead").prefetch_related("parts__organisation", "milestones")
    by_focus: dict[UUID, list[Action]] = defaultdict(list)
    for one in rows:
        by_focus[one.goal.ambition.focus_id].append(one)
    return by_focus


def _around(codes: Collection[str]) -> dict[str, set[str]]:
    """Each area with those that hold it and those that lie in it."""
    year, parts = newest_year("buurt"), defaultdict[str, set[str]](set)
    for row in hierarchy(year).to_pylist() if year else []:
        parts[row["area"]].add(row["buurt"])
    own = {code: parts.get(code, {code}) for code in codes}
    return {code: {code, *(key for key, of in parts.items() if of >= own[code] or of <= own[code])} for code in codes}


def weigh(one: Round, of: PartTwo) -> Iterator[Fact]:
    """Yield how far the weighing is: what was decided, what waits."""
    address = reverse("bottlenecks:weigh", args=[one.area_code])
    waiting = sum(row.state == Decided.PROPOSED for row in of.knelpunten)
    decided = sum(row.state not in (Decided.PROPOSED, Decided.WITHDRAWN) for row in of.knelpunten)
    if decided:
        said = ngettext("Over %(n)s knelpunt is besloten.", "Over %(n)s knelpunten is besloten.", decided)
        yield Fact(said % {"n": decided}, True, address=address)
    elif not waiting:
        yield Fact(_("Er is nog geen knelpunt gewogen."), False, _("partners en de stadsdeelmanager"), address)
    if waiting:
        said = ngettext("%(n)s knelpunt wacht op een besluit.", "%(n)s knelpunten wachten op een besluit.", waiting)
        yield Fact(said % {"n": waiting}, False, _("de stadsdeelmanager"), address)


def plan(_one: Round, of: PartTwo) -> Iterator[Fact]:
    """Yield how far the plan is: speerpunten, knelpunten without one, signatures."""
    address = reverse("plans:overview")
    if of.focus_points:
        said = ngettext(
            "Er is %(n)s speerpunt vastgesteld.", "Er zijn %(n)s speerpunten vastgesteld.", len(of.focus_points)
        )
        yield Fact(said % {"n": len(of.focus_points)}, True, address=address)
    else:
        yield Fact(_("Er is nog geen speerpunt vastgesteld."), False, _("de stadsdeelmanager"), address)
    loose = sum(row.state == Decided.ADOPTED and row.pk not in of.tied for row in of.knelpunten)
    if loose:
        said = ngettext(
            "%(n)s knelpunt dat wij oppakken, staat nog in geen speerpunt.",
            "%(n)s knelpunten die wij oppakken, staan nog in geen speerpunt.", loose,
        )  # fmt: skip
        yield Fact(said % {"n": loose}, False, _("de stadsdeelmanager"), address)
    yield from _signatures(of, address)


def _signatures(of: PartTwo, address: str) -> Iterator[Fact]:
    signed = sum(one.stage in (*GOING, Stage.DONE) for one in of.actions)
    if signed:
        said = ngettext(
            "%(n)s actie is door alle partners getekend.", "%(n)s acties zijn door alle partners getekend.", signed
        )
        yield Fact(said % {"n": signed}, True, address=address)
    waiting = [one for one in of.actions if one.stage == Stage.PROPOSED]
    names = {part.organisation.name for one in waiting for part in one.parts.all() if not part.is_signed}
    if waiting:
        said = ngettext(
            "%(n)s actie wacht op een handtekening.", "%(n)s acties wachten op een handtekening.", len(waiting)
        )
        yield Fact(said % {"n": len(waiting)}, False, ", ".join(sorted(names)), address)
    elif not signed:
        yield Fact(_("Er is nog geen actie afgesproken."), False, _("partners en de stadsdeelmanager"), address)


def publish(one: Round, of: PartTwo) -> Iterator[Fact]:
    """Yield where the report of this round is: made, signed by another, public."""
    newest = next((row for row in of.reports if row.state != State.RETURNED), None)
    if newest is None:
        text = _("Er is nog geen rapport gemaakt.") if one.signed_at else _("Het dossier is nog niet getekend.")
        yield Fact(text, False, _("de stadsdeelmanager") if one.signed_at else _("een tweede stadsdeelmanager"))
        return
    address = reverse("reports:one", args=[newest.pk])
    if newest.state == State.PROPOSED:
        text, who = _("Het rapport is gemaakt en nog niet getekend."), _("een ander dan wie het maakte")
        yield Fact(text, False, who, address)
    elif newest.state == State.SIGNED:
        yield Fact(_("Het rapport is getekend en nog niet openbaar."), False, _("de stadsdeelmanager"), address)
    elif newest.state == State.WITHDRAWN:
        yield Fact(_("Het rapport is teruggenomen."), False, _("de stadsdeelmanager"), address)
    else:
        said = {"number": newest.number, "day": _day(newest.published_at)}
        yield Fact(_("Rapport %(number)s is openbaar sinds %(day)s.") % said, True, address=address)


def follow(_one: Round, of: PartTwo) -> Iterator[Fact]:
    """Yield how the actions go: what is done, what is late or stuck and who that waits on."""
    address, today = reverse("plans:overview"), timezone.localdate()
    going = [one for one in of.actions if one.stage in (*GOING, Stage.DONE)]
    done = sum(one.stage == Stage.DONE for one in going)
    if not going:
        yield Fact(_("Er is nog geen actie om te volgen."), False, _("partners en de stadsdeelmanager"), address)
        return
    said = ngettext("Van %(n)s actie is %(done)s klaar.", "Van %(n)s acties zijn er %(done)s klaar.", len(going))
    names = sorted({one.lead.name for one in going if one.stage != Stage.DONE})
    yield Fact(said % {"n": len(going), "done": done}, done == len(going), ", ".join(names), address)
    stuck = [one for one in going if one.stage == Stage.STUCK]
    late = [one for one in going if one.stage == Stage.AGREED and _is_late(one, today)]
    if stuck:
        text = ngettext("%(n)s actie loopt vast.", "%(n)s acties lopen vast.", len(stuck)) % {"n": len(stuck)}
        yield Fact(text, False, _("de stadsdeelmanager en de trekker"), address)
    if late:
        text = ngettext("%(n)s actie duurt langer dan afgesproken.", "%(n)s acties duren langer dan afgesproken.",
                        len(late)) % {"n": len(late)}  # fmt: skip
        yield Fact(text, False, ", ".join(sorted({one.lead.name for one in late})), address)


def _is_late(one: Action, today: dt.date) -> bool:
    steps = one.milestones.all()
    return any(step.done_at is None and step.dropped_at is None and step.due_on < today for step in steps)


def _day(moment: dt.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
