"""``wens plans``: the focus points of a gemeente, and the definition that they can begin with."""

from pathlib import Path
from typing import Annotated

import typer

from wens.figures.definitions import definitions
from wens.organisations.queries import gemeente_by_code
from wens.plans import actions, measures
from wens.plans.definitions import DefinitionError, Programmes, read_programmes, shipped_programmes
from wens.plans.rules import MANAGE, SEE
from wens.plans.showing import tree
from wens.site.cli.common import AsJson, Commit, command_app, data_said_no, print_json, print_rows, say, wrong_usage
from wens.tenancy.context import Actor, acting

app = command_app("Programmes, focus points and actions of a gemeente.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]
COLUMNS = ("programme", "focus", "years", "state", "goals", "actions")


@app.command("load")
def load(
    gemeente: GemeenteCode,
    file: Annotated[
        Path | None, typer.Argument(help="Definition file; without it the one that comes with WENS.")
    ] = None,
    commit: Commit = False,
) -> None:
    """Bring programmes and focus points of a definition in; what is there stays as people made it.

    Example: wens plans load --gemeente GM0153 --commit
    """
    _known(gemeente)
    definition = _definition(gemeente, file)
    if not commit:
        say(f"{len(definition.focus_points)} focus points read. Nothing was written: add --commit to write it.")
        return
    try:
        with acting(gemeente, Actor.machine(), rights={SEE, MANAGE}):
            new = actions.load_programmes(definition=definition, by=Actor.machine())
    except actions.PlanError as error:
        data_said_no(str(error))
    say(f"{new} focus points are new.")


@app.command("list")
def list_(gemeente: GemeenteCode, as_json: AsJson = False) -> None:
    """List the focus points with how their actions stand.

    Example: wens plans list --gemeente GM0153
    """
    _known(gemeente)
    with acting(gemeente, Actor.machine(), rights={SEE}):
        rows = [
            {
                "programme": branch.programme.key, "focus": one.focus.slogan, "years": one.focus.years,
                "state": one.focus.state, "goals": len(one.goals), "actions": one.summary,
            }
            for branch in tree(tier="partners") for one in (*branch.now, *branch.before)
        ]  # fmt: skip
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("measures")
def measures_(
    gemeente: GemeenteCode,
    theme: Annotated[str, typer.Option(help="Only of this theme, for instance youth.")] = "",
    as_json: AsJson = False,
) -> None:
    """List what was tried elsewhere and what it did, as this gemeente keeps it.

    Example: wens plans measures --gemeente GM0153 --theme youth
    """
    _known(gemeente)
    if theme and theme not in definitions().themes:
        wrong_usage(f"there is no theme {theme!r}; choose from {', '.join(definitions().themes)}.")
    with acting(gemeente, Actor.machine(), rights={SEE}):
        found = measures.search(list(measures.library().values()), theme=theme)
    rows = [
        {"key": one.measure.key, "outcome": one.measure.outcome, "name": one.measure.name["nl"], "version": one.number,
         "source": one.measure.source.text, "checked": one.measure.checked or "",
         "unsure": one.measure.unsure["nl"] if one.measure.unsure else ""}
        for one in found
    ]  # fmt: skip
    if as_json:
        print_json(rows)
    else:
        print_rows(rows, ("key", "outcome", "name", "version", "source", "checked", "unsure"))


def _known(gemeente: str) -> None:
    if gemeente_by_code(gemeente) is None:
        data_said_no(f"There is no gemeente {gemeente} yet; load its areas first (wens areas load).")


def _definition(gemeente: str, file: Path | None) -> Programmes:
    try:
        found = read_programmes(file.read_text("utf-8-sig"), file=file.name) if file else shipped_programmes(gemeente)
    except OSError as error:
        wrong_usage(f"{file}: {error.strerror or error}.")
    except DefinitionError as error:
        data_said_no(str(error))
    if found is None:
        data_said_no(f"No programmes of {gemeente} come with WENS; give a FILE.")
    if found.gemeente != gemeente:
        data_said_no(f"The definition is about {found.gemeente}, not {gemeente}.")
    return found
