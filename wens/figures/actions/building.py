"""Build the editions of both tiers from the facts in force. Nothing that anyone sees changes by it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from wens.audit.actions import record
from wens.figures import files
from wens.figures.definitions import Definitions, definitions
from wens.figures.differences import Differences, differences
from wens.figures.models import Edition, State
from wens.figures.queries import active_edition
from wens.figures.rows import TIERS, Tier
from wens.tenancy.context import Actor, acting

if TYPE_CHECKING:
    from pathlib import Path

    from wens.figures.build.run import Inputs

_STILL_GOOD = (State.BUILT, State.AWAITING, State.ACTIVE)


@dataclass(frozen=True)
class Built:
    """What a build made of one tier. `edition` is None in a dry run; `unchanged`: an edition with this file exists."""

    tier: Tier
    edition: int | None
    year: int
    rows: int
    digest: str
    unchanged: bool
    against: int | None
    differences: Differences
    unresolved: int


def build_editions(
    *,
    gemeente: str,
    slices: pa.Table,
    by: Actor,
    year: int | None = None,
    commit: bool = True,
    chosen: Definitions | None = None,
) -> list[Built]:
    """Build one inactive edition per tier and compare it with the active one; without `commit` nothing is kept.

    slices: `wens.intake.queries.slices_in_force(gemeente)`. year: the generation of the areas. Raises
    `gathering.NothingToBuild` and `files.Busy`. Killed at any moment it leaves no edition; the next build cleans up.
    """
    from wens.figures.gathering import gather  # SciPy and ibis: a web process that never builds starts without them

    with files.building(gemeente) as place:
        with acting(gemeente, by):
            files.sweep(gemeente, set(Edition.objects.values_list("pk", flat=True)))
            inputs = gather(gemeente, slices=slices, year=year, definitions=chosen or definitions())
        return [_one(gemeente, inputs, tier, place, by=by, commit=commit) for tier in TIERS]


def _one(gemeente: str, inputs: "Inputs", tier: Tier, place: "Path", *, by: Actor, commit: bool) -> Built:
    from wens.figures.build.run import build

    written = files.write(place, tier, build(inputs, tier))
    with acting(gemeente, by):
        active = active_edition(tier)
        before = files.read(gemeente, active.pk, active.file_digest) if active else None
        found = differences(before, pq.read_table(written.path))
        known = Edition.objects.filter(tier=tier, file_digest=written.file_digest, state__in=_STILL_GOOD).last()
        edition = known.pk if known else None
        if known or not commit:
            written.path.unlink()
        else:
            edition = _kept(gemeente, inputs, tier, written, found, active, by).pk
    return Built(
        tier, edition, inputs.generation, written.rows, written.digest, known is not None,
        active.pk if active else None, found, inputs.unresolved,
    )  # fmt: skip


def _kept(
    gemeente: str,
    inputs: "Inputs",
    tier: Tier,
    written: files.Written,
    found: Differences,
    active: Edition | None,
    by: Actor,
) -> Edition:
    """The row and the file appear together: a file without its row is swept, a row without its file cannot be."""
    edition = Edition.objects.create(
        tier=tier,
        year=inputs.generation,
        rows=written.rows,
        digest=written.digest,
        file_digest=written.file_digest,
        changes={"against": active.pk if active else None, **found},
        built_by=by.reference,
        built_by_name=by.name,
    )
    files.put(written, gemeente, edition.pk)
    record(
        "figures.edition.built", subject=f"edition:{edition.pk}", by=by,
        data={"tier": tier, "rows": written.rows, "digest": written.digest},
    )  # fmt: skip
    return edition
