"""Erasing for good: texts, contact, photos and words of others go everywhere; a line in the ledger stays.

The ledger stands in the database and, for a restore that brings back an older database, in `<home>/erased.jsonl`.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import record
from wens.dossiers.actions import erase_quotes
from wens.organisations.models import Account
from wens.privacy import ledger
from wens.privacy.models import Erased, Ground
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.retention.steps import forget_account
from wens.privacy.striking import Mark
from wens.tenancy.context import Actor, after_commit, current_gemeente
from wens.voices import photos
from wens.voices.actions.merging import release
from wens.voices.actions.stepping import change, locked, take_step
from wens.voices.models import Attachment, Contact, Contribution, Handover, Message, Original, State
from wens.voices.states import Who

TOMBSTONE = "Deze tekst is verwijderd na een verzoek op grond van de privacywet."


@dataclass(frozen=True)
class Why:
    """On what ground something is erased, and for which request."""

    ground: str
    request: uuid.UUID | None = None


def erase_contribution(*, contribution: uuid.UUID, why: Why, by: Actor) -> Erased:
    """Erase what a contribution said and who said it; erasing twice changes nothing.

    The row stays as a tombstone: it counts no longer, its page says that the text was removed. The caller has checked
    who may (the request's actions), or replays the ledger. Needs the rights to read originals and contacts.
    """
    with transaction.atomic():
        one = locked(contribution)
        was_public = one.is_public
        files = _remove_texts(one)
        changes = {"cleaned_text": "", "is_public": False, "street": "", "x": None, "y": None, "merged_into": None}
        changes |= {"danger_words": [], "personal_hints": [], "is_urgent": False}
        if one.state == State.ERASED:
            change(one, **changes)
        else:
            take_step(one, "erase", by=by, who={Who.SYSTEM}, changes=changes)
        release(one, by=by)
        erase_quotes(source=contribution, by=by)
        line = _enter(Erased.Thing.CONTRIBUTION, contribution, why, by, area_code=one.area_code, was_public=was_public)
        after_commit(lambda: photos.remove(files))
    return line


def erase_account(*, account: uuid.UUID, why: Why, by: Actor) -> Erased:
    """Close an account and take its name and address out at once; decisions keep the number of the account."""
    with transaction.atomic():
        one = Account.objects.select_for_update().get(pk=account)
        if one.name != FORGOTTEN:
            one.is_active = False
            one.save(update_fields=["is_active"])
            forget_account(one, by)
        return _enter(Erased.Thing.ACCOUNT, account, why, by)


def _remove_texts(one: Contribution) -> list[str]:
    Original.objects.filter(contribution=one).delete()
    Contact.objects.filter(contribution=one).delete()
    Message.objects.filter(contribution=one).update(text=TOMBSTONE)
    Handover.objects.filter(contribution=one).exclude(reason="").update(reason=TOMBSTONE)
    kept = Attachment.objects.filter(contribution=one)
    files = list(kept.values_list("file", flat=True))
    kept.update(state=Attachment.State.REMOVED, is_public=False, digest="", warnings=[])
    return files


def enter_struck(*, thing: str, key: uuid.UUID, marks: Sequence[Mark], why: Why, by: Actor) -> Erased:
    """Enter in the ledger that words were taken out of a thing, as marks by which they are recognised."""
    return _enter(Erased.Thing.WORDS, key, why, by, of=thing, marks=[one.as_data() for one in marks])


def enter_erased(*, of: str, key: uuid.UUID, why: Why, by: Actor) -> Erased:
    """Enter in the ledger that a thing of kind `of` (app.Model) was erased by its own package."""
    return _enter(Erased.Thing.ROW, key, why, by, of=of)


def _enter(thing: str, key: uuid.UUID, why: Why, by: Actor, **more: Any) -> Erased:
    line = Erased(
        thing=thing, key=key, at=timezone.now(), ground=Ground(why.ground), by=by.reference, request=why.request, **more
    )  # fmt: skip
    Erased.objects.bulk_create([line], ignore_conflicts=True)
    entered = Erased.objects.filter(pk=line.pk).first() or Erased.objects.get(thing=thing, key=key)
    gemeente = current_gemeente()
    if entered.pk == line.pk:
        record("privacy.erased", subject=f"{thing}:{key}", by=by, data={"ground": why.ground, "of": line.of})
        after_commit(lambda: ledger.note(gemeente, entered))
    return entered
