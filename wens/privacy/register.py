"""The processing register, generated from the declarations beside the models (AVG art. 30 lid 1)."""

from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.db import models

from wens.privacy.definitions import Activity, activities, activity_of
from wens.tenancy.personal import PersonalField


@dataclass(frozen=True)
class FieldEntry:
    """One personal field; `retention_days` counts from the end of the purpose."""

    table: str
    field: str
    purpose: str
    basis: str
    retention_days: int
    audience: str

    @property
    def kept(self) -> str:
        """Return how long it is kept, in Dutch: '2 jaar', '90 dagen'."""
        return in_words(self.retention_days)


@dataclass(frozen=True)
class Entry:
    """One activity with the fields that it uses and its measures in words."""

    activity: Activity
    fields: tuple[FieldEntry, ...]
    measures: tuple[str, ...]

    @property
    def longest(self) -> str:
        """Return the longest retention of its fields in Dutch; empty when it has none."""
        return in_words(max(field.retention_days for field in self.fields)) if self.fields else ""


def in_words(days: int) -> str:
    """Return a period in Dutch; whole years as years."""
    if days == 0:
        return "niet langer dan nodig"
    if days % 365 == 0:
        return f"{days // 365} jaar"
    return "1 dag" if days == 1 else f"{days} dagen"


def personal_models() -> list[type[models.Model]]:
    """Return the models that declare personal fields, by label."""
    ours = [model for model in apps.get_models() if vars(model).get("personal")]
    return sorted(ours, key=lambda model: model._meta.label)


def register() -> list[Entry]:
    """Return the register, in the order of the definitions."""
    held: dict[str, list[FieldEntry]] = {}
    for model in personal_models():
        activity = activity_of(model._meta.label)
        if activity is not None:
            held.setdefault(activity.key, []).extend(_fields(model))
    known = activities()
    return [
        Entry(one, tuple(held.get(one.key, [])), tuple(known.measures[name] for name in one.measures))
        for one in known.activities
    ]


def as_data(entries: list[Entry]) -> list[dict[str, Any]]:
    """Return the register as plain values, for JSON."""
    return [
        {
            **one.activity.model_dump(exclude={"measures"}),
            "measures": list(one.measures),
            "fields": [asdict(field) for field in one.fields],
        }
        for one in entries
    ]


def _fields(model: type[models.Model]) -> list[FieldEntry]:
    declared: dict[str, PersonalField] = vars(model)["personal"]
    label = model._meta.label
    return [
        FieldEntry(label, name, said.purpose, said.basis, said.retention_days, said.audience)
        for name, said in declared.items()
    ]
