"""What may leave the system whole: for a request under the Woo, and for the archive (Archiefwet).

Neither holds a text as written, a contact detail, a place within an area or the name of a member of staff: people are
shown as the function under which the outside knows them.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils import timezone

from wens.audit.actions import record
from wens.audit.models import Event
from wens.figures.models import Activation
from wens.organisations.models import Account
from wens.photos.models import Photo
from wens.privacy.models import Erased
from wens.render.sheets import csv_bytes
from wens.tenancy.context import Actor
from wens.voices.models import Contribution, Handover, Message

Rows = Iterable[dict[str, Any]]
MUNICIPALITY = "de gemeente"


def woo(first: dt.date, last: dt.date, *, by: Actor) -> dict[str, bytes]:
    """Return the files for a request under the Woo, by name: what was brought forward, answered, done, from day to day.

    Inside ``acting`` as somebody who may; the export stands in the trail.
    """
    files = _dealings(first, last)
    data = {"from": first.isoformat(), "to": last.isoformat(), "files": len(files)}
    record("privacy.export.woo", subject="export:woo", by=by, data=data)
    return files


def archive(first: dt.date, last: dt.date, *, by: Actor) -> dict[str, bytes]:
    """Return the files for the archive: the same, the frozen photos, who activated, and what was erased."""
    photos = Photo.objects.filter(frozen_at__range=_moments(first, last)).order_by("pk")
    files = _dealings(first, last)
    files |= {f"foto/{one.area_code}-{one.pk}.json": one.content.encode() for one in photos}
    files["activeringen.csv"] = _sheet(_activations(first, last))
    files["verwijderd.csv"] = _sheet(_erased(first, last))
    data = {"from": first.isoformat(), "to": last.isoformat(), "files": len(files)}
    record("privacy.export.archive", subject="export:archive", by=by, data=data)
    return files


def _dealings(first: dt.date, last: dt.date) -> dict[str, bytes]:
    contributions = list(
        Contribution.objects.filter(received_at__range=_moments(first, last))
        .select_related("handler")
        .order_by("received_at", "pk")
    )
    names = {one.pk: one.label for one in contributions}
    return {
        "meldingen.csv": _sheet(map(_contribution, contributions)),
        "antwoorden.csv": _sheet(_answers(names)),
        "overdrachten.csv": _sheet(_handovers(names)),
        "beslissingen.csv": _sheet(_decisions(names)),
    }


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "melding": one.label,
        "ontvangen": _day(one.received_at),
        "gebied": one.area_code,
        "thema": one.theme,
        "onderwerp": one.subject,
        "omvang": str(one.get_size_display()),
        "hoe_vaak": str(one.get_frequency_display()),
        "sinds": str(one.get_since_display()),
        "als": str(one.get_speaker_display()),
        "langs": str(one.get_channel_display()),
        "stand": str(one.get_state_display()),
        "stand_sinds": _day(one.state_since),
        "bij": one.handler.name if one.handler else "",
        "nagekeken_tekst": one.cleaned_text,
        "openbaar": "ja" if one.is_public else "nee",
    }


def _answers(names: dict[Any, str]) -> Iterator[dict[str, Any]]:
    rows = Message.objects.filter(contribution__in=names, direction=Message.Direction.TO_WRITER).order_by("at", "pk")
    for one in rows:
        said = {"op": _day(one.at), "door": one.shown_as or MUNICIPALITY, "tekst": one.text}
        yield {"melding": names[one.contribution_id], **said}


def _handovers(names: dict[Any, str]) -> Iterator[dict[str, Any]]:
    rows = Handover.objects.filter(contribution__in=names).select_related("organisation").order_by("offered_at", "pk")
    for one in rows:
        yield {
            "melding": names[one.contribution_id],
            "aan": one.organisation.name,
            "op": _day(one.offered_at),
            "stand": str(one.get_state_display()),
            "beantwoord": _day(one.answered_at) if one.answered_at else "",
            "reden": one.reason,
        }


def _decisions(names: dict[Any, str]) -> Iterator[dict[str, Any]]:
    subjects = {f"contribution:{key}": label for key, label in names.items()}
    function = _functions()
    rows = Event.objects.filter(subject__in=subjects).exclude(name__endswith=".read").order_by("at", "pk")
    for one in rows:
        yield {
            "melding": subjects[one.subject],
            "op": timezone.localtime(one.at).isoformat(timespec="minutes"),
            "wat": one.name,
            "door": function(one.actor),
        }


def _activations(first: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    function = _functions()
    for one in Activation.objects.filter(at__range=_moments(first, last)).select_related("edition"):
        steps = {"van": one.from_state, "naar": one.to_state, "op": _day(one.at), "door": function(one.by)}
        yield {"editie": one.edition_id, "voor": one.edition.tier, **steps}


def _erased(first: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    for one in Erased.objects.filter(at__range=_moments(first, last)):
        yield {"wat": one.thing, "nummer": str(one.key), "op": _day(one.at), "grond": str(one.get_ground_display())}


def _functions() -> Callable[[str], str]:
    """Return what names an actor by function; of an account that is gone only that it was of the municipality."""
    known = {f"account:{one.pk}": one.shown_outside for one in Account.objects.select_related("organisation")}

    def function(actor: str) -> str:
        if actor.startswith("public"):
            return "de melder"
        return known.get(actor, MUNICIPALITY)

    return function


def _sheet(rows: Rows) -> bytes:
    """Return rows as CSV; nothing at all when there are none."""
    found = list(rows)
    return csv_bytes(list(found[0]), [list(row.values()) for row in found]) if found else b""


def _day(moment: dt.datetime) -> str:
    return timezone.localdate(moment).isoformat()


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_default_timezone()
    return dt.datetime.combine(first, dt.time.min, zone), dt.datetime.combine(last, dt.time.max, zone)


def as_json(value: Any) -> bytes:
    """Return plain values as JSON in a fixed order, so that the same content has the same sum."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
