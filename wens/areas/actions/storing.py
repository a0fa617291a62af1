"""Writing the areas of one generation."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from wens.areas.codes import slugs
from wens.areas.draft import COUNTS, Draft
from wens.areas.findings import Finding
from wens.areas.geometry.coordinates import surface_m2
from wens.areas.geometry.coverage import outlines
from wens.areas.models import Area, Generation, State
from wens.tenancy.context import Actor, current_gemeente

BATCH = 500


@dataclass(frozen=True)
class Followed:
    """What a write brought along: levels and crosswalks that were made, findings of compositions."""

    made: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def lock_areas(gemeente: str) -> None:
    """Let one load, activation or composition of a gemeente run at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"areas:{gemeente}"])


def store_generation(
    draft: Draft,
    *,
    level: str,
    year: int,
    by: Actor,
    file: str = "",
    digest: str = "",
    came_in: str = "",
    made: bool = False,
    simple: NDArray[np.object_] | None = None,
) -> Generation:
    """Store areas as an inactive generation; an earlier one that still waits is replaced.

    ``simple``: outlines when they are already known (a level made from the outlines of a lower one shares its borders).
    """
    Generation.objects.filter(level=level, year=year, state=State.LOADED).delete()
    generation = Generation.objects.create(
        level=level, year=year, made=made, file=file[:200], digest=digest, came_in=came_in[:200],
        loaded_by=by.reference,
    )  # fmt: skip
    parents = draft.parents if level != "gemeente" else [""] * len(draft.codes)
    if level == "wijk" and not any(parents):
        parents = [current_gemeente()] * len(draft.codes)
    simple = outlines(draft.shapes) if simple is None else simple
    surfaces = surface_m2(draft.shapes)
    addresses = slugs(level, draft.names, draft.codes)
    Area.objects.bulk_create(
        [
            Area(
                generation=generation, code=code, name=draft.names[i], level=level, slug=addresses[i],
                parent_code=parents[i], postcode=draft.postcodes[i],
                **shape_columns(draft.shapes[i], simple[i], surfaces[i]),
                **{key: None if np.isnan(draft.counts[key][i]) else int(draft.counts[key][i]) for key in COUNTS},
            )
            for i, code in enumerate(draft.codes)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    return generation


def shape_columns(
    shape: shapely.Geometry | None, simple: shapely.Geometry | None, surface: float
) -> dict[str, bytes | list[float] | float | None]:
    """Return the columns of a shape: well-known binary, outline, box and surface; all None without a shape."""
    if shape is None:
        return {"geometry": None, "outline": None, "box": None, "surface_m2": None}
    return {
        "geometry": shapely.to_wkb(shape),
        "outline": shapely.to_wkb(simple),
        "box": [float(side) for side in shapely.bounds(shape)],
        "surface_m2": float(surface),
    }


def switch(waiting: Generation, *, by: Actor) -> None:
    """Retire the active generation of the same level and year and put ``waiting`` in its place."""
    Generation.objects.filter(level=waiting.level, year=waiting.year, state=State.ACTIVE).update(state=State.RETIRED)
    waiting.state = State.ACTIVE
    waiting.activated_at = timezone.now()
    waiting.activated_by = by.reference
    waiting.save(update_fields=["state", "activated_at", "activated_by"])
