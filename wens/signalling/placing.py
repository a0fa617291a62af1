"""From areas as they were delivered to the areas in which is looked, and where those lie."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from wens.areas.queries import area_names, areas, hierarchy, newest, outlines, resolve
from wens.signalling.detecting.series import Floats, Integers
from wens.tenancy.context import current

BASES = ("postcode4", "buurt")
ABOVE = ("local_wijk", "wijk", "stadsdeel")
Row = Mapping[str, Any]
Table = tuple[str, tuple[str, ...], Integers, Floats | None]


@dataclass(frozen=True)
class Places:
    """The areas of the newest division: which buurt lies in what, and the point of each area (metres, RD New)."""

    year: int
    inside: Mapping[str, Mapping[str, str]]
    point: Mapping[str, tuple[float, float]]

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
        return cls(year, inside, {one.code: one.label for one in outlines("buurt")})

    def tables(self, rows: Sequence[Row], first: dt.date, number: int) -> list[Table]:
        """Return counts (areas, weeks) per level: the level as delivered, what lies above it, and the gemeente.

        An area of another division goes whole to where most of it lies now. Cases of unknown place count for the
        gemeente only. Postcodes are not turned into buurten: a part of a case is no case.
        """
        cases = [
            (level, area, (row["week"] - first).days // 7, row["cases"]) for level, area, row in self._placed(rows)
        ]
        base = max(BASES, key=lambda level: sum(one[3] for one in cases if one[0] == level))
        found = [self._table(base, [one for one in cases if one[0] == base], number)]
        if base == "buurt":
            for level, parent in self.inside.items():
                above = [(level, parent[one[1]], *one[2:]) for one in cases if one[0] == "buurt" and one[1] in parent]
                above += [one for one in cases if one[0] == level]
                found.append(self._table(level, above, number))
        gemeente = current().gemeente
        found.append(self._table("gemeente", [("gemeente", gemeente, *one[2:]) for one in cases], number))
        return [one for one in found if one[1]]

    def _placed(self, rows: Sequence[Row]) -> Iterator[tuple[str, str, Row]]:
        def key(row: Row) -> tuple[str, int]:
            return row["level"], row["division"] or 0

        for (level, division), group in groupby(sorted(rows, key=key), key=key):
            those = list(group)
            codes = sorted({row["area"] for row in those})
            to = self._now(codes, level, division)
            for row in those:
                yield (*to.get(row["area"], ("", "")), row)

    def _now(self, codes: Sequence[str], level: str, division: int) -> dict[str, tuple[str, str]]:
        if level == "postcode4":
            return {code: (level, code) for code in codes if code.isdigit()}
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
        """All areas of a level, also without a case; of postcodes only those that were seen are known."""
        if level in ("postcode4", "gemeente"):
            return tuple(sorted(seen))
        return tuple(sorted(area_names(level))) if seen else ()

    def _points(self, codes: Sequence[str]) -> Floats:
        postcodes = [code for code in codes if code.isdigit()]
        found = {code: np.array(self.point[code]) for code in codes if code in self.point}
        if postcodes:
            links = resolve(postcodes, level="postcode4", division=None)
            for at, code in enumerate(postcodes):
                mine = links.position == at
                lies = [(self.point[str(a)], w) for a, w in zip(links.area[mine], links.weight[mine], strict=True)
                        if str(a) in self.point]  # fmt: skip
                if lies:
                    found[code] = np.average([point for point, _ in lies], axis=0, weights=[w for _, w in lies])
        return np.array([found.get(code, np.full(2, np.nan)) for code in codes]).reshape(-1, 2)
