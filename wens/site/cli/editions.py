"""``wens editions`` and ``wens publish``. The command line acts as the administrator of this machine."""

from typing import Annotated, Any

import typer

from wens.figures import files, queries
from wens.figures.models import Edition, State
from wens.figures.states import NoSuchStep
from wens.organisations.queries import gemeenten
from wens.photos.actions import activate as activate_edition
from wens.photos.actions import roll_back
from wens.site.cli.choosing import chosen_gemeente
from wens.site.cli.common import AsJson, Commit, command_app, data_said_no, print_json, print_rows, say, wrong_usage
from wens.tenancy.context import Actor, acting

app = command_app("Editions of the figures: list, activate, roll back.")
MACHINE = Actor.machine()
COLUMNS = ("id", "tier", "state", "gemeente", "year", "rows", "built_at", "activated_at", "digest")

OneGemeente = Annotated[str, typer.Option(help="Code of the gemeente; needed when there are several.")]


@app.callback(invoke_without_command=True)
def editions(context: typer.Context, gemeente: OneGemeente = "", as_json: AsJson = False) -> None:
    """Editions of the figures: list, activate, roll back.

    Example: wens editions --json
    """
    if context.invoked_subcommand is None:
        list_(gemeente, as_json)


@app.command("list")
def list_(gemeente: OneGemeente = "", as_json: AsJson = False) -> None:
    """List all editions, the newest first.

    Example: wens editions list --gemeente GM0153 --json
    """
    rows = [row for code in _gemeenten(gemeente) for row in _listed(code)]
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("activate")
def activate(edition: Annotated[int, typer.Argument(help="Number of the edition.")], as_json: AsJson = False) -> None:
    """Activate an edition. The public tier also needs a confirmation by another person, unless there is one operator.

    Example: wens editions activate 12
    """
    gemeente = _gemeente_of(edition)
    _activate(gemeente, edition, as_json=as_json)


@app.command("rollback")
def rollback(
    tier: Annotated[str, typer.Option(help="partners or public.")] = "partners",
    gemeente: OneGemeente = "",
    as_json: AsJson = False,
) -> None:
    """Make the edition active again that the active one replaced.

    Example: wens editions rollback --tier public
    """
    if tier not in ("partners", "public"):
        wrong_usage(f"--tier is partners or public, not {tier!r}.")
    try:
        with acting(chosen_gemeente(gemeente), MACHINE):
            one = roll_back(tier=tier, by=MACHINE)
            row = _row(one)
    except (NoSuchStep, files.FileDamaged) as error:
        data_said_no(str(error))
    print_json(row) if as_json else say(f"Edition {one.pk} is active again ({tier}).")


def publish(gemeente: OneGemeente = "", commit: Commit = False, as_json: AsJson = False) -> None:
    """Publish the newest edition of the public tier: what everybody sees. Without --commit it says which, of what.

    Another person confirms it in the browser, unless there is one operator. Exit 1 when no edition was built.

    Example: wens publish --gemeente GM0153 --commit
    """
    code = chosen_gemeente(gemeente)
    with acting(code, MACHINE):
        newest, active = queries.editions("public").first(), queries.active_edition("public")
        if newest is None:
            data_said_no(f"No edition of {code} was built. See 'wens build --help'.")
        row, unchanged = _row(newest), active is not None and newest.pk <= active.pk
    if unchanged or newest.state == State.AWAITING or not commit:
        status = "unchanged" if unchanged else "waiting" if newest.state == State.AWAITING else "not written"
        replaces = active.pk if active and not unchanged else None
        print_json({**row, "status": status, "replaces": replaces}) if as_json else say(_standing(newest, active))
    else:
        _activate(code, newest.pk, as_json=as_json)


def _standing(newest: Edition, active: Edition | None) -> str:
    if active is not None and newest.pk <= active.pk:
        return f"Edition {active.pk} is public, and none is newer."
    if newest.state == State.AWAITING:
        return _waits(newest.pk)
    instead = f"instead of edition {active.pk} ({active.rows} rows)" if active else "as the first one"
    return f"Edition {newest.pk} ({newest.rows} rows) can be published, {instead}. Nothing was written: add --commit."


def _waits(edition: int) -> str:
    return f"Edition {edition} waits for another person, who confirms it in the browser under 'Beheer'."


def _activate(gemeente: str, edition: int, *, as_json: bool) -> None:
    try:
        with acting(gemeente, MACHINE):
            one = activate_edition(edition=edition, by=MACHINE)
            row = _row(one)
    except (NoSuchStep, files.FileDamaged) as error:
        data_said_no(str(error))
    if as_json:
        print_json(row)
    elif one.state == State.AWAITING:
        say(_waits(edition))
    else:
        say(f"Edition {edition} is active: {one.tier}, {one.rows} rows.")


def _gemeenten(asked: str) -> list[str]:
    return [chosen_gemeente(asked)] if asked else [gemeente.code for gemeente in gemeenten()]


def _gemeente_of(edition: int) -> str:
    """Numbers of editions are given out once for the whole installation."""
    found = [gemeente.code for gemeente in gemeenten() if _has(gemeente.code, edition)]
    if not found:
        data_said_no(f"There is no edition {edition}. See 'wens editions list'.")
    return found[0]


def _has(gemeente: str, edition: int) -> bool:
    with acting(gemeente, MACHINE):
        return queries.edition(edition) is not None


def _listed(gemeente: str) -> list[dict[str, Any]]:
    with acting(gemeente, MACHINE):
        return [_row(one) for one in queries.editions()]


def _row(one: Edition) -> dict[str, Any]:
    return {
        "id": one.pk, "tier": one.tier, "state": one.state, "gemeente": one.gemeente, "year": one.year,
        "rows": one.rows, "built_at": one.built_at.isoformat(timespec="seconds"),
        "activated_at": one.activated_at.isoformat(timespec="seconds") if one.activated_at else None,
        "digest": one.digest,
    }  # fmt: skip
