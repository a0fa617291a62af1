"""What a person decides in the red list: send a letter again or leave it, try a row again or leave it, own the list."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.audit.models import Outgoing
from wens.followup.actions import writing
from wens.followup.models import Letter, RedListOwner
from wens.followup.red import RED, keepers, red_list
from wens.followup.transactions import committed
from wens.organisations.models import Account
from wens.tenancy.context import Actor

PEOPLE = ZoneInfo("Europe/Amsterdam")
HOUR = 8
"""As the clock on the wall says: when somebody is there to do something."""


class RedListError(Exception):
    """What was asked cannot be done; the message says why, in Dutch, for a screen."""


@transaction.atomic
def send_again(*, letter: uuid.UUID, by: Actor) -> Letter:
    """Let a letter be sent once more, by the decision of a person. Raises RedListError when it does not stand there."""
    one = _red_letter(letter)
    one.state, one.not_before, one.attempts, one.problem = Letter.State.WAITING, timezone.now(), 0, ""
    one.save(update_fields=["state", "not_before", "attempts", "problem"])
    record("followup.letter.sent_again", subject=f"letter:{letter}", by=by, data={"kind": one.kind})
    return one


@transaction.atomic
def leave(*, letter: uuid.UUID, by: Actor) -> Letter:
    """Leave a letter unsent, or as it may have arrived. Raises RedListError."""
    one = _red_letter(letter)
    one.state = Letter.State.CANCELLED
    one.save(update_fields=["state"])
    record("followup.letter.left", subject=f"letter:{letter}", by=by, data={"kind": one.kind})
    return one


@transaction.atomic
def try_again(*, row: uuid.UUID, by: Actor) -> Outgoing:
    """Let a row of the outbox be handled once more. Raises RedListError."""
    one = _stuck_row(row)
    one.failures, one.problem = 0, ""
    one.save(update_fields=["failures", "problem"])
    record("followup.outgoing.tried_again", subject=f"outgoing:{row}", by=by, data={"topic": one.topic})
    return one


@transaction.atomic
def leave_row(*, row: uuid.UUID, by: Actor) -> Outgoing:
    """Take a row of the outbox for handled although nothing followed from it. Raises RedListError."""
    one = _stuck_row(row)
    one.handled_at = timezone.now()
    one.save(update_fields=["handled_at"])
    record("followup.outgoing.left", subject=f"outgoing:{row}", by=by, data={"topic": one.topic})
    return one


@transaction.atomic
def own_list(*, account: Account, by: Actor) -> RedListOwner:
    """Make an account the one who looks after the red list."""
    owner = RedListOwner.objects.create(account=account, since=timezone.now())
    record("followup.red_list.owned", subject=f"account:{account.pk}", by=by)
    return owner


def tell_keepers(*, gemeente: str, by: Actor, now: dt.datetime | None = None) -> int:
    """Tell who looks after the list, once a day from `HOUR` on, when something stands in it; returns how many."""
    here = (now or timezone.now()).astimezone(PEOPLE)
    with committed(gemeente, by):
        if here.hour < HOUR or not (count := red_list().count):
            return 0
        cause, data = f"red:{here:%Y-%m-%d}", {"count": count}
        return sum(writing.to_account(Letter.Kind.RED_LIST, one, cause=cause, data=data) for one in keepers())


def _red_letter(letter: uuid.UUID) -> Letter:
    one = Letter.objects.select_for_update().filter(pk=letter, state__in=RED).first()
    if one is None:
        raise RedListError(_("Dit bericht staat niet meer in de rode lijst."))
    return one


def _stuck_row(row: uuid.UUID) -> Outgoing:
    one = Outgoing.objects.select_for_update().filter(pk=row, handled_at__isnull=True, failures__gt=0).first()
    if one is None:
        raise RedListError(_("Deze regel staat niet meer in de rode lijst."))
    return one
