"""``wens signals``: look at a week of figures, list what was found, look back over a year."""

from datetime import date
from typing import Annotated, Any

import typer

from wens.facts.engine import EngineError
from wens.organisations.queries import gemeente_by_code
from wens.signalling.models import Signal
from wens.signalling.queries.signals import signals
from wens.signalling.rules import SEE
from wens.signalling.weekly import SwitchedOff, run_back_test, run_week
from wens.site.cli.common import (
    AsJson,
    command_app,
    data_said_no,
    print_json,
    print_rows,
    progress,
    say,
    wrong_usage,
)
from wens.tenancy.context import Actor, acting

app = command_app("Signals from statistics: questions to people about a place and some weeks.")
GemeenteCode = Annotated[str, typer.Option("--gemeente", help="Code of the gemeente, for instance GM0153.")]
Until = Annotated[
    str, typer.Option("--until", help="As if it were this day (2026-11-16): only weeks that had ended. Default: today.")
]
COLUMNS = ("number", "indicator", "level", "areas", "first_day", "last_day", "observed", "expected", "p", "judged")
BACK = ("indicator", "weeks", "signals", "by_chance_a_year", "went_on", "last_year_went_on")


@app.command("run")
def run(gemeente: GemeenteCode, until: Until = "", as_json: AsJson = False) -> None:
    """Look at the last whole week and keep the signals that are new; doing it again changes nothing.

    Example: wens signals run --gemeente GM0153
    """
    _known(gemeente)
    try:
        with progress("Looking at all areas"):
            made = run_week(gemeente, by=Actor.machine(), until=_day(until))
    except (SwitchedOff, EngineError, FileNotFoundError) as error:
        data_said_no(str(error))
    done = {"looks": made.looks, "alpha": made.alpha, "new": made.new, "again": made.again, "notes": made.notes}
    if as_json:
        print_json({**done, "too_small": made.too_small, "until": made.until})
        return
    for note in made.notes:
        say(f"{note['indicator']}: {note['why'] or 'week of ' + str(note['week'])}")
    if not made.notes:
        say("Nothing to look at: no source with figures per day that people bring (breng) is loaded.")
    say(f"{made.looks} looks, {made.new} new signals, {made.again} that go on, {made.too_small} left out (too small).")


@app.command("list")
def list_(
    gemeente: GemeenteCode,
    which: Annotated[str, typer.Option("--which", help="open, judged, expired or all.")] = "all",
    as_json: AsJson = False,
) -> None:
    """List signals, the newest first.

    Example: wens signals list --gemeente GM0153 --which open
    """
    _known(gemeente)
    if which not in ("open", "judged", "expired", "all"):
        wrong_usage(f"--which is open, judged, expired or all, not {which}.")
    with acting(gemeente, Actor.machine(), rights={SEE}):
        rows = [_row(one) for one in signals(which)]
    print_json(rows) if as_json else print_rows(rows, COLUMNS)


@app.command("back-test")
def back_test(
    gemeente: GemeenteCode,
    until: Until = "",
    weeks: Annotated[int, typer.Option("--weeks", min=4, max=156, help="How many weeks back.")] = 52,
    as_json: AsJson = False,
) -> None:
    """Look at each of the last weeks as if it were the last, and keep what that would have given.

    Example: wens signals back-test --gemeente GM0153 --weeks 52
    """
    _known(gemeente)
    try:
        with progress("Looking back", total=weeks) as advance:
            kept = run_back_test(gemeente, by=Actor.machine(), until=_day(until), weeks=weeks, advance=advance)
    except (EngineError, FileNotFoundError) as error:
        data_said_no(str(error))
    rows = [
        {"indicator": one["indicator"], "weeks": one["weeks"], "signals": sum(one["detectors"].values()),
         "by_chance_a_year": round(one["by_chance"], 1), "went_on": _share(one["signals"]),
         "last_year_went_on": _share(one["last_year"])}
        for one in kept.results
    ]  # fmt: skip
    print_json(kept.results) if as_json else print_rows(rows, BACK)


def _row(one: Signal) -> dict[str, Any]:
    shown: dict[str, Any] = {name: getattr(one, name) for name in COLUMNS if hasattr(one, name)}
    return {**shown, "areas": " ".join(one.area_codes), "expected": round(one.expected, 2), "p": float(f"{one.p:.2g}")}


def _share(of: dict[str, Any]) -> str:
    return f"{of['went_on']}/{of['number']}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        wrong_usage(f"--until is a day like 2026-11-16, not {text}.")


def _known(gemeente: str) -> None:
    if gemeente_by_code(gemeente) is None:
        data_said_no(f"There is no gemeente {gemeente} yet; load its areas first (wens areas load).")
