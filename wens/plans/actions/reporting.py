"""Reporting on an action: which steps are done, how it goes in one line, and what is needed when it is stuck."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.plans.actions.keeping import PlanError, change, locked, note, subject_of, words_of
from wens.plans.models import Action, Need, Report, ReportPhoto, Stage, What
from wens.plans.rules import NotAllowed, manages, need_part, own_part
from wens.plans.states import move
from wens.tenancy.context import Actor
from wens.voices.hints import find
from wens.voices.photos import Photo, draft_bytes, let_go

REPORTED = (Stage.AGREED, Stage.STUCK)
"""The stages in which a partner reports."""


class LookOnce(PlanError):
    """In a line that everybody will read somebody may be recognised; who wrote it looks once more."""

    def __init__(self) -> None:
        super().__init__(_("Kijk uw zin nog eens na. Er staat iets in waaraan u iemand kunt herkennen."))


@dataclass(frozen=True)
class Said:
    """What a partner reports. `done`: keys of own milestones; `needs`: what is needed, empty when it goes on."""

    line: str
    done: Collection[uuid.UUID] = ()
    is_stuck: bool = False
    needs: str = ""
    looked: bool = False
    photo: Photo | None = None


def report(*, action: uuid.UUID, said: Said, answer_key: uuid.UUID, by: Actor) -> Report:
    """Keep a report on an action by one of its partners; sent twice it counts once. Progress follows from the steps.

    Raises NotAllowed, NoSuchMove, LookOnce, PlanError, Action.DoesNotExist.
    """
    one = locked(Action, action)
    part = need_part(one, by)
    if sent := Report.objects.filter(answer_key=answer_key).first():
        return sent
    if one.stage not in REPORTED:
        raise PlanError(_("Over deze actie kan nu niets worden gemeld."))
    line = words_of(said.line, ask=_("Schrijf in een zin hoe het gaat."), longest=200)
    if one.is_public and not said.looked and find(line):
        raise LookOnce
    needs = words_of(said.needs, ask=_("Schrijf in een zin wat er nodig is.") if said.is_stuck else "", longest=300)
    now = timezone.now()
    done = part.milestones.filter(pk__in=list(said.done), done_at=None, dropped_at=None).update(done_at=now)
    made = Report(
        action=one, organisation_id=part.organisation_id, line=line, done=done, is_stuck=said.is_stuck,
        answer_key=answer_key, at=now, by=by.reference,
    )  # fmt: skip
    made.save(force_insert=True)
    if said.photo:
        _keep_photo(made, said.photo)
    record("plans.action.reported", subject=subject_of(one), by=by, data={"done": done, "photo": bool(said.photo)})
    stage = one.stage
    _follow(one, said.is_stuck, needs, by)
    moved = done > 0 or one.stage != stage
    announce("plans.action.reported", subject=subject_of(one), data={"action": str(one.pk), "moved": moved})
    return made


def _keep_photo(made: Report, photo: Photo) -> None:
    ReportPhoto(report=made, jpeg=draft_bytes(photo), width=photo.width, height=photo.height).save(force_insert=True)
    transaction.on_commit(partial(let_go, photo.token))


def remove_photo(*, photo: uuid.UUID, by: Actor) -> Action:
    """Take a photo away for good: who directs, or the partner that sent it.

    Raises NotAllowed, ReportPhoto.DoesNotExist.
    """
    found = ReportPhoto.objects.select_related("report__action").get(pk=photo)
    one = found.report.action
    part = own_part(one, by)
    if not manages(by) and (part is None or part.organisation_id != found.report.organisation_id):
        raise NotAllowed(_("Alleen de stadsdeelmanager, of de partner die de foto stuurde, haalt haar weg."))
    found.delete()
    record("plans.photo.removed", subject=subject_of(one), by=by, data={"report": str(found.report_id)})
    return one


def _follow(one: Action, is_stuck: bool, needs: str, by: Actor) -> None:
    """Take the move that the report means: the last step ends an action, whatever else is said."""
    if not one.milestones.filter(done_at=None, dropped_at=None).exists():
        _go(one, What.FINISH, by)
    elif is_stuck:
        Need(action=one, words=needs, at=timezone.now(), by=by.reference).save(force_insert=True)
        if one.stage == Stage.AGREED:
            _go(one, What.GET_STUCK, by)
        announce("plans.action.stuck", subject=subject_of(one), data={"action": str(one.pk)})
    elif one.stage == Stage.STUCK:
        _go(one, What.GO_ON, by)


def _go(one: Action, name: What, by: Actor) -> None:
    if name != What.GET_STUCK:
        one.needs.filter(met_at=None).update(met_at=timezone.now())
    change(one, stage=move(name, one.stage).after, stage_since=timezone.now())
    note(one, name, by=by)
