"""Checks of sums inside one file: totals against their types, gemeenten against their buurten."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wens.intake.cells import Finding
from wens.intake.reading.series import Series, same

_MOST_GROUPS = 20_000_000


def with_total_checked(series: Series, total: str) -> tuple[Series, list[Finding]]:
    """Return the series without totals that are smaller than the sum of their parts, and a finding for each.

    Larger is allowed: in wijken and buurten some types are hidden for fear of disclosure, and some are published per
    year only, so that the parts of a month do not add up.
    """
    is_total = np.array([key == total for key in series.keys], bool)[series.measures]
    if not is_total.any() or is_total.all():
        return series, []
    counted = series.certain() & ~series.doubles()[0]
    where, value = series.place_and_period(), np.nan_to_num(series.numbers.values)
    part = counted & ~is_total
    parts = np.bincount(where[part], value[part], minlength=int(where.max()) + 1)
    wrong = is_total & counted & (series.numbers.missing == 0) & (parts[where] > value + 0.5)
    if not wrong.any():
        return series, []
    problem = "This total is smaller than the sum of its parts."
    findings = series.sheet.report(wrong, series.column, "total", problem, "Ask the supplier which of them is right.")
    return replace(series, numbers=series.numbers.without(wrong)), findings


def level_sums(series: Series) -> list[Finding]:
    """Return a notice where buurten do not add up to their gemeente: rounding, hidden types, a place not known."""
    places = series.areas.places
    levels = np.array([place.level or "" for place in places])
    if not {"gemeente", "buurt"} <= set(levels.tolist()):
        return []
    owners = same([place.code[2:6] for place in places])[series.areas.codes]
    periods, kinds = series.periods.codes.astype(np.int64), same(series.keys)[series.measures]
    group = (owners * (len(series.periods.periods) + 1) + periods) * (len(series.keys) + 1) + kinds
    size = int(group.max()) + 1
    if size > _MOST_GROUPS:
        return []
    value, level, certain = np.nan_to_num(series.numbers.values), levels[series.areas.codes], series.certain()
    whole, parts = (certain & (level == wanted) for wanted in ("gemeente", "buurt"))
    sums = [np.bincount(group[mask], value[mask], minlength=size) for mask in (whole, parts)]
    both = np.logical_and(*(np.bincount(group[mask], minlength=size) > 0 for mask in (whole, parts)))
    off = int((both & (np.abs(sums[0] - sums[1]) > 0.5)).sum())
    if not off:
        return []
    told = f"In {off} of {int(both.sum())} cases the buurten do not add up to their gemeente."
    title = series.sheet.header[series.column]
    return [Finding("level_sums", told, "", series.sheet.name, column=title, severity="notice")]
