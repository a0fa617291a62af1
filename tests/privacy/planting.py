"""Rows of any table, as old as a test wants: fields are filled by their kind, and where that is not enough by hand."""

import datetime as dt
import itertools
import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

WHEN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
BY_HAND: dict[str, dict[str, Any]] = {
    "intake.Snapshot": {"kept": "whole", "kept_name": "x"},
    "organisations.Account": {"role": "analyst", "is_active": False},
    "followup.Letter": {"to_kind": "writer", "kind": "received"},
    "followup.PersonalLink": {"purpose": "follow"},
    "voices.Contribution": {"state": "received", "retain_until": dt.date(2100, 1, 1)},
    "voices.DutyShift": {"starts_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    "voices.Occasion": {"starts_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    "meetings.Meeting": {"state": "planned", "starts_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC), "area_codes": ["x"]},
    "meetings.Invitation": {"answer": ""},
    "meetings.Minutes": {"approved_at": WHEN},
    "budgets.Seat": {"starts_on": dt.date(2000, 1, 1), "function": "member"},
    "budgets.Budget": {"opens_on": dt.date(2000, 1, 1), "carry": "none", "state": "open"},
    "budgets.Application": {"state": "received", "kind": "resident"},
    "budgets.Decision": {"outcome": "refused", "amount": None, "object_before": dt.date(2100, 1, 1)},
    "budgets.Vote": {"state": "draft", "method": "approval", "opens_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    "budgets.Advice": {"state": "asked", "followed": ""},
    "works.YearPlan": {"year": 2026},
    "works.Version": {"state": "draft", "purpose": "final"},
    "works.Work": {"state": "idea", "period": "year"},
    "access.Covenant": {"starts_on": dt.date(2000, 1, 1)},
    "areas.Generation": {"state": "retired"},
    "privacy.Request": {"answered_by": ""},
    "figures.Edition": {"state": "built", "tier": "public"},
    "bottlenecks.Evidence": {"kind": "contribution", "source": uuid.UUID(int=1), "indicator": ""},
    "signalling.Worry": {"due_on": dt.date(2100, 1, 1)},
    "signalling.SignalRules": {"expiry_days": 7},
    "signalling.Signal": {"judged": ""},
}
NEEDED = {
    "followup.Letter": ("contribution",),
    "voices.Message": ("contribution",),
    "bottlenecks.PublicText": ("bottleneck",),
    "plans.Done": ("focus",),
}
NUMBERS = itertools.count(1)


def plant(model: type[models.Model], **given: Any) -> Any:
    """Add a row with `given` fields and return its key; raw, because some columns set their own time."""
    values = {**BY_HAND.get(model._meta.label, {}), **given}
    row = {field.column: _value(model, field, values) for field in model._meta.concrete_fields}
    row = {column: value for column, value in row.items() if value is not NOTHING}
    key = model._meta.pk
    names = ", ".join(f'"{name}"' for name in row)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(row))})',
            list(row.values()),
        )
        if key.column in row:
            return row[key.column]
        cursor.execute(f'SELECT max("{key.column}") FROM "{model._meta.db_table}"')
        return cursor.fetchone()[0]


NOTHING = object()


def _value(model: type[models.Model], field: Any, values: dict[str, Any]) -> Any:
    if field.name in values:
        given = values[field.name]
        if isinstance(given, dict):
            return field.get_db_prep_save(given, connection)
        return getattr(given, "pk", given)
    if isinstance(field, models.AutoField):
        return NOTHING
    if field.is_relation:
        wanted = field.name in NEEDED.get(model._meta.label, ()) or not field.null
        return plant(field.related_model) if wanted else None
    if field.null:
        return None
    if field.has_default():
        return field.get_db_prep_save(field.get_default(), connection)
    return field.get_db_prep_save(_plain(field), connection)


def _plain(field: Any) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateTimeField):
        return WHEN
    if isinstance(field, models.DateField):
        return WHEN.date()
    if isinstance(field, models.BooleanField):
        return False
    if field.name == "number":  # of a row among others, unique
        return next(NUMBERS)
    if isinstance(field, models.IntegerField | models.FloatField | models.DecimalField):
        return 1
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.BinaryField):
        return b"x"
    if isinstance(field, models.JSONField):
        return {}
    words = f"{uuid.uuid4().hex}@example.nl" if isinstance(field, models.EmailField) else uuid.uuid4().hex
    return words[: field.max_length or 40]
