"""What every command shares: acting, printing, exit codes, progress."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

DATA_SAID_NO = 1
WRONG_USAGE = 2

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Commit = Annotated[bool, typer.Option("--commit", help="Write it; without this nothing is written.")]


def command_app(help_text: str) -> typer.Typer:
    """Return a group of commands in the house style."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def print_json(value: Any) -> None:
    """Print ``value`` as JSON; NaN is refused because JSON has no such number."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    sys.stdout.write("\n")


def print_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as a table on a terminal, and tab-separated (nothing wrapped, coloured or cut) elsewhere."""
    if not sys.stdout.isatty():
        writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if row.get(name) is None else row[name] for name in columns] for row in rows])
        return
    table = Table(*columns)
    for row in rows:
        table.add_row(*["" if row.get(name) is None else str(row[name]) for name in columns])
    Console().print(table)


def say(text: str = "") -> None:
    """Print a line for people on standard output."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Print a line on standard error."""
    sys.stderr.write(text + "\n")


def data_said_no(text: str) -> NoReturn:
    """Print why and end with exit code 1: the data or the state said no."""
    warn(text)
    raise typer.Exit(DATA_SAID_NO)


def wrong_usage(text: str) -> NoReturn:
    """Print why and end with exit code 2."""
    warn(text)
    raise typer.Exit(WRONG_USAGE)


def write_file(content: bytes, output: Path | None) -> None:
    """Write to a file, or to standard output; a terminal gets no Excel file or PDF (exit code 2)."""
    if output is not None:
        output.write_bytes(content)
        return
    if content[:2] in (b"PK", b"%P") and sys.stdout.isatty():
        wrong_usage("This is not text: give a file with -o FILE.")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def progress(text: str, *, total: float | None = None) -> Iterator[Any]:
    """Show a progress bar on a terminal; yields a function ``advance(steps)``, which does nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _steps=1: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield lambda steps=1: bar.advance(task, steps)
