"""Shared reads: what was delivered and what is in force, always of the acting gemeente."""

import datetime as dt
from collections.abc import Iterable

import pyarrow as pa
from django.db.models import Count, Q, QuerySet

from wens.facts.store import SLICE_SCHEMA
from wens.intake.models import Kept, Slice, Snapshot
from wens.tenancy.context import Actor, acting, current


def slices_in_force(gemeente: str) -> pa.Table:
    """Return what counts now for `gemeente`, a row per slice, in a fixed order (`wens.facts.store.SLICE_SCHEMA`)."""
    with acting(gemeente, _reader()):
        rows = Slice.objects.filter(ended_at__isnull=True).order_by("measure", "grain", "start", "level")
        columns = list(zip(*rows.values_list("snapshot_id", *SLICE_SCHEMA.names[1:]), strict=True))
    if not columns:
        return SLICE_SCHEMA.empty_table()
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SLICE_SCHEMA, strict=True)]
    return pa.table(arrays, schema=SLICE_SCHEMA)


def known_snapshots(*, source: str, sha256: str, recipe: str) -> QuerySet[Snapshot]:
    """Return the deliveries of these very bytes, read with the same mapping and corrections, newest first."""
    return Snapshot.objects.filter(source=source, sha256=sha256, recipe=recipe, rolled_back_at__isnull=True).order_by(
        "-pk"
    )


def snapshots(source: str = "") -> QuerySet[Snapshot]:
    """Return all deliveries (of one source), newest first, with `in_force`: how many of their slices count now."""
    chosen = Snapshot.objects.filter(source=source) if source else Snapshot.objects.all()
    return chosen.annotate(in_force=Count("slices", filter=Q(slices__ended_at__isnull=True))).order_by("-pk")


def snapshot(pk: int) -> Snapshot | None:
    """Return one delivery of the acting gemeente, or none."""
    return snapshots().filter(pk=pk).first()


def deliveries(pks: Iterable[int]) -> list[Snapshot]:
    """Return these deliveries, for the line of origin under a figure. One query."""
    return list(Snapshot.objects.filter(pk__in=list(pks)).order_by("pk"))


def snapshots_to_expire(on: dt.date) -> QuerySet[Snapshot]:
    """Return the deliveries whose bytes may no longer be kept on the day `on`."""
    return Snapshot.objects.exclude(kept=Kept.EXPIRED).filter(keep_until__lt=on).order_by("pk")


def snapshot_ids(*, with_bytes: bool = False) -> list[int]:
    """Return the ids of every delivery of the acting gemeente; `with_bytes`: of which the bytes are still kept."""
    found = Snapshot.objects.exclude(kept=Kept.EXPIRED) if with_bytes else Snapshot.objects.all()
    return list(found.values_list("pk", flat=True))


def kept_names() -> set[str]:
    """Return the names of the kept bytes of every delivery of the acting gemeente."""
    return set(Snapshot.objects.exclude(kept_name="").values_list("kept_name", flat=True))


def _reader() -> Actor:
    try:
        return current().actor
    except RuntimeError:
        return Actor.machine()
