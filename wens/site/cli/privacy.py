"""``wens privacy``: the processing register, the draft of a DPIA, retention. ``wens export``: for Woo and archive."""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from wens.organisations.queries import gemeente_by_code
from wens.privacy import exports, retention
from wens.privacy.documents import dpia_paper, register_paper
from wens.privacy.packing import About, pack
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
from wens.tenancy.context import Actor, acting

app = command_app("Privacy: processing register, DPIA draft, retention.")
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
    day = _day("--on", on) if on else timezone.localdate()
    found = [asdict(one) for one in retention.run(by=Actor.machine(), on=day, commit=commit, only=gemeente)]
    if as_json:
        print_json(found)
        return
    print_rows([one for one in found if one["rows"]], ["gemeente", "table", "what", "rows"])
    say("" if commit else "Dry run: nothing was removed. Add --commit to remove it.")


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="Write the zip to this file.")],
    woo: Annotated[bool, typer.Option("--woo", help="For a request under the Woo.")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="For the archive, with metadata after MDTO.")] = False,
    first: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD.")] = "2000-01-01",
    last: Annotated[str, typer.Option("--to", help="Last day, YYYY-MM-DD; without it today.")] = "",
    gemeente: OptionalGemeente = "",
) -> None:
    """Write what may leave the system: cleaned texts, answers, states, decisions; staff as a function, no contacts.

    Example: wens export --woo --from 2026-01-01 --to 2026-06-30 -o woo.zip
    """
    if woo == archive:
        wrong_usage("Give --woo or --archive.")
    begin, end = _day("--from", first), _day("--to", last) if last else timezone.localdate()
    if end < begin:
        wrong_usage(f"--to {end} lies before --from {begin}.")
    code = chosen_gemeente(gemeente)
    with acting(code, Actor.machine()):
        gather = exports.woo if woo else exports.archive
        files = gather(begin, end, by=Actor.machine())
    name = f"Meldingen en besluiten, {begin} tot en met {end}"
    about = About(name, f"Gemeente {_name(code)}", begin, end, timezone.localdate())
    write_file(pack(files, about, with_metadata=archive), output)
    say(f"{output}: {len(files)} files.")


def _day(option: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        wrong_usage(f"{option} {text!r} is not a day like 2026-11-21.")


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
