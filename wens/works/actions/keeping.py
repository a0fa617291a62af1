"""What every change of a plan has in common: the lock, the words, the look at people in them, the trail."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import announce, record
from wens.tenancy.context import Actor, current
from wens.voices.hints import Kind, find
from wens.works.models import Version, What, Work, WorkStep, YearPlan

POINTING: frozenset[Kind] = frozenset({"name", "accusation", "bsn", "iban", "plate", "email", "phone"})
"""A street and a number say where a work is; who lives there or reported it stands nowhere."""
REASON = 500


class WorksError(Exception):
    """What was asked cannot be done; the message says why and what to do, in Dutch. `field`: of the form, or none."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Stale(WorksError):
    """Somebody else changed it after the form was opened."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders heeft dit intussen veranderd. Kijk hoe het nu staat en probeer het weer."))


class LookOnce(WorksError):
    """In words that everybody will read somebody may be recognised; who wrote them looks once more."""

    def __init__(self) -> None:
        super().__init__(
            _("Kijk uw tekst nog eens na. Er staat iets in waaraan u iemand kunt herkennen."), "looked"
        )  # fmt: skip


def subject_of(one: YearPlan | Work) -> str:
    """Return the name under which trail and outbox know a plan or a work."""
    return f"{'work' if isinstance(one, Work) else 'works-plan'}:{one.pk}"


def locked_work(key: uuid.UUID, seen: int | None = None) -> Work:
    """Return the work, held until the transaction ends. Raises Work.DoesNotExist, Stale."""
    found = Work.objects.select_for_update(of=("self",)).select_related("plan", "responsible")
    one = found.get(pk=key)
    if seen is not None and seen != one.version:
        raise Stale
    return one


def change_work(one: Work, **changes: Any) -> None:
    """Set fields of a locked work and count its version up."""
    for name, value in {**changes, "version": one.version + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "version"])


def locked_version(key: uuid.UUID, seen: int | None = None) -> Version:
    """Return the version of a plan, held until the transaction ends. Raises Version.DoesNotExist, Stale."""
    one = Version.objects.select_for_update(of=("self",)).select_related("plan").get(pk=key)
    if seen is not None and seen != one.edits:
        raise Stale
    return one


def change_version(one: Version, **changes: Any) -> None:
    """Set fields of a locked version and count its edits up."""
    for name, value in {**changes, "edits": one.edits + 1}.items():
        setattr(one, name, value)
    one.save(update_fields=[*changes, "edits"])


def step(one: Work, what: What, *, by: Actor, words: str = "", **data: Any) -> None:
    """Keep what happened with a work, for its page and in the trail; the words stay out of the trail."""
    organisation = uuid.UUID(current().organisation) if current().organisation else None
    WorkStep(
        work=one, what=what, after=one.state, words=words, organisation_id=organisation, at=timezone.now(),
        by=by.reference,
    ).save(force_insert=True)  # fmt: skip
    record(f"works.work.{what}", subject=subject_of(one), by=by, data={"state": one.state, **data})


def announce_shown(one: Work, contribution: uuid.UUID) -> None:
    """Announce to who told a contribution that everybody now reads of the work that came from it."""
    announce("works.work.shown", subject=subject_of(one),
             data={"work": str(one.pk), "contribution": str(contribution)})  # fmt: skip


def words_of(text: str, *, ask: str = "", longest: int = REASON, field: str = "words") -> str:
    """Return `text` without white space at its ends. Raises WorksError when nothing, or too much, is left."""
    words = text.replace("\x00", "").strip()
    if ask and not words:
        raise WorksError(ask, field)
    if len(words) > longest:
        raise WorksError(_("Maak de tekst korter: hoogstens %(longest)s tekens.") % {"longest": longest}, field)
    return words


def check_people(texts: Iterable[str], *, looked: bool) -> None:
    """Ask for another look when somebody may be recognised. Raises LookOnce, unless who wrote it `looked`."""
    if not looked and any(hint.kind in POINTING for text in texts for hint in find(text)):
        raise LookOnce
