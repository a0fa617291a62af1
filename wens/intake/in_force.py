"""Which snapshot counts: taking slices over, giving them back. Called by `actions`, in their transaction."""

from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils import timezone

from wens.intake.models import Slice, Snapshot
from wens.intake.slicing import KEY, SLICES
from wens.tenancy.context import current_gemeente

# The new slices come in as arrays: one statement for the 35,000 slices of twelve years of police months.
_NEW = """
    unnest(%(measure)s::text[], %(grain)s::text[], %(start)s::date[], %(level)s::text[],
           %(division)s::smallint[], %(cells)s::int[]) AS new(measure, grain, start, level, division, cells)
"""
_SAME = "old.measure = new.measure AND old.grain = new.grain AND old.start = new.start AND old.level = new.level"


def replaced_by(new: pa.Table) -> pa.Table:
    """Return the slices in force (SLICES) that `new` (SLICES) would take over from older releases."""
    chosen = ", ".join(f"old.{name}" for name in SLICES.names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {chosen} FROM intake_slice old JOIN {_NEW} ON {_SAME} WHERE old.ended_at IS NULL",  # noqa: S608
            _arrays(new),
        )
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(SLICES)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SLICES, strict=True)]
    return pa.table(arrays, schema=SLICES)


def take_over(snapshot: Snapshot, new: pa.Table) -> int:
    """Put the slices `new` (SLICES) of a snapshot in force; returns how many slices of older releases ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE intake_slice old SET ended_at = now(), ended_by_id = %(snapshot)s FROM {_NEW} "  # noqa: S608
            f"WHERE old.ended_at IS NULL AND {_SAME}",
            {**_arrays(new), "snapshot": snapshot.pk},
        )
        ended = cursor.rowcount
        cursor.execute(
            "INSERT INTO intake_slice "  # noqa: S608  only constants are joined
            "(gemeente, snapshot_id, began_at, measure, grain, start, level, division, cells) "
            f"SELECT %(gemeente)s, %(snapshot)s, now(), new.* FROM {_NEW}",
            {**_arrays(new), "snapshot": snapshot.pk, "gemeente": current_gemeente()},
        )
    return int(ended)


def give_back(snapshot: Snapshot) -> tuple[int, int]:
    """End the slices of a snapshot and put back in force what they replaced; returns (ended, put back)."""
    mine = list(Slice.objects.filter(snapshot=snapshot, ended_at__isnull=True))
    Slice.objects.filter(pk__in=[one.pk for one in mine]).update(ended_at=timezone.now())
    earlier = (
        Slice.objects.filter(ended_at__isnull=False, snapshot__rolled_back_at__isnull=True)
        .filter(measure__in={one.measure for one in mine})
        .exclude(snapshot=snapshot)
        .order_by("-pk")
    )
    free = {tuple(getattr(one, name) for name in KEY) for one in mine}
    back: dict[tuple[Any, ...], Slice] = {}
    for one in earlier:
        key = tuple(getattr(one, name) for name in KEY)
        if key in free:
            back.setdefault(key, one)
    Slice.objects.bulk_create(
        Slice(snapshot_id=one.snapshot_id, **{name: getattr(one, name) for name in SLICES.names})
        for one in back.values()
    )
    return len(mine), len(back)


def _arrays(slices: pa.Table) -> dict[str, list[Any]]:
    return {name: slices.column(name).to_pylist() for name in SLICES.names}
