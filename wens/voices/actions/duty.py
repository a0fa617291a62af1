"""The duty roster: who answers what is urgent, from when until when."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from wens.audit.actions import record
from wens.organisations.queries import account as account_of
from wens.tenancy.context import Actor, current
from wens.voices.actions.stepping import VoicesError
from wens.voices.models import DutyShift
from wens.voices.rules import NotAllowed

LONGEST_SHIFT = dt.timedelta(days=7)


def add_shift(*, account: uuid.UUID, starts_at: dt.datetime, ends_at: dt.datetime, by: Actor) -> DutyShift:
    """Put somebody of a partner on duty. Raises NotAllowed, VoicesError."""
    _need_duty(by)
    person = account_of(account)
    if person is None or not person.is_active or person.organisation is None or person.organisation.is_civic:
        raise VoicesError(_("Kies iemand die bij een partner werkt en kan inloggen."))
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise VoicesError(_("Een dienst eindigt na het begin, en duurt hoogstens zeven dagen."))
    if DutyShift.objects.filter(account=person, starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise VoicesError(_("Deze persoon heeft in die tijd al dienst."))
    shift = DutyShift.objects.create(
        organisation=person.organisation, account=person, starts_at=starts_at, ends_at=ends_at
    )
    record("voices.duty.added", subject=f"shift:{shift.pk}", by=by, data={"account": str(person.pk)})
    return shift


def remove_shift(*, shift: uuid.UUID, by: Actor) -> DutyShift:
    """Take a shift off the roster; returns what it was, so that it can be put back. Raises NotAllowed, VoicesError."""
    _need_duty(by)
    found = DutyShift.objects.select_for_update().filter(pk=shift).first()
    if found is None:
        raise VoicesError(_("Deze dienst staat niet meer in het rooster."))
    DutyShift.objects.filter(pk=found.pk).delete()
    record("voices.duty.removed", subject=f"shift:{shift}", by=by, data={"account": str(found.account_id)})
    return found


def _need_duty(by: Actor) -> None:
    if by.kind != "account" or by != current().actor or "manage_duty" not in current().rights:
        raise NotAllowed(_("Alleen wie het dienstrooster beheert, verandert het."))
