"""Working days of a Dutch gemeente, for promises about when somebody reads."""

import datetime as dt

from django.utils import timezone

CLOSES_AT = dt.time(17)


def working_days_later(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the end of the working day (17:00) that is ``days`` working days after the day of ``moment``."""
    day = timezone.localtime(moment).date()
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, CLOSES_AT))


def is_working_day(day: dt.date) -> bool:
    """Tell whether the desks are open: no weekend, no day of the Algemene termijnenwet (art. 3)."""
    return day.weekday() < 5 and day not in _free_days(day.year)


def _free_days(year: int) -> set[dt.date]:
    easter = _easter(year)
    around = {easter + dt.timedelta(days=days) for days in (-2, 1, 39, 50)}
    kings_day = dt.date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = dt.date(year, 4, 26)
    fixed = {dt.date(year, 1, 1), kings_day, dt.date(year, 5, 5), dt.date(year, 12, 25), dt.date(year, 12, 26)}
    return around | fixed


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)
