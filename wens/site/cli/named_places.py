"""``wens places``: the named places that signals can be about, and the addresses per square of 100 metres."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.db import transaction
from django.utils import translation

from wens.organisations.queries import gemeente_by_code
from wens.signalling.actions import SignalError, load_places
from wens.signalling.actions.squares import load_squares
from wens.signalling.place_files import read_places, read_squares
from wens.signalling.queries import named_places
from wens.signalling.rules import MANAGE, SEE
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, print_rows, say
from wens.tenancy.context import Actor, acting

app = command_app("Named places: schools, squares, shopping centres and streets that signals can be about.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]
COLUMNS = ("name", "kind", "area", "addresses", "closed")


@app.command("list")
def list_(gemeente: GemeenteCode, as_json: AsJson = False) -> None:
    """List the named places of a gemeente, by name.

    Example: wens places list --gemeente GM0153
    """
    _known(gemeente)
    with acting(gemeente, Actor.machine(), rights={SEE}):
        rows = [
            {"name": one.name, "kind": one.kind, "area": one.area_code, "addresses": one.addresses,
             "closed": one.is_closed}
            for one in named_places(also_closed=True)
        ]  # fmt: skip
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("load")
def load(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV: naam;soort;buurtcode;adressen[;x;y].")
    ],
    gemeente: GemeenteCode,
    commit: Annotated[bool, typer.Option("--commit", help="Write; without it the file is only checked.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add or change named places from a file: all of them, or none.

    Example: wens places load plekken.csv --gemeente GM0153 --commit
    """
    _known(gemeente)
    with _refused_in_english(file), acting(gemeente, by := Actor.machine(), rights={SEE, MANAGE}):
        added, changed = load_places(rows=read_places(file.read_bytes()), by=by)
        if not commit:
            transaction.set_rollback(True)
    done = {"status": "written" if commit else "checked", "added": added, "changed": changed}
    if as_json:
        print_json(done)
    else:
        say(f"{added} to add, {changed} to change." + ("" if commit else " Nothing written: add --commit."))


@app.command("squares")
def squares(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: vak;adressen, or the CSV of CBS.")],
    gemeente: GemeenteCode,
    commit: Annotated[bool, typer.Option("--commit", help="Write; without it the file is only checked.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set how many addresses lie in each square of 100 metres: the whole list at once.

    No signal is about squares with fewer addresses than the rules ask; who is not in the list is unknown.
    Example: wens places squares vakken.csv --gemeente GM0153 --commit
    """
    _known(gemeente)
    with _refused_in_english(file), acting(gemeente, by := Actor.machine(), rights={SEE, MANAGE}):
        now, before = load_squares(addresses=read_squares(file.read_bytes()), by=by)
        if not commit:
            transaction.set_rollback(True)
    done = {"status": "written" if commit else "checked", "squares": now, "before": before}
    if as_json:
        print_json(done)
    else:
        say(f"{now} squares, before {before}." + ("" if commit else " Nothing written: add --commit."))


@contextmanager
def _refused_in_english(file: Path) -> Iterator[None]:
    """The screens speak Dutch and the command line English, and says in which file it is."""
    with translation.override("en"):
        try:
            yield
        except SignalError as error:
            data_said_no(f"{file.name}: {error}")


def _known(gemeente: str) -> None:
    if gemeente_by_code(gemeente) is None:
        data_said_no(f"{gemeente} is not known here. Load its areas first: wens areas load --help")
