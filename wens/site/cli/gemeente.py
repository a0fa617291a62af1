"""``wens gemeente``: the tenants of this installation."""

from typing import Annotated

import typer

from wens.organisations import actions, queries
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, print_rows, say
from wens.tenancy.context import Actor

app = command_app("Gemeenten of this installation and the host names that they answer to.")


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the gemeenten.

    Example: wens gemeente list --json
    """
    rows = [{"code": g.code, "name": g.name, "hosts": g.hosts} for g in queries.gemeenten()]
    print_json(rows) if as_json else print_rows(
        [{**row, "hosts": ", ".join(row["hosts"])} for row in rows], ["code", "name", "hosts"]
    )


@app.command("set")
def set_(
    code: str,
    name: Annotated[str, typer.Option(help="Name of the gemeente.")] = "",
    host: Annotated[list[str] | None, typer.Option(help="Host name that shows this gemeente; may be repeated.")] = None,
) -> None:
    """Set the name and the host names of a gemeente.

    Example: wens gemeente set GM0153 --name Enschede --host wens.enschede.example
    """
    try:
        gemeente = actions.register_gemeente(code=code, name=name, hosts=host, by=Actor.machine())
    except actions.OrganisationError as error:
        data_said_no(str(error))
    say(f"{gemeente.code} {gemeente.name}: {', '.join(gemeente.hosts) or 'no host names yet'}")
