"""Writes of intake: loading a delivery, rolling one back, removing bytes whose time is over."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from wens.audit.actions import record
from wens.facts import squares, store
from wens.intake import in_force, locking, queries, snapshots
from wens.intake.cells import Finding
from wens.intake.definitions import Source
from wens.intake.definitions import source as definition_of
from wens.intake.delivery import Delivery, Options, Read, read_delivery, recipe_of, refuses
from wens.intake.models import Kept, Snapshot
from wens.intake.places import NoAreasError, Portion, portions
from wens.intake.report import Report, Share
from wens.intake.slicing import shrinking
from wens.organisations.queries import gemeenten
from wens.tenancy.context import Actor, acting, current_gemeente

Waiting = Callable[[], None]


class IntakeError(ValueError):
    """What was asked of a delivery cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class _Import:
    """One import under way."""

    source: Source
    delivery: Delivery
    options: Options
    recipe: str
    by: Actor
    report: Report


def import_file(
    *, source: str, delivery: Delivery, options: Options, by: Actor, waiting: Waiting = lambda: None
) -> Report:
    """Load a delivery for every gemeente of this installation that it is about: all of them, or none.

    Returns the report; its status is `dry_run` unless `options.commit`. What the file says is never an exception; an
    unknown source raises SourceError, a lock that stays taken BusyError.
    """
    definition = definition_of(source)
    report = Report(source, delivery.name, snapshots.digest(delivery.data))
    job = _Import(definition, delivery, options, recipe_of(definition, delivery), by, report)
    if _known_everywhere(job):
        return _end(report, "unchanged")
    read = read_delivery(definition, delivery)
    report.describe(read.parsed, read.corrected.applied)
    report.findings += read.findings
    if refuses(report.findings, options):
        return _end(report, "refused")
    parts = _place(job, read)
    if refuses(report.findings, options):
        return _end(report, "refused")
    if not parts:
        return _end(report, "nothing")
    if not options.commit:
        return _dry_run(job, parts)
    return _load(job, read, parts, waiting)


def roll_back(*, snapshot: Snapshot, reason: str, by: Actor) -> tuple[int, int]:
    """End what a delivery put in force and put back what it replaced; returns (slices ended, slices put back)."""
    if len(reason.strip()) < 10:
        raise IntakeError("Say in a sentence why this delivery is rolled back; it stays in the audit trail.")
    if snapshot.rolled_back_at is not None:
        raise IntakeError(f"Delivery {snapshot.pk} was rolled back before, on {snapshot.rolled_back_at:%Y-%m-%d}.")
    with acting(current_gemeente(), by):
        snapshot.rolled_back_at = timezone.now()
        snapshot.save(update_fields=["rolled_back_at"])
        ended, back = in_force.give_back(snapshot)
        data = {"reason": reason, "ended": ended, "put_back": back}
        record("intake.snapshot.rolled_back", subject=f"snapshot:{snapshot.pk}", by=by, data=data)
    return ended, back


def expire_snapshots(*, by: Actor, on: dt.date | None = None) -> int:
    """Remove the bytes of deliveries that were kept long enough, in every gemeente; returns of how many deliveries.

    The record of the delivery and the facts stay; its squares of 100 metres go with the bytes. Bytes that another
    gemeente may still keep stay as well.
    """
    day = on or timezone.localdate()
    expired = 0
    with transaction.atomic():
        locking.hold(lambda: None)
        for gemeente in gemeenten():
            with acting(gemeente.code, by):
                expired += sum(1 for snapshot in queries.snapshots_to_expire(day) if _expire(snapshot, by))
        # After the commit, also when somebody else began the transaction: bytes that the register still names must be
        # there, and those that a kill leaves behind are swept by the next import.
        transaction.on_commit(lambda: _sweep_bytes(by))
    return expired


def _sweep_bytes(by: Actor) -> None:
    with transaction.atomic():
        locking.hold(lambda: None)
        snapshots.sweep(_kept_names(by))
        for gemeente in gemeenten():
            with acting(gemeente.code, by):
                squares.sweep(gemeente.code, queries.snapshot_ids(with_bytes=True))


def _expire(snapshot: Snapshot, by: Actor) -> bool:
    data = {"kept": snapshot.kept, "keep_until": snapshot.keep_until.isoformat(), "sha256": snapshot.sha256}
    snapshot.kept, snapshot.kept_name, snapshot.expired_at = Kept.EXPIRED, "", timezone.now()
    snapshot.save(update_fields=["kept", "kept_name", "expired_at"])
    record("intake.snapshot.expired", subject=f"snapshot:{snapshot.pk}", by=by, data=data)
    return True


def _known_everywhere(job: _Import) -> bool:
    """Whether these bytes were loaded before, in the same way, for every gemeente that they are about."""
    shares = []
    codes = _concerned(job)
    for code in codes:
        with acting(code, job.by):
            known = _known(job)
            if known is not None:
                shares.append(Share(**{**known.counts["share"], "snapshot": known.pk, "unchanged": True}))
                job.report.recall(known.layout, known.counts)
    job.report.shares = shares
    return bool(shares) and len(shares) == len(codes)


def _concerned(job: _Import) -> list[str]:
    """The gemeenten that this import may write in; an account only ever loads for its own."""
    return [gemeente.code for gemeente in gemeenten() if job.options.only in ("", gemeente.code)]


def _known(job: _Import) -> Snapshot | None:
    known = queries.known_snapshots(source=job.source.key, sha256=job.report.sha256, recipe=job.recipe)
    if job.options.division is not None:
        known = known.filter(division=job.options.division)
    return known.first()


def _place(job: _Import, read: Read) -> list[Portion]:
    """Place the cells in the areas of every gemeente; what cannot be placed becomes findings of the report."""
    try:
        placed = portions(job.source, read, _concerned(job), job.options.division, by=job.by)
    except NoAreasError as error:
        job.report.findings.append(error.finding)
        return []
    job.report.findings += placed.findings
    job.report.count_fates(placed.fates)
    job.report.crosswalked = sum(part.crosswalked for part in placed.portions)
    job.report.shares = [
        Share(part.gemeente, part.division, part.rows, part.facts.num_rows, part.crosswalked, part.slices.num_rows)
        for part in placed.portions
    ]
    return placed.portions


def _dry_run(job: _Import, parts: list[Portion]) -> Report:
    for part, share in zip(parts, job.report.shares, strict=True):
        with acting(part.gemeente, job.by):
            share.unchanged = _known(job) is not None
            job.report.findings += _shrinks(job, part, share)
    if refuses(job.report.findings, job.options):
        return _end(job.report, "refused")
    return _end(job.report, "unchanged" if all(share.unchanged for share in job.report.shares) else "dry_run")


def _load(job: _Import, read: Read, parts: list[Portion], waiting: Waiting) -> Report:
    with transaction.atomic():
        locking.hold(waiting)
        checked = _dry_run(job, parts)  # again, now that nobody else can change what is in force
        if checked.status != "dry_run":
            return checked
        snapshots.sweep(_kept_names(job.by))
        kept, kept_name = _keep(job, read)
        for part, share in zip(parts, job.report.shares, strict=True):
            if not share.unchanged:
                with acting(part.gemeente, job.by):
                    share.snapshot = _record_snapshot(job, part, share, kept, kept_name).pk
    job.report.kept = str(Kept(kept).label)
    return _end(job.report, "loaded")


def _shrinks(job: _Import, part: Portion, share: Share) -> list[Finding]:
    before = in_force.replaced_by(part.slices)
    share.replaced = before.num_rows
    if job.options.allow_shrink or share.unchanged:
        return []
    remedy = "Look whether the file is complete. If it is, give --allow-shrink."
    return [
        Finding("shrink", f"Fewer cells than the release in force: {one}.", remedy, job.delivery.name, severity="error")
        for one in shrinking(before, part.slices, part.areas)
    ]


def _keep(job: _Import, read: Read) -> tuple[str, str]:
    if read.parsed.personal_columns:
        return Kept.STRIPPED, snapshots.keep_cells(read.parsed.cells, job.report.sha256)
    return Kept.WHOLE, snapshots.keep(job.delivery.data, job.report.sha256)


def _record_snapshot(job: _Import, part: Portion, share: Share, kept: str, kept_name: str) -> Snapshot:
    store.sweep(part.gemeente, queries.snapshot_ids())
    squares.sweep(part.gemeente, queries.snapshot_ids(with_bytes=True))
    snapshot = Snapshot.objects.create(
        sha256=job.report.sha256,
        recipe=job.recipe,
        size_bytes=len(job.delivery.data),
        source=job.source.key,
        file_name=job.delivery.name[:255],
        url=job.delivery.url,
        layout=job.report.layout[:100],
        licence=job.source.licence[:200],
        released_on=job.delivery.released_on,
        division=part.division,
        kept=kept,
        kept_name=kept_name,
        keep_until=timezone.localdate() + dt.timedelta(days=job.source.retention_days),
        counts={**job.report.counts(), "share": asdict(share)},
        findings=[asdict(finding) for finding in job.report.findings],
        corrections=job.report.corrections,
        loaded_by=job.by.reference,
        loaded_by_name=job.by.name,
    )
    store.write_facts(part.gemeente, snapshot.pk, part.facts)
    squares.write(part.gemeente, snapshot.pk, part.squares)
    share.replaced = in_force.take_over(snapshot, part.slices)
    data = {"source": job.source.key, "file": job.delivery.name, "sha256": job.report.sha256, **job.report.counts()}
    data |= {"cells": share.cells, "slices": share.slices, "replaced": share.replaced}
    record("intake.snapshot.loaded", subject=f"snapshot:{snapshot.pk}", by=job.by, data=data)
    return snapshot


def _kept_names(by: Actor) -> set[str]:
    names: set[str] = set()
    for gemeente in gemeenten():
        with acting(gemeente.code, by):
            names |= queries.kept_names()
    return names


def _end(report: Report, status: str) -> Report:
    report.status = status  # type: ignore[assignment]
    return report
