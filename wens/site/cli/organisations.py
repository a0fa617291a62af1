"""``wens organisations``: partners and civic groups of a gemeente."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from wens.organisations import actions, queries
from wens.organisations.definitions import Partners, read_partners, shipped_partners
from wens.site.cli.common import AsJson, Commit, command_app, data_said_no, print_json, print_rows, say, wrong_usage
from wens.tenancy.context import Actor, acting

app = command_app("Partners and civic groups of a gemeente.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]


@app.command("load")
def load(
    gemeente: GemeenteCode,
    file: Annotated[
        Path | None, typer.Argument(help="Definition file; without it the one that comes with WENS.")
    ] = None,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Bring the organisations of a definition in force; what it does not speak of stays as it is.

    Example: wens organisations load --gemeente GM0153 --commit
    """
    if queries.gemeente_by_code(gemeente) is None:
        data_said_no(f"There is no gemeente {gemeente} yet; load its areas first (wens areas load).")
    try:
        definition = _definition(gemeente, file)
        with acting(gemeente, Actor.machine()):
            loaded = actions.load_organisations(definition=definition, by=Actor.machine(), commit=commit)
    except actions.OrganisationError as error:
        data_said_no(str(error))
    if as_json:
        print_json({"status": "loaded" if commit else "dry_run", **asdict(loaded)})
        return
    for word, names in asdict(loaded).items():
        say(f"{word}: {', '.join(names) or '-'}")
    if not commit:
        say("Nothing was written: add --commit to write it.")


@app.command("list")
def list_(gemeente: GemeenteCode, as_json: AsJson = False) -> None:
    """List the organisations of a gemeente.

    Example: wens organisations list --gemeente GM0153
    """
    with acting(gemeente, Actor.machine()):
        rows = [
            {
                "key": one.slug, "name": one.name, "kind": one.kind, "parent": one.parent.slug if one.parent else "",
                "areas": one.area_codes, "state": "open" if one.is_active else "closed",
            }
            for one in queries.organisations(also_closed=True)
        ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    print_rows(
        [{**row, "areas": ", ".join(row["areas"])} for row in rows], ["key", "name", "kind", "parent", "areas", "state"]
    )


def _definition(gemeente: str, file: Path | None) -> Partners:
    if file is None:
        shipped = shipped_partners(gemeente)
        if shipped is None:
            data_said_no(f"No organisations of {gemeente} come with WENS; give a FILE.")
        return shipped
    try:
        definition = read_partners(file.read_text("utf-8-sig"), file=file.name)
    except OSError as error:
        wrong_usage(f"{file}: {error.strerror or error}.")
    if definition.gemeente != gemeente:
        data_said_no(f"{file.name} is about {definition.gemeente}, not {gemeente}.")
    return definition
