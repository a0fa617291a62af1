"""``wens sources`` and ``wens import``: from a supplier's file to facts."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from wens.intake import actions, corrections, definitions
from wens.intake.cells import Refused
from wens.intake.delivery import Delivery, Options
from wens.intake.locking import BusyError
from wens.intake.mapping import Mapping, read_mapping
from wens.intake.report import Report
from wens.site.cli.common import (
    AsJson,
    Commit,
    data_said_no,
    print_json,
    print_rows,
    progress,
    say,
    warn,
    wrong_usage,
)
from wens.tenancy.context import Actor

Division = Annotated[int | None, typer.Option("--division", help="Year of the area codes in the file.")]
Accept = Annotated[bool, typer.Option("--accept-findings", help="Load although some values cannot be right.")]
Shrink = Annotated[bool, typer.Option("--allow-shrink", help="Load although a release in force had more cells.")]
Corrections = Annotated[Path | None, typer.Option("--corrections", help="YAML file with corrections of this file.")]


def sources(as_json: AsJson = False) -> None:
    """List the sources with what they take.

    Example: wens sources --json
    """
    known = [definitions.source(key) for key in definitions.source_keys()]
    if as_json:
        print_json([{**_source_row(one), "takes": list(one.layouts), "how_to_get": one.how_to_get.en} for one in known])
        return
    print_rows([_source_row(one) for one in known], ["source", "name", "levels", "grains", "tables", "licence"])
    for one in known:
        say(f"\n{one.key} takes:")
        for layout in one.layouts:
            say(f"  {layout}")


def import_(
    source: Annotated[str, typer.Argument(help="A source (see: wens sources).")],
    file: Annotated[Path, typer.Argument(help="The file as the supplier delivered it; .gz and .zip are unpacked.")],
    mapping: Annotated[Path | None, typer.Option(help="YAML that says what stands in which column.")] = None,
    division: Division = None,
    period: Annotated[str, typer.Option(help="Period of a file that does not say it: 2024, 2024-Q1, 2024-01.")] = "",
    released: Annotated[str, typer.Option(help="Day on which the supplier released it, YYYY-MM-DD.")] = "",
    corrections_file: Corrections = None,
    accept_findings: Accept = False,
    allow_shrink: Shrink = False,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Check a file and, with --commit, load it for every gemeente of this installation.

    Example: wens import politie 47018NED_Enschede.csv --commit
    """
    if not file.is_file():
        wrong_usage(f"There is no file {file}.")
    delivery = Delivery(
        data=file.read_bytes(),
        name=file.name,
        mapping=_mapping(mapping),
        period=period or None,
        released_on=_day(released),
        corrections=corrections_in(corrections_file),
    )
    load(source, delivery, Options(commit, division, accept_findings, allow_shrink), as_json)


def load(source: str, delivery: Delivery, options: Options, as_json: bool) -> None:
    """Load a delivery, print the report and end with its exit code."""
    try:
        with progress(f"Importing {delivery.name}"):
            report = actions.import_file(
                source=source, delivery=delivery, options=options, by=Actor.machine(), waiting=_say_waiting
            )
    except definitions.SourceError as error:
        wrong_usage(str(error))
    except (BusyError, corrections.CorrectionsError) as error:
        data_said_no(str(error))
    _print(report, as_json)
    raise typer.Exit(report.exit_code)


def _print(report: Report, as_json: bool) -> None:
    for finding in report.findings:
        warn(f"{finding.severity}: {finding}")
    if as_json:
        print_json(report.as_dict())
        return
    for line in report.lines():
        say(line)


def _say_waiting() -> None:
    sys.stderr.write("Another import is busy; this one waits for it.\n")


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    if not path.is_file():
        wrong_usage(f"There is no mapping file {path}.")
    try:
        return read_mapping(path.read_bytes(), path.name)
    except Refused as refusal:
        data_said_no("\n".join(f"{finding.severity}: {finding}" for finding in refusal.findings))


def corrections_in(path: Path | None) -> list[corrections.Correction]:
    """Return the corrections in a file, none without one; an impossible file ends the command."""
    if path is not None and not path.is_file():
        wrong_usage(f"There is no file of corrections {path}.")
    try:
        return corrections.read_corrections(path) if path else []
    except corrections.CorrectionsError as error:
        data_said_no(str(error))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        wrong_usage(f"--released {text!r} is not a day like 2024-08-15.")


def _source_row(source: definitions.Source) -> dict[str, str]:
    return {
        "source": source.key,
        "name": source.name.en,
        "levels": ", ".join(source.levels),
        "grains": ", ".join(source.grains),
        "tables": ", ".join(table.id for table in source.tables),
        "licence": source.licence,
    }
