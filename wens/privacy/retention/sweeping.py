"""Removing and forgetting by rule: what is over on a day, in portions that each are one transaction."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import models
from django.db.models import QuerySet

from wens.audit.actions import record
from wens.privacy.retention.rules import FORGOTTEN, Rule
from wens.tenancy.context import Actor

PORTION = 1000


def over(rule: Rule, on: dt.date, days: int | None = None) -> QuerySet[models.Model]:
    """Return the rows of which the time is over on the day `on`; `days` instead of those of the rule."""
    name = rule.last_day or rule.since
    edge = on - dt.timedelta(days=rule.longest if days is None else days)
    rows = rule.model._default_manager.filter(**{f"{name}__lt": _comparable(rule, name, edge)})
    if rule.keep_newest:
        newest = rule.model._default_manager.order_by(f"-{name}").values("pk")[:1]
        rows = rows.exclude(pk__in=list(newest.values_list("pk", flat=True)))
    return rows


def _comparable(rule: Rule, name: str, edge: dt.date) -> dt.date | dt.datetime:
    if isinstance(rule.model._meta.get_field(name), models.DateTimeField):
        return dt.datetime.combine(edge, dt.time.min, tzinfo=dt.UTC)
    return edge


def forgettable(rule: Rule, on: dt.date) -> dict[str, QuerySet[models.Model]]:
    """Return per field of a `forget` rule the rows of which that field is over and not yet empty."""
    found = {}
    for name, declared in rule.personal.items():
        rows = over(rule, on, declared.retention_days)
        found[name] = rows.exclude(**{name: empty(rule.model, name)}).exclude(**{name: ""})
    return found


def empty(model: type[models.Model], name: str) -> str | None:
    """Return what stands in a forgotten field: nothing where that may be, otherwise that it was removed."""
    return None if model._meta.get_field(name).null else FORGOTTEN


def count(rule: Rule, on: dt.date) -> int:
    """Return how many rows (remove) or fields (forget) are over."""
    if rule.what == "remove":
        return over(rule, on).count()
    return sum(rows.count() for rows in forgettable(rule, on).values())


def sweep(rule: Rule, on: dt.date, by: Actor) -> int:
    """Remove or forget one portion of what is over; returns how many, 0 when nothing is left. Inside ``acting``."""
    done = _remove(rule, on) if rule.what == "remove" else _forget(rule, on)
    if done:
        record(f"privacy.retention.{rule.what}", subject=f"table:{rule.table}", by=by, data={"rows": done})
    return done


def _remove(rule: Rule, on: dt.date) -> int:
    keys = list(over(rule, on).values_list("pk", flat=True)[:PORTION])
    rule.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _forget(rule: Rule, on: dt.date) -> int:
    done = 0
    for name, rows in forgettable(rule, on).items():
        keys = list(rows.values_list("pk", flat=True)[:PORTION])
        done += rule.model._default_manager.filter(pk__in=keys).update(**{name: empty(rule.model, name)})
    return done


def until_nothing(step: Callable[[], int]) -> int:
    """Repeat `step`, which is one transaction, until it did nothing; returns the sum."""
    return sum(_portions(step))


def _portions(step: Callable[[], int]) -> Iterable[int]:
    while done := step():
        yield done
