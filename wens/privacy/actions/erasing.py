"""Erasing for good: texts, contact, photos and words of others go everywhere; a line in the ledger stays.

The ledger stands in the database and, for a restore that brings back an older database, in `<home>/erased.jsonl`.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import record
from wens.organisations.models import Account
from wens.privacy import ledger
from wens.privacy.models import Erased, Ground
from wens.privacy.retention.rules import FORGOTTEN
from wens.privacy.retention.steps import forget_account
from wens.tenancy.context import Actor, after_commit, current_gemeente
from wens.voices import photos
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
        line = _enter(Erased.Thing.CONTRIBUTION, contribution, why, by, area=one.area_code, was_public=was_public)
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


def _enter(thing: str, key: uuid.UUID, why: Why, by: Actor, *, area: str = "", was_public: bool = False) -> Erased:
    line = Erased(
        thing=thing, key=key, at=timezone.now(), ground=Ground(why.ground), by=by.reference, request=why.request,
        area_code=area, was_public=was_public,
    )  # fmt: skip
    Erased.objects.bulk_create([line], ignore_conflicts=True)
    entered = Erased.objects.get(thing=thing, key=key)
    gemeente = current_gemeente()
    if entered.pk == line.pk:
        record("privacy.erased", subject=f"{thing}:{key}", by=by, data={"ground": why.ground})
        after_commit(lambda: ledger.note(gemeente, entered))
    return entered


def replay(*, by: Actor) -> int:
    """Erase again what the ledger names and an older database brought back; returns how many. Inside ``acting``."""
    known = [(one.thing, one.key, one.ground, one.request) for one in Erased.objects.all()]
    known += [(one.thing, one.key, one.ground, one.request) for one in ledger.lines(current_gemeente())]
    done = 0
    for thing, key, ground, request in dict.fromkeys(known):
        why = Why(ground, request)
        if thing == Erased.Thing.CONTRIBUTION and _came_back(key):
            erase_contribution(contribution=key, why=why, by=by)
            done += 1
        if thing == Erased.Thing.ACCOUNT and Account.objects.filter(pk=key).exclude(name=FORGOTTEN).exists():
            erase_account(account=key, why=why, by=by)
            done += 1
    return done


def _came_back(key: uuid.UUID) -> bool:
    return Contribution.objects.filter(pk=key).exclude(state=State.ERASED).exists()
