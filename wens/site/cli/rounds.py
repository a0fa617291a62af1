"""``wens rounds``: where every wijk is in its round."""

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from wens.organisations.queries import gemeente_by_code
from wens.rounds.rules import SEE
from wens.rounds.showing import WijkRow, overview
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, print_rows
from wens.tenancy.context import Actor, acting

app = command_app("Rounds of the wijken of a gemeente.")
COLUMNS = ("area", "name", "round", "state", "step", "late_days", "when")


@dataclass(frozen=True)
class _Of:
    """What one row says besides its wijk."""

    round: int | None = None
    state: str = ""
    step: str = ""
    late_days: int = 0


@app.command("list")
def list_(
    gemeente: Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")],
    as_json: AsJson = False,
) -> None:
    """List at which step every wijk is, late ones first.

    Example: wens rounds list --gemeente GM0153
    """
    if gemeente_by_code(gemeente) is None:
        data_said_no(f"There is no gemeente {gemeente} yet; load its areas first (wens areas load).")
    with acting(gemeente, Actor.machine(), rights={SEE}):
        rows = [_row(one) for one in overview()]
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


def _row(one: WijkRow) -> dict[str, Any]:
    of = _of(one)
    return {
        "area": one.code, "name": one.name, "round": of.round, "state": of.state, "step": of.step,
        "late_days": of.late_days, "when": one.when,
    }  # fmt: skip


def _of(one: WijkRow) -> _Of:
    if one.board is None:
        return _Of()
    current, late = one.board.current, one.board.late
    return _Of(
        round=one.board.round.number, state=one.board.round.state, step=current.step.key if current else "",
        late_days=max((standing.late_days for standing in late), default=0),
    )  # fmt: skip
