"""``wens bench``: how fast, against a peer on the same data in the same run."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wens.site.cli.common import DATA_SAID_NO, WRONG_USAGE, AsJson, data_said_no, print_json, print_rows, warn

if TYPE_CHECKING:
    from types import ModuleType

    from benchmarks.measuring import Measured


def bench(
    name: Annotated[str | None, typer.Argument(help="the name of a benchmark; all without a name.")] = None,
    small: Annotated[
        bool, typer.Option("--small", help="A quick check that it runs; the ratios mean nothing.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Write benchmarks/RESULTS.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure ours against a peer: ratios, by turns, medians. Needs the source tree and the dev extra.

    Exit 1 when a budget is not met. Example: wens bench placing --json
    """
    benchmarks = _benchmarks()
    if name is not None and name not in benchmarks.NAMES:
        warn(f"There is no benchmark {name!r}; known are: {', '.join(benchmarks.NAMES)}.")
        raise typer.Exit(WRONG_USAGE)
    wanted = benchmarks.NAMES if name is None else (name,)
    measured = [one for key in wanted for one in _run(benchmarks, key, small)]
    _show(measured, as_json)
    if write and not small:
        results = Path(str(benchmarks.__file__)).with_name("RESULTS.md")
        importlib.import_module("benchmarks.measuring").write_results(results, measured)
    if not small and not all(one.met for one in measured):
        raise typer.Exit(DATA_SAID_NO)


def _benchmarks() -> "ModuleType":
    try:
        return importlib.import_module("benchmarks")
    except ModuleNotFoundError:
        warn("The benchmarks come with the source tree, not with the package: run this in a clone.")
        raise typer.Exit(WRONG_USAGE) from None


def _run(benchmarks: "ModuleType", key: str, small: bool) -> "list[Measured]":
    module = importlib.import_module(f"benchmarks.{benchmarks.MODULES.get(key, key)}")
    try:
        measured: list[Measured] = module.run(small=small)
    except RuntimeError as error:
        data_said_no(str(error))
    return measured


def _show(measured: "list[Measured]", as_json: bool) -> None:
    rows = [one.as_row() for one in measured]
    if as_json:
        exact = [{**row, "ours": m.ours, "peer": m.peer, "ratio": m.ratio, "unit": m.unit, "met": m.met}
                 for row, m in zip(rows, measured, strict=True)]  # fmt: skip
        print_json(exact)
        return
    print_rows(rows, list(rows[0]))
