"""What residents do: tell something, add photos with it, say that they notice it too."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wens.audit.actions import announce, record
from wens.organisations.models import Organisation
from wens.tenancy.asking import Prepared
from wens.tenancy.context import Actor
from wens.voices import codes, danger, hints, keyring, retention, sealing
from wens.voices.definitions import subjects
from wens.voices.models import Attachment, Channel, Contact, Contribution, Echo, Original, Update
from wens.voices.photos import Photo, keep, let_go
from wens.voices.working_days import working_days_later

GUARDIAN_NEEDED_BELOW = 16
"""UAVG art. 5: below this age a parent or guardian consents."""


class ContributingError(Exception):
    """What somebody told cannot be taken in; the message says why."""


class MinorNeedsGuardian(ContributingError):
    """Contact details of a child without the word of a parent or guardian."""


class UnknownSubject(ContributingError):
    """A subject that is not in the definitions."""


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """How and how often somebody wants to hear. Empty texts: not given."""

    email: str = ""
    telephone: str = ""
    updates: str = Update.AT_ONCE
    below_16: bool = False
    guardian: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody tells. Only ``area_code`` and ``text`` are asked for; x, y are metres in RD New (EPSG:28992)."""

    area_code: str
    text: str
    subject: str = ""
    street: str = ""
    place: str = ""
    x: float | None = None
    y: float | None = None
    size: str = ""
    frequency: str = ""
    since: str = ""
    cause: str = ""
    speaker: str = ""
    speaks_for: str = ""
    language: str = "nl"
    reachable: Reachable | None = None


@dataclass(frozen=True)
class Sent:
    """What a writer gets back. `code` is shown once more when the same form is sent again; it is kept nowhere."""

    contribution: Contribution
    code: str
    is_new: bool


def contribute(
    *,
    told: Told,
    answer_key: UUID,
    by: Actor,
    channel: str = Channel.WEB,
    occasion: str = "",
    photos: Sequence[Photo] = (),
    group: Organisation | None = None,
) -> Sent:
    """Take in what somebody tells; with the same ``answer_key`` nothing is added and the same code comes back.

    `group`: the civic group as which somebody with an account tells it; it stands among the own dealings of that group.

    Raises UnknownSubject, and MinorNeedsGuardian for contact details of a child without a guardian's word.
    """
    _check(told)
    key_id = keyring.newest("follow")
    code = codes.code_for(answer_key, key_id)
    now = timezone.now()
    with transaction.atomic():
        new = _contribution(told, now, channel=channel, occasion=occasion)
        new.answer_key, new.follow_digest = answer_key, codes.digest_of(code, key_id)
        new.group = group
        new.entered_by = by.reference if by.kind == "account" else ""
        # A second sender of the same form waits here until the first one is done, and then adds nothing.
        Contribution.objects.bulk_create([new], ignore_conflicts=True)
        there = _SENT.one(answer_key)
        if there and there.pk != new.pk:
            return Sent(there, codes.code_again(there) or "", is_new=False)
        _add_texts(told, new)
        _add_contact(told.reachable, new)
        _add_photos(photos, new, now)
        subject = f"contribution:{new.pk}"
        about = {"area": new.area_code, "theme": new.theme, "channel": channel, "photos": len(photos)}
        record("voices.contribution.received", subject=subject, by=by, data=about)
        announce("voices.contribution.received", subject=subject, data={"contribution": str(new.pk)})
    return Sent(new, code, is_new=True)


_SENT = Prepared(lambda key: Contribution.objects.filter(answer_key=key).order_by(), ids=1)


def was_sent(answer_key: UUID) -> bool:
    """Tell whether the form with this key was taken in already."""
    return _SENT.any(answer_key)


def echo(*, contribution: Contribution, answer_key: UUID, by: Actor) -> bool:
    """Count one press on "I notice this too"; False when this press was counted before."""
    press = Echo(contribution=contribution, answer_key=answer_key, at=timezone.now())
    with transaction.atomic():
        Echo.objects.bulk_create([press], ignore_conflicts=True)
        is_new = Echo.objects.get(answer_key=answer_key).pk == press.pk
        if is_new:
            record("voices.echo.counted", subject=f"contribution:{contribution.pk}", by=by)
    return is_new


def _check(told: Told) -> None:
    if told.subject and told.subject not in subjects():
        raise UnknownSubject(f"no subject {told.subject!r}")
    reachable = told.reachable
    gives = reachable and (reachable.email or reachable.telephone)
    if reachable and gives and reachable.below_16 and not reachable.guardian:
        raise MinorNeedsGuardian("contact details of a child need the word of a parent or guardian")


def _contribution(told: Told, now: dt.datetime, *, channel: str, occasion: str) -> Contribution:
    written = "\n".join((told.text, told.cause, told.place))
    subject = subjects().get(told.subject)
    return Contribution(
        received_at=now,
        area_code=told.area_code,
        x=told.x,
        y=told.y,
        street=told.street,
        theme=subject.theme if subject else "",
        subject=told.subject,
        size=told.size,
        frequency=told.frequency,
        since=told.since,
        speaker=told.speaker,
        channel=channel,
        occasion=occasion,
        language=told.language,
        state_since=now,
        read_before=working_days_later(now, settings.WENS.reading_days),
        danger_words=danger.found(written),
        personal_hints=sorted({hint.kind for hint in hints.find(written)}),
        retain_until=retention.contribution_until(timezone.localdate(now)),
    )


def _add_texts(told: Told, contribution: Contribution) -> None:
    Original.objects.create(
        contribution=contribution,
        text=told.text,
        cause=told.cause,
        place=told.place,
        speaks_for=told.speaks_for,
    )


def _add_contact(reachable: Reachable | None, contribution: Contribution) -> None:
    if reachable is None or not (reachable.email or reachable.telephone):
        return
    key_id = keyring.newest("contacts")

    def sealed(text: str) -> bytes | None:
        return sealing.seal(text, bound_to=str(contribution.pk), key_id=key_id).data if text else None

    Contact.objects.create(
        contribution=contribution,
        email=sealed(reachable.email),
        telephone=sealed(reachable.telephone),
        sealed_with=key_id,
        guardian=reachable.guardian,
        updates=reachable.updates,
        retain_until=contribution.retain_until,  # shortened when the contribution is closed
    )


def _add_photos(photos: Sequence[Photo], contribution: Contribution, now: dt.datetime) -> None:
    for photo in photos:
        attachment = Attachment(id=uuid4(), contribution=contribution, state=Attachment.State.READY, added_at=now)
        attachment.file = keep(photo, attachment.pk)
        attachment.digest, attachment.size = photo.digest, photo.size
        attachment.width, attachment.height = photo.width, photo.height
        attachment.warnings = list(photo.warnings)
        attachment.save(force_insert=True)
        transaction.on_commit(lambda photo=photo: let_go(photo.token))  # type: ignore[misc]
