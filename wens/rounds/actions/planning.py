"""Planning rounds: one, or a whole year of wijken one after another."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.rounds.actions.keeping import RoundError, decide
from wens.rounds.models import Round, Stage, Step, What
from wens.rounds.queries import newest, wijken
from wens.rounds.rules import need_manage
from wens.rounds.steps import KINDS, deadlines
from wens.tenancy.context import Actor, current

LISTENS_BACK = dt.timedelta(days=365)
FURTHEST = dt.timedelta(days=5 * 365)
MOST_WEEKS = 26


@dataclass(frozen=True)
class Plan:
    """Which wijken get a round: the first begins on `begins_on`, each next one `weeks_between` later."""

    area_codes: Sequence[str]
    begins_on: dt.date
    weeks_between: int = 0


def plan(*, of: Plan, by: Actor, is_example: bool = False) -> list[Round]:
    """Plan rounds with the usual deadlines, all or none. Raises NotAllowed, and RoundError for what cannot be."""
    need_manage(by)
    _check(of)
    with connection.cursor() as cursor:  # one at a time: two would both want to be the next number
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.rounds.{current().gemeente}"])
    step = dt.timedelta(weeks=of.weeks_between)
    return [_planned(code, of.begins_on + at * step, by, is_example) for at, code in enumerate(of.area_codes)]


def _check(of: Plan) -> None:
    known = {one.code for one in wijken()}
    if not of.area_codes or not set(of.area_codes) <= known or len(set(of.area_codes)) < len(of.area_codes):
        raise RoundError(_("Kies een of meer wijken uit de lijst."))
    if abs(of.begins_on - timezone.localdate()) > FURTHEST:
        raise RoundError(_("Kies een begin binnen vijf jaar van vandaag."))
    if not 0 <= of.weeks_between <= MOST_WEEKS:
        raise RoundError(_("Kies tussen twee wijken 0 tot %(most)s weken.") % {"most": MOST_WEEKS})


def _planned(code: str, begins_on: dt.date, by: Actor, is_example: bool) -> Round:
    before = newest(code)
    if before is not None and before.state == Stage.PLANNED:
        raise RoundError(_("Een van deze wijken heeft al een geplande ronde. Haal die wijk weg, of zeg die ronde af."))
    if before is not None and begins_on <= before.begins_on:
        raise RoundError(_("Een ronde begint later dan de vorige ronde in dezelfde wijk."))
    last = Round.objects.filter(area_code=code).order_by("-number").first()
    one = Round(
        area_code=code, number=last.number + 1 if last else 1, state_since=timezone.now(), begins_on=begins_on,
        listens_from=_listens_from(begins_on, before), previous=before, made_by=by.reference, made_at=timezone.now(),
        is_example=is_example,
    )  # fmt: skip
    one.save(force_insert=True)
    days = deadlines(begins_on)
    Step.objects.bulk_create(
        Step(round=one, key=kind.key, number=number, due_on=days[kind.key])
        for number, kind in enumerate(KINDS, start=1)
    )
    decide(one, What.PLAN, by=by)
    return one


def _listens_from(begins_on: dt.date, before: Round | None) -> dt.date:
    """From the day that the dossier before it was signed, so that no voice falls between; otherwise a year back."""
    if before is not None and before.signed_at is not None:
        return min(begins_on, timezone.localtime(before.signed_at).date())
    return begins_on - LISTENS_BACK
