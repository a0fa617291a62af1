"""How long the account of a year of a stadsdeel takes on paper, from reading the ledger to the finished PDF/A.

Measured on the data of this installation (`WENS_HOME`, for instance after `wens demo`: West, five wijken, forty
applications), for the gemeente and year with the most applications.
"""

import os
import time
from collections import Counter

from benchmarks.measuring import Measured

ONE_S = 1.0
REPEATS = 5


class NothingToAccountForError(RuntimeError):
    """No gemeente of this installation has a wijkbudget; the message says what to load."""


def run(*, small: bool = False) -> list[Measured]:
    """Typeset the account some times; the first one apart, because it reads the fonts."""
    from wens.site.setup import prepare_home

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wens.site.settings")
    prepare_home()
    return measure(repeats=1 if small else REPEATS)


def measure(*, repeats: int) -> list[Measured]:
    """Measure the account of the largest year. Raises NothingToAccountForError."""
    from wens.budgets.paper import account_pdf
    from wens.budgets.showing import account
    from wens.organisations.queries import gemeente_by_code
    from wens.tenancy.context import Actor, acting

    code, area, year = _largest()
    with acting(code, Actor.machine()):
        named = gemeente_by_code(code)
        seconds = []
        for _unused in range(repeats + 1):
            start = time.perf_counter()
            shown = account(area, year)
            if shown is None or named is None:
                raise NothingToAccountForError(f"{area} has no wijkbudget of {year}.")
            made = account_pdf(shown, named.name)
            seconds.append(time.perf_counter() - start)
    plans = sum(len(one.lines) for one in shown.years)
    about = {"area": area, "year": year, "applications": plans, "means": str(shown.total.received),
             "first s": round(seconds[0], 2), "bytes": len(made)}  # fmt: skip
    worst = max(seconds[1:])
    return [Measured("account of a year, slowest", "1 s", worst, ONE_S, worst / ONE_S, 1.0, False, details=about)]


def _largest() -> tuple[str, str, int]:
    """The gemeente, the stadsdeel (else the area) and the year with the most applications."""
    from wens.areas.queries import areas
    from wens.budgets.models import Application
    from wens.budgets.queries import inside
    from wens.organisations.queries import gemeenten
    from wens.tenancy.context import Actor, acting

    found: Counter[tuple[str, str, int]] = Counter()
    for one in gemeenten():
        with acting(one.code, Actor.machine()):
            rows = Counter(Application.objects.values_list("budget__area_code", "budget__year"))
            wider = [area.code for area in areas("stadsdeel")]
            for code in [*wider, *{area for area, _year in rows}]:
                within = inside(code)
                for (area, year), applications in rows.items():
                    if area in within:
                        found[one.code, code, year] += applications
    if not found:
        raise NothingToAccountForError("No gemeente has a wijkbudget: load the demo first (wens demo).")
    return found.most_common(1)[0][0]
