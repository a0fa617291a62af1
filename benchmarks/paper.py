"""How long paper takes: the report of one wijk, the overview, and every document of a gemeente one after another.

Measured on the data of this installation (`WENS_HOME`, for instance after `wens demo`), for the gemeente with the most
areas; from reading the figures to the finished PDF/A. The first document is made apart: it reads fonts and areas.
"""

import os
import statistics
import time
from collections.abc import Callable

from benchmarks.measuring import Measured

ONE_S, OVERVIEW_S, ALL_S = 1.0, 1.0, 60.0
SMALL = 3


class NothingToPrintError(RuntimeError):
    """There is no gemeente with a public edition; the message says what to load."""


def run(*, small: bool = False) -> list[Measured]:
    """Make all documents of the largest gemeente once; small=True only the first few."""
    from wens.site.setup import prepare_home

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wens.site.settings")
    prepare_home()
    code = _largest()
    return measure(code, small=small)


def measure(code: str, *, small: bool = False) -> list[Measured]:
    """Measure the documents of one gemeente. Raises NothingToPrintError when nothing of it is public."""
    from wens.organisations.queries import gemeente_by_code
    from wens.publication import data
    from wens.publication.pdf import NothingPublic, documents
    from wens.tenancy.context import Actor, acting

    with acting(code, Actor.machine()):
        named = gemeente_by_code(code)
        if named is None:
            raise NothingToPrintError(f"{code} is no gemeente of this installation.")
        made = documents(data.places(), named)
        names = list(made)[:SMALL] if small else list(made)
        try:
            first = _seconds(made[names[0]])
        except NothingPublic as error:
            raise NothingToPrintError(f"{error} Load the demo first (wens demo).") from error
        seconds = {name: _seconds(made[name]) for name in names}
    return _held(code, first, seconds)


def _held(code: str, first: float, seconds: dict[str, float]) -> list[Measured]:
    """Hold the seconds of each document against the budgets."""
    wijken = [taken for name, taken in seconds.items() if name.startswith(("wijk-", "buurt-"))] or list(
        seconds.values()
    )
    worst = max(wijken)
    about: dict[str, object] = {
        "gemeente": code,
        "documents": len(wijken),
        "median s": round(statistics.median(wijken), 2),
    }
    every = first + sum(seconds.values())
    whole: dict[str, object] = {"gemeente": code, "documents": len(seconds), "first s": round(first, 2)}
    overview = seconds["overzicht"]
    return [
        _budget("report of a wijk, slowest", worst, ONE_S, about),
        _budget("overview on two pages", overview, OVERVIEW_S, {"gemeente": code}),
        _budget("all documents of a gemeente", every, ALL_S, whole),
    ]


def _budget(name: str, seconds: float, budget: float, details: dict[str, object]) -> Measured:
    return Measured(name, f"{budget:g} s", seconds, budget, seconds / budget, 1.0, False, details=details)


def _seconds(make: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start


def _largest() -> str:
    from wens.areas.queries import areas
    from wens.organisations.queries import gemeenten
    from wens.tenancy.context import Actor, acting

    sizes = {}
    for one in gemeenten():
        with acting(one.code, Actor.machine()):
            sizes[one.code] = len(areas())
    if not sizes:
        raise NothingToPrintError("No gemeente is loaded: load the demo first (wens demo).")
    return max(sizes, key=lambda code: sizes[code])
