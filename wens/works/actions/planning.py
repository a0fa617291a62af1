"""A plan from concept to published: written by one, signed by another, for residents to react to or as agreed.

What was published stays to be read, also after a next version or a withdrawal.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.access.two_people import may_be_second
from wens.audit.actions import record
from wens.tenancy.context import Actor
from wens.works.actions.keeping import (
    WorksError,
    announce_shown,
    change_version,
    check_people,
    locked_version,
    subject_of,
    words_of,
)
from wens.works.content import kept_in, lines_of
from wens.works.models import OPEN_VERSION, Purpose, State, Version, VersionState, Work, YearPlan
from wens.works.queries import is_plan_area, last_signed
from wens.works.rules import NotAllowed, need
from wens.works.states import MANAGE, Turn, turn

TEXT = 3000
FIRST, LAST = 2000, 2100


@dataclass(frozen=True)
class Said:
    """What a version says besides its works. `looked`: the writer looked for people in it."""

    purpose: str
    intro: str
    answer: str = ""
    react_before: dt.date | None = None
    looked: bool = False


def open_plan(*, area_code: str, year: int, by: Actor, is_example: bool = False) -> YearPlan:
    """Begin the plan of a wijk for a year; one that is there is returned. Raises NotAllowed, WorksError."""
    need(by, MANAGE)
    if not is_plan_area(area_code):
        raise WorksError(_("Kies een wijk uit de lijst."), "area")
    if not FIRST <= year <= LAST:
        raise WorksError(_("Kies een jaar tussen 2000 en 2100."), "year")
    one, is_new = YearPlan.objects.get_or_create(
        area_code=area_code, year=year, defaults={"made_at": timezone.now(), "is_example": is_example}
    )
    if is_new:
        record("works.plan.opened", subject=subject_of(one), by=by, data={"area": area_code, "year": year})
    return one


def write(*, plan: uuid.UUID, of: Said, by: Actor, seen: int | None = None) -> Version:
    """Write the open version of a plan, or begin the next one.

    Raises NotAllowed, NoSuchMove (it waits for a signature), Stale, LookOnce, WorksError, YearPlan.DoesNotExist.
    """
    need(by, MANAGE)
    held = YearPlan.objects.select_for_update().get(pk=plan)
    fields = _checked(held, of)
    there = held.versions.filter(state__in=OPEN_VERSION).first()
    now = timezone.now()
    if there is None:
        last = held.versions.aggregate(last=Max("number"))["last"] or 0
        one = Version(plan=held, number=last + 1, written_by=by.reference, written_at=now, **fields)
        one.save(force_insert=True)
    else:
        one, chosen = _turned(there.pk, "write", by, seen)
        change_version(one, state=chosen.after, written_by=by.reference, written_at=now, remark="", **fields)
    _note("written", one, by)
    return one


def _checked(plan: YearPlan, of: Said) -> dict[str, object]:
    if of.purpose not in Purpose.values:
        raise WorksError(_("Kies of dit een voorstel is of het plan zelf."), "purpose")
    intro = words_of(
        of.intro, ask=_("Schrijf in een paar zinnen waar het plan over gaat."), longest=TEXT, field="intro"
    )
    answer = words_of(of.answer, longest=TEXT, field="answer")
    is_proposal = of.purpose == Purpose.PROPOSAL
    if is_proposal and (of.react_before is None or of.react_before <= timezone.localdate()):
        raise WorksError(_("Kies een dag in de toekomst, zodat bewoners tijd hebben."), "react_before")
    was_asked = plan.versions.filter(state=VersionState.SIGNED, purpose=Purpose.PROPOSAL).exists()
    if not is_proposal and was_asked and not answer:
        raise WorksError(_("Bewoners konden reageren. Schrijf wat u met hun reacties deed."), "answer")
    check_people([intro, answer], looked=of.looked)
    return {"purpose": of.purpose, "intro": intro, "answer": "" if is_proposal else answer,
            "react_before": of.react_before if is_proposal else None}  # fmt: skip


def offer(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Put a version, with the works as they are now, before a second person.

    Raises NotAllowed, NoSuchMove, Stale, WorksError for a plan without works, Version.DoesNotExist.
    """
    one, chosen = _turned(key, "offer", by, seen)
    works = Work.objects.filter(plan=one.plan_id).select_related("responsible")
    # What was written down by mistake and nobody asked for or read about tells nobody anything.
    lines = lines_of(works.exclude(state=State.NOT_DONE, shown_at=None, contributions=None))
    if not lines:
        raise WorksError(_("Er staat nog geen werk in het plan. Voeg er eerst een toe."))
    change_version(one, state=chosen.after, works=[line.model_dump(mode="json") for line in lines])
    _note("offered", one, by)
    return one


def take_back(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Take a version back that nobody signed yet. Raises NotAllowed, NoSuchMove, Stale, Version.DoesNotExist."""
    one, chosen = _turned(key, "take_back", by, seen)
    change_version(one, state=chosen.after)
    _note("taken_back", one, by)
    return one


def drop(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Let a concept lapse. Raises as `take_back`."""
    one, chosen = _turned(key, "drop", by, seen)
    change_version(one, state=chosen.after, ended_at=timezone.now(), ended_by=by.reference)
    _note("dropped", one, by)
    return one


def send_back(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Version:
    """Give a version back to its writer, with what has to be different. Raises as `sign`, and WorksError."""
    one, chosen = _turned(key, "send_back", by, seen)
    _need_other(one, by)
    change_version(one, state=chosen.after, remark=words_of(words, ask=_("Schrijf wat er anders moet.")))
    _note("sent_back", one, by)
    return one


def sign(*, key: uuid.UUID, by: Actor, seen: int | None = None) -> Version:
    """Sign what another wrote: from now on everybody reads it, with its works.

    Raises NotAllowed (also who wrote it), NoSuchMove, Stale, Version.DoesNotExist.
    """
    one, chosen = _turned(key, "sign", by, seen)
    _need_other(one, by)
    now = timezone.now()
    before = last_signed(one.plan_id)
    told = {line.key for line in kept_in(before)} if before else set()
    change_version(
        one, state=chosen.after, signed_by=by.reference, signed_at=now, remark="",
        by_one_operator=one.written_by == by.reference,
    )  # fmt: skip
    keys = [line.key for line in kept_in(one)]
    Work.objects.filter(pk__in=keys, shown_at=None).update(shown_at=now)
    _note("signed", one, by, alone=one.by_one_operator)
    _tell_who_asked(set(keys) - told)
    return one


def _tell_who_asked(fresh: Collection[uuid.UUID]) -> None:
    """Announce what is new to the outside, per contribution; who heard of a work last year knows that it goes on."""
    works = Work.objects.filter(pk__in=fresh).select_related("previous").prefetch_related("contributions")
    for work in works:
        links = {link.contribution for link in work.contributions.all()}
        if work.previous and work.previous.shown_at:
            links -= {link.contribution for link in work.previous.contributions.all()}
        for contribution in sorted(links):
            announce_shown(work, contribution)


def withdraw(*, key: uuid.UUID, words: str, by: Actor, seen: int | None = None) -> Version:
    """Take a version back from the site; it stays to be read among the earlier ones, with the reason.

    One person may do this: nothing becomes public by it. Raises NotAllowed, NoSuchMove, Stale, WorksError.
    """
    one, chosen = _turned(key, "withdraw", by, seen)
    reason = words_of(words, ask=_("Schrijf waarom deze versie niet meer geldt."))
    check_people([reason], looked=False)
    change_version(one, state=chosen.after, remark=reason, ended_at=timezone.now(), ended_by=by.reference)
    _note("withdrawn", one, by)
    return one


def _turned(key: uuid.UUID, name: str, by: Actor, seen: int | None) -> tuple[Version, Turn]:
    one = locked_version(key, seen)
    chosen = turn(name, one.state)
    need(by, chosen.right)
    return one, chosen


def _need_other(one: Version, by: Actor) -> None:
    """Raises NotAllowed for who wrote it, unless this installation has a single operator."""
    if not may_be_second(one.written_by, by):
        raise NotAllowed(_("Wie het plan schreef, tekent het niet zelf. Vraag een ander."))


def _note(name: str, one: Version, by: Actor, **data: object) -> None:
    record(f"works.plan.{name}", subject=subject_of(one.plan), by=by,
           data={"version": one.number, "purpose": one.purpose, **data})  # fmt: skip
