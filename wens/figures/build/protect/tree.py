"""Which indicators contain which: read from the definitions, because a total and its parts give away what is between.

An indicator contains another when one of its ways of counting holds all measures of a way of the other. Some measures
are totals of all others of their register.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from wens.figures.definitions import Indicator

TOTALS = {"police:0.0.0": "police:", "nuisance:total": "nuisance:"}
"""Measures that hold all others of the police's own registers; the nuisance reports of landlords are another one."""

_ANOTHER_REGISTER = frozenset({"nuisance:housing_reports"})


@dataclass(frozen=True)
class Sum:
    """`whole` is the sum of `parts` and, unless `complete`, of something that is not published."""

    whole: str
    parts: tuple[str, ...]
    complete: bool


def sums(indicators: Mapping[str, Indicator]) -> list[Sum]:
    """Return every sum that the definitions tell of: per whole, families of parts that do not overlap."""
    counted = {key: one for key, one in sorted(indicators.items()) if one.kind in ("rate", "count")}
    found = []
    for whole in counted:
        inside = [part for part in counted if part != whole and _contains(counted[whole], counted[part])]
        for family in _families(inside, counted):
            found.append(Sum(whole, family, _complete(counted[whole], [counted[part] for part in family])))
    return found


def linked(keys: Iterable[str], found: Iterable[Sum]) -> list[tuple[str, ...]]:
    """Return `keys` in groups that hang together by sums, each in order of key; a loner is a group."""
    group = {key: {key} for key in sorted(keys)}
    for one in found:
        own = [key for key in (one.whole, *one.parts) if key in group]
        together = set().union(*(group[key] for key in own))
        for key in together:
            group[key] = together
    return sorted({tuple(sorted(keys)) for keys in group.values()})


def _contains(whole: Indicator, part: Indicator) -> bool:
    """Whether a way of counting the whole holds all of a way of counting the part, and not the other way round."""
    pairs = product(whole.alternatives(), part.alternatives())
    return any(set(inner) < set(outer) or _all_in_total(inner, outer) for outer, inner in pairs)


def _all_in_total(inner: list[str], outer: list[str]) -> bool:
    prefixes = tuple(prefix for total, prefix in TOTALS.items() if total in outer)
    return bool(prefixes) and all(
        one.startswith(prefixes) and one not in outer and one not in _ANOTHER_REGISTER for one in inner
    )


def _families(inside: list[str], indicators: Mapping[str, Indicator]) -> list[tuple[str, ...]]:
    """Share out the parts so that none in a family overlaps another; the largest first: totals stay together."""
    families: list[list[str]] = []
    for key in sorted(inside, key=lambda one: (-len(indicators[one].measures()), one)):
        for family in families:
            if all(_apart(indicators[key], indicators[other]) for other in family):
                family.append(key)
                break
        else:
            families.append([key])
    return [tuple(sorted(family)) for family in families]


def _apart(one: Indicator, other: Indicator) -> bool:
    shared = set(one.measures()) & set(other.measures())
    return not shared and not _contains(one, other) and not _contains(other, one)


def _complete(whole: Indicator, parts: list[Indicator]) -> bool:
    held = set().union(*(set(part.measures()) for part in parts))
    return any(set(way) <= held for way in whole.alternatives() if not way[0].startswith("indicator:"))
