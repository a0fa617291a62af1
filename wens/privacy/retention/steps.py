"""The steps of retention that are more than a rule: files, an account that others refer to, tables that only grow."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, models
from django.utils import timezone

from wens.audit.actions import record
from wens.audit.models import Event
from wens.figures.models import Activation
from wens.organisations.models import Account
from wens.photos.models import Photo
from wens.privacy.models import Erased
from wens.privacy.retention.rules import FORGOTTEN, rule_of, rules
from wens.privacy.retention.sweeping import PORTION
from wens.tenancy.context import Actor
from wens.tenancy.personal import done_by

DECISIONS_KEPT_DAYS = done_by("").retention_days
ACCOUNT_CLOSED = "organisations.account.closed"


@dataclass(frozen=True)
class Step:
    """`count` tells how many are over; `take` handles one portion in the running transaction."""

    count: Callable[[dt.date], int]
    take: Callable[[dt.date, Actor], int]


def _before(on: dt.date, days: int) -> dt.datetime:
    return dt.datetime.combine(on - dt.timedelta(days=days), dt.time.min, tzinfo=dt.UTC)


def _longest(label: str) -> int:
    rule = rule_of(label)
    return rule.longest if rule else 0


def closed_accounts(on: dt.date) -> list[Account]:
    """Return the accounts that were closed so long ago that their names go."""
    edge = _before(on, _longest("organisations.Account"))
    recently = set(Event.objects.filter(name=ACCOUNT_CLOSED, at__gte=edge).values_list("subject", flat=True))
    closed = Account.objects.filter(is_active=False, created_at__lt=edge).exclude(name=FORGOTTEN)
    return [one for one in closed if f"account:{one.pk}" not in recently]


def _points_at_account(model: type[models.Model]) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.related_model is Account)


def forget_accounts(on: dt.date, by: Actor) -> int:
    """Take the names and addresses out of accounts that were closed long ago."""
    found = closed_accounts(on)[:PORTION]
    for one in found:
        forget_account(one, by)
    return len(found)


def forget_account(one: Account, by: Actor) -> None:
    """Take the name, the address and every way to log in out of an account; decisions keep referring to the row."""
    one.email, one.name, one.function, one.last_login = f"{one.pk}@verwijderd.invalid", FORGOTTEN, "", None
    one.set_unusable_password()
    one.save(update_fields=["email", "name", "function", "last_login", "password"])
    for rule in rules():
        if rule.together == "organisations.Account":
            rule.model._default_manager.filter(**{_points_at_account(rule.model): one}).delete()
    record("privacy.retention.forget", subject=f"account:{one.pk}", by=by)


def _edge(on: dt.date) -> dt.datetime:
    """Return before which moment decisions are over; never later than the database itself allows."""
    return min(_before(on, DECISIONS_KEPT_DAYS), timezone.now() - dt.timedelta(days=DECISIONS_KEPT_DAYS))


def _call(function: str, before: dt.datetime, *given: str) -> int:
    marks = ", ".join(["LEAST(%s, now() - make_interval(days => %s))", *("%s" for _ in given)])
    with connection.cursor() as cursor:
        parameters: list[dt.datetime | int | str] = [before, DECISIONS_KEPT_DAYS, *given]
        cursor.execute(f"SELECT {function}({marks})", parameters)
        return int(cursor.fetchone()[0])


def expire_trail(on: dt.date, by: Actor) -> int:
    """Remove the oldest lines of the trail. The database's own function does it, and refuses younger lines."""
    removed = _call("wens_expire_trail", _edge(on))
    if removed:
        record("privacy.retention.remove", subject="table:audit.Event", by=by, data={"rows": removed})
    return removed


def _old_signatures(on: dt.date) -> int:
    edge = _edge(on)
    steps = Activation.objects.filter(at__lt=edge).exclude(by=FORGOTTEN).count()
    steps += Erased.objects.filter(at__lt=edge).exclude(by=FORGOTTEN).count()
    return steps + Photo.objects.filter(frozen_at__lt=edge).exclude(frozen_by=FORGOTTEN).count()


def forget_signatures(on: dt.date, by: Actor) -> int:
    """Take the names out of old activations and photos, which the application itself may not change."""
    done = _call("wens_forget_signatures", _edge(on), FORGOTTEN)
    if done:
        record("privacy.retention.forget", subject="table:figures.Activation", by=by, data={"rows": done})
    return done


STEPS: dict[str, Step] = {
    "accounts": Step(lambda on: len(closed_accounts(on)), forget_accounts),
    "trail": Step(lambda on: Event.objects.filter(at__lt=_edge(on)).count(), expire_trail),
    "signatures": Step(_old_signatures, forget_signatures),
}
