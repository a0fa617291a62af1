"""Asking for the news of an area by mail: asked, confirmed by a link in the first letter, and stopped by one press.

No page says whether an address is known. Stopping removes the address.
"""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from wens.areas.queries import area_by_code
from wens.audit.actions import announce, record
from wens.districts.models import Subscription
from wens.tenancy.context import Actor
from wens.voices.sealing import CannotOpen, Sealed, seal, unseal

DAYS_TO_CONFIRM = 7


class SubscribeError(Exception):
    """What was asked cannot be done; the message says what to do, in the language of the page."""


def subscribe(*, area_code: str, email: str, language: str, key: uuid.UUID, by: Actor) -> Subscription:
    """Note that an address wants the news of an area; a letter asks to confirm it. Sent twice (`key`) it counts once.

    Needs the right `read_contacts`. Raises SubscribeError for an area that nobody knows.
    """
    if area_by_code(area_code) is None:
        raise SubscribeError(_("Kies een wijk uit de lijst."))
    if there := Subscription.objects.filter(pk=key).first():
        return there
    sealed = seal(email.strip().lower(), bound_to=str(key))
    now = timezone.now()
    one = Subscription(
        pk=key, area_code=area_code, language=language, email=sealed.data, sealed_with=sealed.key_id, asked_at=now,
        confirm_before=timezone.localdate(now) + dt.timedelta(days=DAYS_TO_CONFIRM),
    )  # fmt: skip
    one.save(force_insert=True)
    record("districts.subscription.asked", subject=f"subscription:{one.pk}", by=by, data={"area": area_code})
    announce("districts.subscription.asked", subject=f"subscription:{one.pk}", data={"subscription": str(one.pk)})
    return one


def confirm(*, subscription: uuid.UUID, by: Actor) -> Subscription | None:
    """Confirm a subscription by its link; twice is once. None when it is gone. Needs the right `read_contacts`."""
    one = Subscription.objects.select_for_update().filter(pk=subscription).first()
    if one is not None and one.confirmed_at is None:
        one.confirmed_at, one.confirm_before = timezone.now(), None
        one.save(update_fields=["confirmed_at", "confirm_before"])
        _forget_earlier(one)
        record("districts.subscription.confirmed", subject=f"subscription:{one.pk}", by=by,
               data={"area": one.area_code})  # fmt: skip
    return one


def _forget_earlier(one: Subscription) -> None:
    """Let an address have one subscription per area. What is sealed twice never looks the same, so all are opened."""
    email = address_of(one)
    others = Subscription.objects.filter(area_code=one.area_code).exclude(pk=one.pk)
    same = [other.pk for other in others if address_of(other) == email]
    Subscription.objects.filter(pk__in=same).delete()


def address_of(one: Subscription) -> str:
    """Return the address of a subscription that the database let through; empty when its key is gone."""
    try:
        return unseal(Sealed(one.sealed_with, bytes(one.email)), bound_to=str(one.pk))
    except CannotOpen:
        return ""


def change_address(*, subscription: uuid.UUID, email: str, by: Actor) -> None:
    """Let the news go to another address (AVG art. 16). Needs the right `read_contacts`. Raises SubscribeError."""
    try:
        validate_email(email.strip())
    except ValidationError:
        raise SubscribeError(_("Dit is geen e-mailadres.")) from None
    one = Subscription.objects.select_for_update().filter(pk=subscription).first()
    if one is None:
        raise SubscribeError(_("Deze aanmelding is er niet meer."))
    sealed = seal(email.strip().lower(), bound_to=str(subscription))
    one.email, one.sealed_with = sealed.data, sealed.key_id
    one.save(update_fields=["email", "sealed_with"])
    record("districts.subscription.corrected", subject=f"subscription:{subscription}", by=by)


def unsubscribe(*, subscription: uuid.UUID, by: Actor) -> bool:
    """Stop and forget the address; tells whether there was one. Needs the right `read_contacts`."""
    gone, _by_table = Subscription.objects.filter(pk=subscription).delete()
    if gone:
        record("districts.subscription.stopped", subject=f"subscription:{subscription}", by=by)
    return bool(gone)
