"""``wens privacy``: the processing register, the draft of a DPIA, retention and exports."""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from wens.organisations.queries import gemeente_by_code
from wens.privacy import retention
from wens.privacy.documents import dpia_paper, register_paper
from wens.privacy.paper import Paper, as_markdown, as_pdf
from wens.privacy.register import as_data, register
from wens.privacy.views.register import fonts
from wens.render.pdf import FontsMissing
from wens.site.cli.choosing import chosen_gemeente
from wens.site.cli.common import (
    AsJson,
    Commit,
    command_app,
    data_said_no,
    print_json,
    print_rows,
    say,
    write_file,
    wrong_usage,
)
from wens.tenancy.context import Actor

app = command_app("Privacy: processing register, DPIA draft, retention, exports.")
OptionalGemeente = Annotated[str, typer.Option(help="Code of the gemeente; needed when there are several.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")]


@app.command("register")
def register_(
    gemeente: OptionalGemeente = "",
    form: Annotated[str, typer.Option("--format", help="md, pdf or json.")] = "md",
    output: Output = None,
) -> None:
    """Write the processing register (AVG art. 30), made from the declarations beside the models.

    Example: wens privacy register --format md -o register.md
    """
    if form == "json":
        print_json(as_data(register()))
        return
    _write(register_paper(register(), _name(gemeente), timezone.localdate()), form, output)


@app.command("dpia")
def dpia(
    gemeente: OptionalGemeente = "",
    form: Annotated[str, typer.Option("--format", help="md or pdf.")] = "md",
    output: Output = None,
) -> None:
    """Write the draft of a DPIA; what software cannot answer stands in it as a question.

    Example: wens privacy dpia --format pdf -o dpia.pdf
    """
    _write(dpia_paper(register(), _name(gemeente), timezone.localdate()), form, output)


@app.command("retention")
def retention_(
    gemeente: Annotated[str, typer.Option(help="Code of one gemeente; without it all of them.")] = "",
    on: Annotated[str, typer.Option(help="As if today were this day, YYYY-MM-DD.")] = "",
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Show per table what is over its time; with --commit it goes. Every night a job does the same.

    Example: wens privacy retention --commit
    """
    try:
        day = dt.date.fromisoformat(on) if on else timezone.localdate()
    except ValueError:
        wrong_usage(f"--on {on!r} is not a day like 2026-11-21.")
    found = [asdict(one) for one in retention.run(by=Actor.machine(), on=day, commit=commit, only=gemeente)]
    if as_json:
        print_json(found)
        return
    print_rows([one for one in found if one["rows"]], ["gemeente", "table", "what", "rows"])
    say("" if commit else "Dry run: nothing was removed. Add --commit to remove it.")


def _name(asked: str) -> str:
    found = gemeente_by_code(chosen_gemeente(asked))
    return found.name if found else asked


def _write(paper: Paper, form: str, output: Path | None) -> None:
    if form not in ("md", "pdf"):
        wrong_usage(f"--format {form!r} is not there; choose md or pdf.")
    try:
        content = as_markdown(paper).encode() if form == "md" else as_pdf(paper, fonts=fonts())
    except FontsMissing as error:
        data_said_no(str(error))
    write_file(content, output)
