"""``wens snapshots``: what was delivered, rolling a delivery back, removing bytes whose time is over."""

import datetime as dt
from typing import Annotated, Any

import typer

from wens.intake import actions, queries
from wens.intake.models import Snapshot
from wens.organisations.queries import gemeenten
from wens.site.cli.common import AsJson, Commit, command_app, data_said_no, print_json, print_rows, say, wrong_usage
from wens.tenancy.context import Actor, acting

app = command_app("Deliveries: what was loaded, from what file, by whom, and whether it still counts.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]
COLUMNS = ["id", "source", "file", "loaded_at", "loaded_by", "division", "slices", "in_force", "kept"]


@app.command("list")
def list_(gemeente: GemeenteCode, source: str = "", as_json: AsJson = False) -> None:
    """List the deliveries of a gemeente, newest first; in_force 0: a newer release has replaced all of it.

    Example: wens snapshots list --gemeente GM0153 --source politie
    """
    with acting(gemeente, Actor.machine()):
        rows = [_row(one) for one in queries.snapshots(source)]
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("show")
def show(number: int, gemeente: GemeenteCode, as_json: AsJson = False) -> None:
    """Show everything that is known of one delivery: counts, findings, corrections, where its bytes are.

    Example: wens snapshots show 12 --gemeente GM0153
    """
    with acting(gemeente, Actor.machine()):
        one = _found(number, gemeente)
        whole = {**_row(one), "counts": one.counts, "findings": one.findings, "corrections": one.corrections}
    if as_json:
        print_json(whole)
        return
    for name, value in whole.items():
        say(f"{name}: {value}")


@app.command("roll-back")
def roll_back(
    number: int,
    gemeente: GemeenteCode,
    reason: Annotated[str, typer.Option(help="Why; it stays in the audit trail.")],
    commit: Commit = False,
) -> None:
    """Take a delivery out of force and put back what it replaced.

    Example: wens snapshots roll-back 12 --gemeente GM0153 --reason "Withdrawn by the supplier" --commit
    """
    with acting(gemeente, Actor.machine()):
        one = _found(number, gemeente)
        if not commit:
            in_force = _row(one)["in_force"]
            say(f"{in_force} slices would end. Dry run: nothing was written. Add --commit to roll it back.")
            return
        try:
            ended, back = actions.roll_back(snapshot=one, reason=reason, by=Actor.machine())
        except actions.IntakeError as error:
            data_said_no(str(error))
    say(f"{ended} slices ended, {back} of older releases are in force again. Build the figures anew: wens build.")


@app.command("expire")
def expire(
    on: Annotated[str, typer.Option(help="As if today were this day, YYYY-MM-DD.")] = "",
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Remove the bytes of deliveries that were kept as long as their source's definition allows; the record stays.

    Example: wens snapshots expire --commit
    """
    try:
        day = dt.date.fromisoformat(on) if on else dt.datetime.now(dt.UTC).date()
    except ValueError:
        wrong_usage(f"--on {on!r} is not a day like 2026-11-21.")
    if commit:
        count = actions.expire_snapshots(by=Actor.machine(), on=day)
    else:
        count = sum(_expiring(one.code, day) for one in gemeenten())
    said = {"expired" if commit else "would_expire": count}
    print_json(said) if as_json else say(f"{count} deliveries {'lost' if commit else 'would lose'} their bytes.")


def _expiring(gemeente: str, day: dt.date) -> int:
    with acting(gemeente, Actor.machine()):
        return queries.snapshots_to_expire(day).count()


def _found(number: int, gemeente: str) -> Snapshot:
    one = queries.snapshot(number)
    if one is None:
        data_said_no(f"{gemeente} has no delivery {number}; see: wens snapshots list --gemeente {gemeente}.")
    return one


def _row(one: Snapshot) -> dict[str, Any]:
    return {
        "id": one.pk,
        "source": one.source,
        "file": one.file_name,
        "url": one.url,
        "sha256": one.sha256,
        "layout": one.layout,
        "licence": one.licence,
        "released_on": one.released_on,
        "division": one.division,
        "loaded_at": one.loaded_at,
        "loaded_by": one.loaded_by_name,
        "slices": one.counts.get("share", {}).get("slices"),
        "in_force": getattr(one, "in_force", None),
        "kept": one.kept,
        "keep_until": one.keep_until,
        "rolled_back_at": one.rolled_back_at,
    }
