"""Every text in which somebody may be named, found from the models themselves: a new table is searched from its first
day.

A text belongs to a thing that a person knows: a contribution, a meeting, an application, or else its own row. What is
done for a request is done for the whole thing, because a name that stands in minutes mostly stands in the statement
too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

APPS = (
    "voices",
    "meetings",
    "dossiers",
    "rounds",
    "bottlenecks",
    "plans",
    "reports",
    "budgets",
    "signalling",
    "districts",
    "works",
    "initiatives",
)
"""Where people write about others. Elsewhere is what the administration writes about itself and its figures."""
WHOLES = ("voices.Contribution", "meetings.Meeting", "budgets.Application", "initiatives.Initiative")
SHORTEST = 40
"""Characters: shorter fields hold codes."""
NO_WORDS = frozenset({
    "address", "area_code", "area_name", "author", "ballots", "by", "digest", "file", "follow_digest", "indicator",
    "key", "picture", "problem", "salt", "seal", "sealed_with", "shown_as",
})  # fmt: skip
"""Fields of words of our own: codes, references to accounts, functions of staff, names of files, votes as numbers."""
SEALED = frozenset({("dossiers.Dossier", "content"), ("reports.Report", "content")})
"""Frozen: holds seals of texts and never the texts (`wens.dossiers.quoting`)."""
MOST = 200


@dataclass(frozen=True)
class Place:
    """The texts of one table; `path` leads from its row to the key of the thing of kind `thing` that it belongs to."""

    model: type[models.Model]
    fields: tuple[str, ...]
    thing: str
    path: str

    def rows(self, key: UUID) -> QuerySet[models.Model]:
        """Return its rows of one thing."""
        return self.model._default_manager.filter(**{self.path: key})


@dataclass(frozen=True)
class Spot:
    """Where words were found: in the `text` of a `field` of a row that belongs to a thing."""

    place: Place
    key: UUID
    field: str
    text: str


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return every table with free text, those of contributions first."""
    known = [
        model for app in APPS if apps.is_installed(f"wens.{app}") for model in apps.get_app_config(app).get_models()
    ]
    found = [place for model in known if (place := _place(model))]
    return tuple(found)


def _place(model: type[models.Model]) -> Place | None:
    fields = tuple(field.name for field in model._meta.concrete_fields if _holds_words(model._meta.label, field))
    thing, path = _whole(model)
    return Place(model, fields, thing, path) if fields else None


def _holds_words(label: str, field: Any) -> bool:
    if field.choices or (label, field.name) in SEALED or field.name in NO_WORDS or field.name.endswith("_by"):
        return False
    long = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
    return long or isinstance(field, models.TextField | models.JSONField)


def _whole(model: type[models.Model]) -> tuple[str, str]:
    """Return what a row belongs to and how to get there; by itself when to nothing larger."""
    if model._meta.label in WHOLES:
        return model._meta.label, "pk"
    for field in model._meta.concrete_fields:
        above = field.related_model
        if not isinstance(above, type) or field.null:
            continue
        label, path = _whole(above) if above._meta.app_label in APPS and above is not model else ("", "")
        if label in WHOLES:
            return label, f"{field.name}_id" if path == "pk" else f"{field.name}__{path}"
    return model._meta.label, "pk"


def spots(words: str) -> Iterator[Spot]:
    """Yield where all of `words` stand together in one text, whatever the capitals; `MOST` rows of a field at most."""
    for place in places():
        for field in place.fields:
            wanted = Q(*(Q(**{f"{field}__icontains": word}) for word in words.split()))
            for key, text in place.model._default_manager.filter(wanted).values_list(place.path, field)[:MOST]:
                yield Spot(place, key, field, in_plain(text))


def in_plain(value: Any) -> str:
    """Return the words of a text, or of all texts in a structure."""
    if isinstance(value, dict):
        return " ".join(filter(None, map(in_plain, value.values())))
    if isinstance(value, list):
        return " ".join(filter(None, map(in_plain, value)))
    return value if isinstance(value, str) else ""


def exists(thing: str, key: UUID) -> bool:
    """Tell whether there is such a thing, and whether this is a kind of thing at all."""
    model = next((place.model for place in places() if place.thing == thing == place.model._meta.label), None)
    return bool(model and model._default_manager.filter(pk=key).exists())
