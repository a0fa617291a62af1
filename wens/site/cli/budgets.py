"""``wens budgets``: the wijkbudgetten of a gemeente, and the account of a year."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from wens.areas.queries import area_by_code, area_by_slug
from wens.budgets import queries
from wens.budgets.ledger import NOTHING, balances
from wens.budgets.paper import account_pdf
from wens.budgets.showing import account as account_of
from wens.organisations.models import Gemeente
from wens.organisations.queries import gemeente_by_code
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, print_rows, say
from wens.tenancy.context import Actor, acting

app = command_app("Neighbourhood budgets (wijkbudget) and their accounts.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]
Year = Annotated[int | None, typer.Option(help="Only of this year.")]
COLUMNS = ("area", "year", "state", "received", "spent", "promised", "free", "gone")


@app.command("list")
def list_(gemeente: GemeenteCode, year: Year = None, as_json: AsJson = False) -> None:
    """List the budgets with where their money is, in euro.

    Example: wens budgets list --gemeente GM0153
    """
    _known(gemeente)
    with acting(gemeente, Actor.machine()):
        found = [one for each in ([year] if year else queries.years()) for one in queries.budgets_of_year(each)]
        money = balances(one.pk for one in found)
        rows = [
            {"area": one.area_code, "year": one.year, "state": one.state}
            | {name: str(getattr(money.get(one.pk, NOTHING), name)) for name in COLUMNS[3:]}
            for one in found
        ]
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("account")
def account(
    area: Annotated[str, typer.Argument(help="Code or name of an area: of a wijk, or of a stadsdeel with all in it.")],
    gemeente: GemeenteCode,
    year: Annotated[int, typer.Option(help="Of which year.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the account there, as PDF.")] = None,
) -> None:
    """Tell whether the account of a year reconciles (exit 1 when not), and write it as a PDF.

    Example: wens budgets account west --gemeente GM0153 --year 2026 -o rekening.pdf
    """
    named = _known(gemeente)
    with acting(gemeente, Actor.machine()), translation.override("nl"):
        place = area_by_code(area) or area_by_slug(area.lower())
        shown = account_of(place.code, year) if place else None
        if shown is None:
            data_said_no(f"No budget of {year} lies in {area}.")
        made = account_pdf(shown, named.name) if output else b""
    if not shown.reconciles:
        data_said_no(f"The account of {shown.name} {year} does not reconcile: see the ledger.")
    if output:
        output.write_bytes(made)
    say(f"{shown.name} {year}: {len(shown.years)} budgets, {shown.total.received} euro, everything reconciles.")


def _known(code: str) -> Gemeente:
    named = gemeente_by_code(code)
    if named is None:
        data_said_no(f"{code} is no gemeente of this installation.")
    return named
