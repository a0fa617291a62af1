"""Taking somebody's name, or other words, out of every text of a contribution, a meeting or another thing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from wens.dossiers.actions import erase_quotes
from wens.dossiers.models import Quote
from wens.privacy.actions.erasing import Why, enter_struck
from wens.privacy.places import Place, places
from wens.privacy.striking import Mark, strike
from wens.reports.actions import erase_texts
from wens.reports.models import Text
from wens.tenancy.context import Actor

COUNTERS = ("version", "edits")


def strike_words(*, thing: str, key: UUID, marks: Sequence[Mark], why: Why, by: Actor) -> int:
    """Take out what the marks stand for; returns in how many texts. Needs the rights to read them all.

    The caller has checked who may (the request's actions), or replays the ledger. What is there is changed in place:
    the words are gone from older versions and from what was made public too, and a tombstone stands where they stood.
    """
    with transaction.atomic():
        done = sum(_in_place(place, key, marks, by) for place in places() if place.thing == thing)
        if done:
            enter_struck(thing=thing, key=key, marks=marks, why=why, by=by)
    return done


def _in_place(place: Place, key: UUID, marks: Sequence[Mark], by: Actor) -> int:
    done = 0
    counter = next((field.name for field in place.model._meta.concrete_fields if field.name in COUNTERS), "")
    for row in place.rows(key).select_for_update(of=("self",)):
        changed = {name: new for name in place.fields if (new := _struck(row, name, marks)) != getattr(row, name)}
        if changed and isinstance(row, Quote):  # its seal says what it was: it goes as a whole
            done += erase_quotes(source=row.source, by=by)
        elif changed and isinstance(row, Text):
            done += erase_texts(source=row.source, by=by)
        elif changed:
            erase_quotes(source=getattr(row, "statement_id", row.pk), by=by)
            erase_texts(source=row.pk, by=by)
            # So that a form that was opened before, with the name in it, is told so.
            more = {counter: F(counter) + 1} if counter else {}
            place.model._default_manager.filter(pk=row.pk).update(**changed, **more)
            done += len(changed)
    return done


def _struck(row: object, name: str, marks: Sequence[Mark]) -> object:
    most = row._meta.get_field(name).max_length  # type: ignore[attr-defined]  # a row of one of our models
    return strike(getattr(row, name), marks, most=most)
