"""Dutch public holidays: weeks in which other things happen, and which do not keep to the same week of the year."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EQUAL_CASES = 25.0
"""The factor of holidays is drawn to 1 as if so many more cases had come as expected: a few are no pattern."""


def easter(year: int) -> dt.date:
    """Return Easter Sunday. Source: the anonymous Gregorian algorithm (Nature 13, 1876, 487; Meeus 1991).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def public_holidays(year: int) -> dict[dt.date, str]:
    """Return the days of article 3 of the Algemene termijnenwet, Liberation Day and New Year's Eve, by Dutch names."""
    sunday = easter(year)
    kings_day = dt.date(year, 4, 27)
    if kings_day.isoweekday() == 7:
        kings_day -= dt.timedelta(days=1)
    return {
        dt.date(year, 1, 1): "Nieuwjaarsdag",
        sunday - dt.timedelta(days=2): "Goede Vrijdag",
        sunday + dt.timedelta(days=1): "Tweede Paasdag",
        kings_day: "Koningsdag",
        dt.date(year, 5, 5): "Bevrijdingsdag",
        sunday + dt.timedelta(days=39): "Hemelvaartsdag",
        sunday + dt.timedelta(days=50): "Tweede Pinksterdag",
        dt.date(year, 12, 25): "Kerstmis",
        dt.date(year, 12, 31): "oudejaarsdag",
    }


def in_week(monday: dt.date) -> list[str]:
    """Return the names of the holidays in the week that begins on `monday`.

    >>> in_week(dt.date(2026, 4, 6))
    ['Tweede Paasdag']
    """
    days = {monday + dt.timedelta(days=day) for day in range(7)}
    both = {year: public_holidays(year) for year in {day.year for day in days}}
    return [name for year in sorted(both) for day, name in sorted(both[year].items()) if day in days]


def factor(total: NDArray[np.int64], start: dt.date, week: int) -> float:
    """Return how many times the usual number to expect in `week`, learned from earlier weeks with the same holidays.

    total: (weeks,) all cases together, from Monday `start`. Each earlier week with one of these holidays is compared
    with the two weeks before and after it: (cases + 25) / (expected + 25). 1 in a week without a holiday.
    """
    names = set(in_week(start + dt.timedelta(weeks=week)))
    if not names:
        return 1.0
    seen = expected = EQUAL_CASES
    for past in range(2, week - 2):
        if names & set(in_week(start + dt.timedelta(weeks=past))):
            around = np.delete(total[past - 2 : past + 3], 2)
            seen, expected = seen + float(total[past]), expected + float(around.mean())
    return seen / expected
