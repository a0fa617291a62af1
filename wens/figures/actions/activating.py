"""Take an edition through its states: a named person activates, another one confirms what becomes public."""

from collections.abc import Iterator
from dataclasses import asdict

import pyarrow as pa
from django.conf import settings
from django.db import connection
from django.utils import timezone

from wens.access.two_people import may_be_second
from wens.areas import queries as areas
from wens.audit.actions import record
from wens.figures import files
from wens.figures.models import Activation, Edition, Figure, Spread, State, Tier
from wens.figures.queries import newest_years
from wens.figures.rows import STORED
from wens.figures.spread import spreads
from wens.figures.states import NoSuchStep, step
from wens.releases.actions import Released, enter
from wens.tenancy.bulk import insert_rows
from wens.tenancy.context import Actor, current

_COPIED = ("gemeente", "edition_id", "tier", "grain", *STORED)
BATCH = 50_000


class NotAllowed(Exception):
    """This person may not take this step; the message says who may."""


def activate(*, edition: int, by: Actor) -> Edition:
    """Activate an edition: partners see it at once; the public after a second person confirms it.

    With the setting `single_operator` the public edition becomes active at once; the trail says so. Raises
    Edition.DoesNotExist, `states.NoSuchStep`, `files.FileDamaged`. Inside `acting`; all in its one transaction.
    """
    one = _locked(edition)
    _take(one, "activate", by)
    if one.state == State.AWAITING and settings.WENS.single_operator:
        _take(one, "confirm", by)
    return one


def confirm(*, edition: int, by: Actor) -> Edition:
    """Make a public edition active that another person activated. Raises NotAllowed, and as `activate`."""
    one = _locked(edition)
    first = one.activations.filter(step="activate").last()
    if not may_be_second(first.by if first else "", by):
        raise NotAllowed("Another person than the one who activated it confirms a public edition, with an own account.")
    _take(one, "confirm", by)
    return one


def withdraw(*, edition: int, by: Actor) -> Edition:
    """Take back the activation of a public edition that was not confirmed yet."""
    one = _locked(edition)
    _take(one, "withdraw", by)
    return one


def roll_back(*, tier: str, by: Actor) -> Edition:
    """Make the edition active that the active one of `tier` replaced; what was public once stays in the ledger.

    Raises NoSuchStep when there is nothing to go back to.
    """
    active = Edition.objects.select_for_update().filter(tier=tier, state=State.ACTIVE).first()
    earlier = Activation.objects.filter(
        edition__tier=tier, edition__state=State.SUPERSEDED, to_state=State.SUPERSEDED
    ).last()
    if active is None or earlier is None:
        raise NoSuchStep(f"There is no earlier edition of the {tier} tier to go back to.")
    _take(active, "roll_back", by)
    restored = _locked(earlier.edition_id)
    _take(restored, "restore", by)
    return restored


def _locked(edition: int) -> Edition:
    """One activation of a gemeente at a time: two would both want to be the active edition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wens.figures.activate.{current().gemeente}"])
    return Edition.objects.select_for_update().get(pk=edition)


def _take(one: Edition, name: str, by: Actor) -> None:
    chosen = step(name, one.state, one.tier)
    if chosen.after == State.ACTIVE:
        for other in Edition.objects.select_for_update().filter(tier=one.tier, state=State.ACTIVE):
            _take(other, "supersede", by)
        _serve(one, by)
    Activation.objects.create(
        edition=one, step=name, from_state=one.state, to_state=chosen.after, by=by.reference, by_name=by.name
    )
    one.state = chosen.after
    one.activated_at = timezone.now() if chosen.after == State.ACTIVE else one.activated_at
    one.save(update_fields=["state", "activated_at"])
    record(f"figures.edition.{name}", subject=f"edition:{one.pk}", by=by, data={"tier": one.tier, "state": one.state})


def _serve(one: Edition, by: Actor) -> None:
    """Copy the figures from the file to the register, and enter what becomes public; all or nothing."""
    table = files.read(current().gemeente, one.pk, one.file_digest)
    Figure.objects.filter(tier=one.tier).delete()
    own = current().gemeente, one.pk, one.tier
    insert_rows(Figure, _COPIED, ((*own, *row) for row in _rows(table)))
    _spread(one)
    if one.tier == Tier.PUBLIC:
        enter(edition=one.pk, numbers=_released(table), by=by)


def _spread(one: Edition) -> None:
    """Say how each indicator lies over the buurten, from the rows that were just copied."""
    Spread.objects.filter(tier=one.tier).delete()
    holders: dict[str, set[str]] = {}
    for link in areas.hierarchy(one.year).to_pylist():
        if link["level"] in ("gemeente", "stadsdeel"):
            holders.setdefault(link["area"], set()).add(link["buurt"])
    found = spreads(newest_years(one.tier, "buurt"), holders, areas.neighbours("buurt", one.year))
    Spread.objects.bulk_create(
        Spread(
            edition=one, tier=one.tier, area_code=each.area_code, indicator=each.indicator, period=each.period,
            uneven=asdict(each.concentration) if each.concentration else None,
            patterns=[asdict(pattern) for pattern in each.patterns],
        )
        for each in found
    )  # fmt: skip


def _rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    for batch in table.select(STORED).to_batches(max_chunksize=BATCH):
        columns = [column.to_pylist() for column in batch.columns]
        period, flags = STORED.index("period"), STORED.index("flags")
        for row in zip(*columns, strict=True):
            yield (grain_of(row[period], row[flags]), *row)


def grain_of(period: str, flags: str = "") -> str:
    """Return the kind of a period as it is written: 2023 and 2011-2020 (year), 2023-Q1, 2023-01; or pooled years."""
    if "pooled" in flags.split(";"):
        return "pooled"
    return "year" if len(period) in (4, 9) else "quarter" if "Q" in period else "month"


def _released(table: pa.Table) -> Iterator[Released]:
    for batch in table.select(Released._fields).to_batches(max_chunksize=BATCH):
        yield from map(Released._make, zip(*(column.to_pylist() for column in batch.columns), strict=True))
