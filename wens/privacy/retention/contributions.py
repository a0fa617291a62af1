"""Contributions whose time is over: the rows are marked, the photos removed from the disk, then everything goes."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from wens.audit.actions import record
from wens.tenancy.context import Actor, acting
from wens.voices import photos as kept
from wens.voices.models import Attachment, Contribution

PORTION = 200


def over(on: dt.date) -> QuerySet[Contribution]:
    """Return the contributions whose last day lies before `on`."""
    return Contribution.objects.filter(retain_until__lt=on).order_by("pk")


def remove_portion(gemeente: str, on: dt.date, by: Actor, rights: Iterable[str]) -> int:
    """Remove some of them in two transactions, with the files in between; returns how many. Not inside ``acting``."""
    with acting(gemeente, by, rights=rights):
        keys = list(over(on).values_list("pk", flat=True)[:PORTION])
        photos = Attachment.objects.filter(contribution__in=keys)
        photos.update(state=Attachment.State.REMOVED, is_public=False)
        files = list(photos.values_list("file", flat=True))
    kept.remove(files)
    with acting(gemeente, by, rights=rights):
        # What was merged into one of these stays until its own last day; it only loses where it went.
        Contribution.objects.filter(merged_into__in=keys).update(merged_into=None)
        Contribution.objects.filter(pk__in=keys).delete()
        if keys:
            data = {"rows": len(keys), "files": len(files)}
            record("privacy.retention.remove", subject="table:voices.Contribution", by=by, data=data)
    return len(keys)
