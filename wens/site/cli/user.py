"""``wens user``: accounts of a gemeente."""

import secrets
import sys
from typing import Annotated

import typer

from wens.organisations import actions, queries
from wens.organisations.models import Role
from wens.site.cli.common import AsJson, command_app, data_said_no, print_json, print_rows, say
from wens.tenancy.context import Actor, acting

app = command_app("Accounts of a gemeente.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]


@app.command("add")
def add(
    email: str,
    gemeente: GemeenteCode,
    name: Annotated[str, typer.Option(help="Name of the person.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(Role.values)}.")] = "analyst",
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
) -> None:
    """Make an account; a strong password is made and printed unless it is read from standard input.

    Example: wens user add kees@example.nl --gemeente GM0153 --name "Kees de Vries" --role analyst
    """
    password = sys.stdin.readline().rstrip("\n") if password_stdin else secrets.token_urlsafe(15)
    if queries.gemeente_by_code(gemeente) is None:
        data_said_no(f"There is no gemeente {gemeente} yet; load its areas first (wens areas load).")
    try:
        with acting(gemeente, Actor.machine()):
            actions.create_account(email=email, name=name, role=role, password=password, by=Actor.machine())
    except actions.OrganisationError as error:
        data_said_no(str(error))
    say(f"Account {email} made." + ("" if password_stdin else f" Password: {password}"))


@app.command("list")
def list_(gemeente: GemeenteCode, as_json: AsJson = False) -> None:
    """List the accounts of a gemeente.

    Example: wens user list --gemeente GM0153
    """
    with acting(gemeente, Actor.machine()):
        rows = [
            {"email": a.email, "name": a.name, "role": a.role, "state": "open" if a.is_active else "closed"}
            for a in queries.accounts()
        ]
    print_json(rows) if as_json else print_rows(rows, ["email", "name", "role", "state"])


@app.command("close")
def close(email: str, gemeente: GemeenteCode) -> None:
    """Close an account; what it decided stays with its name.

    Example: wens user close kees@example.nl --gemeente GM0153
    """
    with acting(gemeente, Actor.machine()):
        account = queries.account_by_email(email)
        if account is None:
            data_said_no(f"There is no account {email} in {gemeente}.")
        actions.close_account(account=account, by=Actor.machine())
    say(f"Account {email} closed.")
