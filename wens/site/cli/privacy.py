"""``wens privacy``: the processing register, the draft of a DPIA, retention and exports."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from wens.organisations.queries import gemeente_by_code
from wens.privacy.documents import dpia_paper, register_paper
from wens.privacy.paper import Paper, as_markdown, as_pdf
from wens.privacy.register import as_data, register
from wens.privacy.views.register import fonts
from wens.render.pdf import FontsMissing
from wens.site.cli.choosing import chosen_gemeente
from wens.site.cli.common import command_app, data_said_no, print_json, write_file, wrong_usage

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
