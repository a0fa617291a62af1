"""What the gemeente does with an initiative: ask, make the words for everybody, help it along, tell how it ended."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.budgets import pictures
from wens.initiatives.actions.keeping import InitiativeError, change, locked, step, subject_of, words_of
from wens.initiatives.actions.reaching import keep_reach
from wens.initiatives.models import Help, Initiative, Link, Need, NeedState, Network, Result, What
from wens.initiatives.rules import need_guide, need_reader
from wens.initiatives.states import SHOWN
from wens.plans.models import FocusPoint, FocusState
from wens.tenancy.context import Actor
from wens.voices.photos import Photo


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The words for everybody. `brought_for`: an association or a raad; a person is never named."""

    title: str
    about: str
    why: str = ""
    place: str = ""
    brought_for: str = ""
    needs: dict[str, str] = field(default_factory=dict)


def ask(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Ask who brought it something. Raises NoSuchMove, InitiativeError, Stale, as all here."""
    return _take(initiative, What.ASK, words_of(words, ask=_("Schrijf op wat u wilt weten.")), by, seen)


def decline(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Say why it cannot be an initiative, and what can be done instead; who brought it may ask to look again."""
    return _take(initiative, What.DECLINE, words_of(words), by, seen)


def open_up(*, initiative: UUID, shown: Shown, by: Actor, seen: int | None = None) -> Initiative:
    """Put it on the site in words that a trained person made, with the help that it needs. Raises NotAllowed too."""
    need_reader(by)
    with transaction.atomic():
        one = locked(initiative, seen)
        step(one, What.OPEN, by=by, **_words_for_all(shown))
        for kind, words in shown.needs.items():
            _need(one, Help(kind), words, by)
    return one


def reword(*, initiative: UUID, shown: Shown, by: Actor, seen: int | None = None) -> Initiative:
    """Change the words for everybody. Raises NotAllowed too."""
    need_reader(by)
    with transaction.atomic():
        one = locked(initiative, seen)
        step(one, What.REWORD, by=by, state_since=one.state_since, **_words_for_all(shown))
    return one


def _words_for_all(shown: Shown) -> dict[str, Any]:
    return {
        "title": words_of(shown.title, ask=_("Schrijf een titel die iedereen mag lezen."), longest=120),
        "about": words_of(shown.about, ask=_("Schrijf in een paar zinnen wat het plan is.")),
        "why": words_of(shown.why),
        "place": words_of(shown.place, longest=200),
        "brought_for": words_of(shown.brought_for, longest=120),
    }


def start(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Begin: only when no help is still to be found, so that nobody reads that it runs while it cannot."""
    with transaction.atomic():
        one = locked(initiative, seen)
        if one.needs.filter(state=NeedState.NEEDED).exists():
            raise InitiativeError(_("Er is nog hulp nodig. Noteer eerst of die is gevonden, of waarom niet."))
        step(one, What.START, by=by, words=words_of(words))
    return one


def pause(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Let it rest, with the reason for everybody."""
    return _take(initiative, What.PAUSE, words_of(words), by, seen)


def resume(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Go on, with what changed."""
    return _take(initiative, What.RESUME, words_of(words), by, seen)


def stop(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Stop, with the reason for everybody; it can be opened again."""
    return _take(initiative, What.STOP, words_of(words), by, seen)


def reopen(*, initiative: UUID, words: str, by: Actor, seen: int | None = None) -> Initiative:
    """Open again what had ended; what came of it before stays in its history."""
    return _take(initiative, What.REOPEN, words_of(words), by, seen)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it; a picture needs words for who cannot see it."""

    words: str
    done_on: dt.date
    picture: Photo | None = None
    picture_says: str = ""


def finish(*, initiative: UUID, of: Outcome, by: Actor, seen: int | None = None) -> Initiative:
    """Tell that it is done, in words for everybody, and if one likes with a picture."""
    words = words_of(of.words, ask=_("Schrijf op wat er is gedaan."))
    says = words_of(of.picture_says, longest=200)
    if of.picture and not says:
        raise InitiativeError(_("Schrijf op wat er op de foto staat."))
    if of.done_on > timezone.localdate():
        raise InitiativeError(_("Deze dag is nog niet geweest. Kies vandaag of eerder."))
    with transaction.atomic():
        one = _take(initiative, What.FINISH, words, by, seen)
        told = {"words": words, "done_on": of.done_on, "told_by": by.reference, "told_at": timezone.now()}
        if of.picture:
            told |= {"picture": pictures.keep(of.picture, one.pk), "picture_says": says}
        Result.objects.update_or_create(initiative=one, defaults=told)
    return one


def _take(initiative: UUID, name: What, words: str, by: Actor, seen: int | None) -> Initiative:
    with transaction.atomic():
        one = locked(initiative, seen)
        was = one.state
        step(one, name, by=by, words=words)
        keep_reach(one, was)
    return one


def add_need(*, initiative: UUID, kind: str, words: str, by: Actor, seen: int | None = None) -> Need:
    """Add help that it needs, in words for everybody. Raises NotAllowed, InitiativeError."""
    need_guide(by)
    with transaction.atomic():
        one = locked(initiative, seen)
        if one.state not in SHOWN:
            raise InitiativeError(_("Zet het initiatief eerst op de site."))
        made = _need(one, Help(kind), words, by)
        change(one)
    return made


def _need(one: Initiative, kind: Help, words: str, by: Actor) -> Need:
    made = Need.objects.create(
        initiative=one, kind=kind, words=words_of(words, longest=300) or str(kind.label), state_since=timezone.now(),
        made_by=by.reference,
    )  # fmt: skip
    record("initiatives.need.added", subject=subject_of(one), by=by, data={"kind": str(kind)})
    return made


def belong(*, initiative: UUID, network: UUID | None, by: Actor) -> Initiative:
    """Say of which network of residents it is, or of none. Raises NotAllowed, Network.DoesNotExist."""
    need_guide(by)
    with transaction.atomic():
        one = locked(initiative)
        held = Network.objects.get(pk=network, stopped_on=None) if network else None
        change(one, network=held)
        record("initiatives.network.tied", subject=subject_of(one), by=by)
    return one


def serve(*, initiative: UUID, focus_points: set[UUID], by: Actor) -> Initiative:
    """Say which speerpunten it serves; others no longer. Raises NotAllowed, InitiativeError for one not adopted."""
    need_guide(by)
    with transaction.atomic():
        one = locked(initiative)
        found = set(FocusPoint.objects.filter(pk__in=focus_points).exclude(state=FocusState.DRAFT).values_list(
            "pk", flat=True))  # fmt: skip
        if found != focus_points:
            raise InitiativeError(_("Kies alleen speerpunten die zijn vastgesteld."))
        Link.objects.filter(initiative=one).exclude(focus__in=focus_points).delete()
        there = set(Link.objects.filter(initiative=one).values_list("focus_id", flat=True))
        Link.objects.bulk_create([
            Link(initiative=one, focus_id=key, made_by=by.reference, made_at=timezone.now())
            for key in sorted(focus_points - there)
        ])  # fmt: skip
        change(one)
        record("initiatives.focus.tied", subject=subject_of(one), by=by, data={"number": len(focus_points)})
    return one
