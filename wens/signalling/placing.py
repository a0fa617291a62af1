"""From areas as they were delivered to the areas in which is looked, and where those lie."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from wens.areas.queries import area_names, areas, hierarchy, newest, outlines, place_points, postcodes, resolve
from wens.facts import squares
from wens.signalling.detecting.series import SQUARE, Floats, Integers
from wens.tenancy.context import current

BASES = ("postcode4", "buurt")
RD = "EPSG:28992"
Row = Mapping[str, Any]
Table = tuple[str, tuple[str, ...], Integers, Floats | None]


@dataclass(frozen=True)
class Places:
    """The areas of the newest division: which buurt lies in what, and the point of each area (metres, RD New)."""

    year: int
    inside: Mapping[str, Mapping[str, str]]
    point: Mapping[str, tuple[float, float]]
    postcodes: Mapping[str, Mapping[str, float]]

    @classmethod
    def of_now(cls) -> "Places":
        """Read them. Inside `acting`."""
        year = newest("buurt") or 0
        levels = {row.level for row in areas()}
        wijk = "local_wijk" if "local_wijk" in levels else "wijk"
        inside: dict[str, dict[str, str]] = {wijk: {}, "stadsdeel": {}}
        for row in hierarchy(year).to_pylist() if year else []:
            if row["level"] in inside:
                inside[row["level"]][row["buurt"]] = row["area"]
        return cls(year, inside, {one.code: one.label for one in outlines("buurt")}, postcodes(year) if year else {})

    def tables(self, rows: Sequence[Row], first: dt.date, number: int) -> list[Table]:
        """Return counts (areas, weeks) per level: the level as delivered, what lies above it, and the gemeente.

        An area of another division goes whole to where most of it lies now. Cases of unknown place count for the
        gemeente only. A case of a postcode that intake spread over buurten is a case of the postcode: a part of a case
        is no case.
        """
        cases = [
            (level, area, (row["week"] - first).days // 7, row["cases"]) for level, area, row in self._placed(rows)
        ]
        base = max(BASES, key=lambda level: sum(one[3] for one in cases if one[0] == level))
        if base == "postcode4":
            alone = {buurt: code for code, (buurt, *more) in self.postcodes.items() if not more}
            cases = [(base, alone[one[1]], *one[2:]) if one[1] in alone else one for one in cases]
        found = [self._table(base, [one for one in cases if one[0] == base], number)]
        if base == "buurt":
            for level, parent in self.inside.items():
                above = [(level, parent[one[1]], *one[2:]) for one in cases if one[0] == "buurt" and one[1] in parent]
                above += [one for one in cases if one[0] == level]
                found.append(self._table(level, above, number))
        gemeente = current().gemeente
        found.append(self._table("gemeente", [("gemeente", gemeente, *one[2:]) for one in cases], number))
        return [one for one in found if one[1]]

    @staticmethod
    def of_squares(rows: Sequence[Row], first: dt.date, number: int) -> list[Table]:
        """Return counts (squares, weeks) of the squares with a case, and their middles; nothing without any."""
        codes = tuple(sorted({row["square"] for row in rows}))
        if not codes:
            return []
        at = {code: row for row, code in enumerate(codes)}
        counts = np.zeros((len(codes), number), dtype=np.int64)
        for row in rows:
            counts[at[row["square"]], (row["week"] - first).days // 7] += row["cases"]
        return [(SQUARE, codes, counts, squares.centres(codes))]

    def buurt_of_squares(self, codes: Iterable[str]) -> dict[str, str]:
        """Return the buurt in which the middle of each square lies; a square whose middle lies outside is left out."""
        those = sorted({code for code in codes if squares.is_code(code)})
        if not those:
            return {}
        middle = squares.centres(those)
        found = place_points(middle[:, 0], middle[:, 1], RD, self.year or None)
        return {code: str(buurt) for code, buurt in zip(those, found, strict=True) if buurt is not None}

    def _placed(self, rows: Sequence[Row]) -> Iterator[tuple[str, str, Row]]:
        def key(row: Row) -> tuple[str, int]:
            return row["level"], row["division"] or 0

        for (level, division), group in groupby(sorted(rows, key=key), key=key):
            those = list(group)
            whole = self._whole(division) if any(row["parts"] > 1 for row in those) else {}
            to = self._now(sorted({row["area"] for row in those if row["parts"] == 1}), level, division)
            for row in those:
                spread = whole.get((row["area"], row["until"], row["parts"]), ("", ""))
                yield (*(to.get(row["area"], ("", "")) if row["parts"] == 1 else spread), row)

    @staticmethod
    def _whole(division: int) -> dict[tuple[str, str, int], tuple[str, str]]:
        """Which postcode it was that intake spread over these buurten."""
        return {(min(of), max(of), len(of)): ("postcode4", code) for code, of in postcodes(division).items()}

    def _now(self, codes: Sequence[str], level: str, division: int) -> dict[str, tuple[str, str]]:
        if level in ("gemeente", "land") or not self.year:
            return {}
        found = resolve(codes, level=level, division=division or None, target=self.year)
        largest: dict[str, tuple[float, str]] = {}
        for position, area, weight in zip(found.position, found.area, found.weight, strict=True):
            code = codes[int(position)]
            largest[code] = max(largest.get(code, (0.0, "")), (float(weight), str(area)))
        return {code: (found.level, area) for code, (_, area) in largest.items()}

    def _table(self, level: str, cases: Sequence[tuple[str, str, int, int]], number: int) -> Table:
        codes = self._codes(level, {one[1] for one in cases})
        at = {code: row for row, code in enumerate(codes)}
        counts = np.zeros((len(codes), number), dtype=np.int64)
        for _, area, week, many in cases:
            if area in at:
                counts[at[area], week] += many
        return level, codes, counts, self._points(codes) if level in BASES else None

    def _codes(self, level: str, seen: set[str]) -> tuple[str, ...]:
        """All areas of a level, also those without a case."""
        if not seen or level == "gemeente":
            return tuple(sorted(seen))
        return tuple(sorted(self.postcodes if level == "postcode4" else area_names(level)))

    def buurten(self, codes: Iterable[str]) -> list[str]:
        """Return the buurten that areas of a signal lie in, each once: to find what else is known there."""
        above: dict[str, list[str]] = {}
        for parents in self.inside.values():
            for buurt, area in parents.items():
                above.setdefault(area, []).append(buurt)
        return list(dict.fromkeys(each for code in codes for each in self.postcodes.get(code, above.get(code, [code]))))

    def inside_of(self, level: str, codes: Iterable[str]) -> set[str]:
        """Return the buurten that an alarm is about; of the gemeente all of them, and what lies in none."""
        if level != "gemeente":
            return set(self.buurten(codes))
        return {*self.point, *(each for of in self.postcodes.values() for each in of), "elsewhere"}

    def _points(self, codes: Sequence[str]) -> Floats:
        """The point of each area; that of a postcode lies between those of its buurten, by their shares."""
        found = []
        for code in codes:
            of = {buurt: share for buurt, share in self.postcodes.get(code, {code: 1.0}).items() if buurt in self.point}
            points = [self.point[buurt] for buurt in of]
            found.append(np.average(points, axis=0, weights=list(of.values())) if of else np.full(2, np.nan))
        return np.array(found, dtype=float).reshape(-1, 2)
