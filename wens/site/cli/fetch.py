"""``wens fetch``: from the publisher's API to areas and facts."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from wens.areas.findings import AreasError
from wens.intake import definitions
from wens.intake.actions import IntakeError
from wens.intake.delivery import Options
from wens.intake.fetch.actions import plan_fetch, stop_fetch
from wens.intake.fetch.client import Publisher
from wens.intake.fetch.errors import PublisherError
from wens.intake.fetch.loading import PARENTS, delivery_of, fetch_all, fetch_areas
from wens.intake.fetch.progress import Progress, silent
from wens.intake.fetch.queries import plans
from wens.intake.fetch.sources import fetch as fetch_table
from wens.organisations.queries import gemeenten
from wens.site.cli.common import (
    DATA_SAID_NO,
    AsJson,
    Commit,
    data_said_no,
    print_json,
    print_rows,
    say,
    warn,
    wrong_usage,
)
from wens.site.cli.imports import Accept, Corrections, Division, Shrink, corrections_in, load
from wens.tenancy.context import Actor, acting

SUMMARY = ["what", "status", "rows", "message"]
STATUS = ["source", "table", "every", "began_at", "ended_at", "status", "failures", "message"]


def fetch(
    source: Annotated[
        str, typer.Argument(help="A source with an open table (see: wens sources), areas, all, or status.")
    ],
    gemeente: Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")],
    year: Annotated[int | None, typer.Option(help="Only this year.")] = None,
    table: Annotated[str, typer.Option(help="Number of the table, when the source has several or it was moved.")] = "",
    level: Annotated[str, typer.Option(help="Of areas: buurt, wijk or gemeente.")] = "buurt",
    every: Annotated[str, typer.Option(help="Fetch it by itself: day, week or month; never stops that.")] = "",
    division: Division = None,
    corrections_file: Corrections = None,
    accept_findings: Accept = False,
    allow_shrink: Shrink = False,
    commit: Commit = False,
    as_json: AsJson = False,
) -> None:
    """Get a table straight from its publisher, check it and, with --commit, load it.

    Works for any Dutch gemeente: `areas` makes one that is not there yet, and `all` gets everything that a first photo
    needs. After a kill or a drop the same command goes on where it was.

    With --every the worker fetches the table at night and loads it, without changing any figure that is in use;
    `status` says what came of it, and exits 1 when a table fails.

    Example: wens fetch all --gemeente GM0153 --year 2024 --commit
    """
    if not re.fullmatch(r"GM\d{4}", gemeente):
        wrong_usage(f"--gemeente {gemeente!r} is not a code like GM0153.")
    options = Options(commit, division, accept_findings, allow_shrink, only=gemeente)
    if source == "areas":
        return _areas(gemeente, level, _given(year, "areas are of one division"), options, as_json)
    if source == "all":
        return _all(gemeente, _given(year, "areas and key figures are of one year"), options, as_json)
    if source == "status":
        return _status(gemeente, as_json)
    if every:
        return _plan(source, gemeente, table, every, commit)
    given = corrections_in(corrections_file)
    try:
        definition = definitions.source(source)
        _installed(gemeente)
        with Publisher() as publisher, showing(f"Fetching {source}") as progress:
            fetched = fetch_table(
                definition, gemeente=gemeente, publisher=publisher, year=year, table=table or None, progress=progress
            )
    except definitions.SourceError as error:
        wrong_usage(str(error))
    except PublisherError as error:
        data_said_no(str(error))
    return load(source, replace(delivery_of(fetched), corrections=given), options, as_json)


def _areas(gemeente: str, level: str, year: int, options: Options, as_json: bool) -> None:
    if level not in PARENTS:
        wrong_usage(f"--level {level!r}: choose one of {', '.join(PARENTS)}.")
    try:
        with Publisher() as publisher, showing(f"Fetching areas of {gemeente}") as progress:
            loaded = fetch_areas(
                gemeente, level, year, publisher=publisher, by=Actor.machine(), commit=options.commit,
                accept_findings=options.accept_findings, progress=progress,
            )  # fmt: skip
    except (PublisherError, AreasError) as error:
        data_said_no(str(error))
    for finding in loaded.findings:
        warn(f"{finding.severity}: {finding}")
    print_json(loaded.as_dict()) if as_json else say(f"{loaded.areas} areas of level {loaded.level}: {loaded.status}.")


def _all(gemeente: str, year: int, options: Options, as_json: bool) -> None:
    with Publisher() as publisher:
        steps = list(
            fetch_all(gemeente, year, publisher=publisher, by=Actor.machine(), options=options, showing=showing)
        )
    failed = [step for step in steps if step.failed]
    if as_json:
        print_json([step.as_dict() for step in steps])
    else:
        print_rows([step.as_dict() for step in steps], SUMMARY)
        say(_closing(gemeente, len(steps), len(failed), options.commit))
    if failed:
        raise typer.Exit(DATA_SAID_NO)


def _plan(source: str, gemeente: str, table: str, every: str, commit: bool) -> None:
    said = f"{source} {table}".strip()
    try:
        with acting(_installed(gemeente), Actor.machine()):
            if every == "never":
                known = not commit or stop_fetch(source=source, table=table, by=Actor.machine())
                answer = f"{said} is no longer fetched by itself." if known else f"{said} was not fetched by itself."
            else:
                planned = plan_fetch(source=source, table=table, every=every, by=Actor.machine())
                answer = f"{said} is fetched every {planned.every} by the worker (wens worker)."
            if not commit:
                transaction.set_rollback(True)
    except (definitions.SourceError, IntakeError) as error:
        wrong_usage(str(error))
    except PublisherError as error:
        data_said_no(str(error))
    say(answer if commit else f"{answer} Dry run: nothing was written. Add --commit.")


def _status(gemeente: str, as_json: bool) -> None:
    with acting(_installed(gemeente), Actor.machine()):
        rows = [{name: getattr(plan, name) for name in STATUS} for plan in plans()]
    print_json(rows) if as_json else print_rows(rows, STATUS)
    if any(row["failures"] for row in rows):
        raise typer.Exit(DATA_SAID_NO)


def _installed(gemeente: str) -> str:
    if gemeente not in {one.code for one in gemeenten()}:
        data_said_no(
            f"{gemeente} is not in this installation yet. Get its areas first: wens fetch areas --gemeente {gemeente} "
            "--year YEAR --commit; or everything at once with wens fetch all."
        )
    return gemeente


def _closing(gemeente: str, steps: int, failed: int, commit: bool) -> str:
    if failed:
        return f"{failed} of {steps} parts did not arrive (see above). The same command gets only what is missing."
    if not commit:
        return "Dry run: nothing was written. Add --commit to load it."
    return f"All {steps} parts are there. Make the figures: wens build --gemeente {gemeente} --commit"


@contextmanager
def showing(text: str) -> Iterator[Progress]:
    """Show on a terminal how many rows have come, of how many when the publisher says it; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=None)
        yield lambda rows, total: bar.update(task, completed=rows, total=total)


def _given(year: int | None, why: str) -> int:
    if year is None:
        wrong_usage(f"Give --year: {why}.")
    return year
