"""Reading a supplied crosswalk: columns from, to and weight (or households, dwellings, population). Pure."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa

from wens.areas.codes import level_of
from wens.areas.findings import AreasError, Finding, refuse
from wens.areas.geometry.overlap import Link, normalised
from wens.areas.geometry.tables import read_table

FROM = ("from", "van", "from_code", "oud")
TO = ("to", "naar", "to_code", "nieuw")
AMOUNTS = {
    "weight": "surface",
    "gewicht": "surface",
    "dwellings": "dwellings",
    "woningen": "dwellings",
    "households": "households",
    "huishoudens": "households",
    "population": "population",
    "inwoners": "population",
}
WEIGHTS = ("weight", "gewicht")
ROUNDING = 0.01
KIND = re.compile(r"^(postcode4|complex|(buurt|wijk):\d{4})$")


@dataclass(frozen=True)
class SuppliedCrosswalk:
    """Links from one division to another; their weights sum to 1 per code."""

    from_kind: str
    to_kind: str
    links: list[Link]


def read_crosswalk(data: bytes, *, file: str, from_kind: str, to_kind: str) -> SuppliedCrosswalk:
    """Return the crosswalk in a CSV or Excel file; raise AreasError with everything that is wrong.

    Kinds are ``buurt:2021``, ``wijk:2021`` or ``postcode4``; the target is a buurt or wijk of a year. Counts are turned
    into weights; weights must sum to 1 per code up to their rounding.
    """
    for option, kind in (("--from", from_kind), ("--to", to_kind)):
        if not KIND.match(kind) or (option == "--to" and ":" not in kind):
            raise refuse("kind", f"Unknown division for {option}.", "Write for instance buurt:2021.", value=kind)
    table = read_table(data, file=file)
    columns = [_column(table, names, file) for names in (FROM, TO, tuple(AMOUNTS))]
    amounts, findings = _amounts(table, *columns, file=file)
    findings += _wrong_levels(table, columns, from_kind, to_kind, file)
    if columns[2].lower() in WEIGHTS:
        findings += _sums(amounts, columns[2], file)
    if findings or not amounts:
        empty = Finding("empty_file", "The file holds no rows.", "Ask for it again.", file=file)
        raise AreasError(*(findings or [empty]))
    return SuppliedCrosswalk(from_kind, to_kind, _links(amounts, AMOUNTS[columns[2].lower()]))


def _column(table: pa.Table, names: tuple[str, ...], file: str) -> str:
    found = [column for column in table.column_names if column.lower() in names]
    if len(found) != 1:
        raise refuse(
            "unknown_field", f"The file needs one column named {' or '.join(names)}.",
            f"It has: {', '.join(table.column_names)}.", file=file, row=1,
        )  # fmt: skip
    return str(found[0])


def _amounts(
    table: pa.Table, from_column: str, to_column: str, amount_column: str, *, file: str
) -> tuple[dict[str, dict[str, float]], list[Finding]]:
    amounts: dict[str, dict[str, float]] = defaultdict(dict)
    findings = []
    rows = zip(*(table[name].to_pylist() for name in (from_column, to_column, amount_column)), strict=True)
    for number, (source, target, text) in enumerate(rows, start=2):
        amount = _number(text)
        if not source or not target:
            findings.append(Finding("empty_code", "A code is missing.", "Fill it in.", file=file, row=number))
        elif amount is None or amount < 0:
            findings.append(Finding(
                "amount", "That is no amount.", "Give a number of 0 or more.", file=file, row=number,
                column=amount_column, value=text or "",
            ))  # fmt: skip
        elif target in amounts[source]:
            problem = f"The pair {source}, {target} stands twice."
            findings.append(Finding("duplicate", problem, "Keep one.", file=file, row=number))
        else:
            amounts[source][target] = amount
    return amounts, findings


def _number(text: str | None) -> float | None:
    try:
        number = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _wrong_levels(table: pa.Table, columns: list[str], from_kind: str, to_kind: str, file: str) -> list[Finding]:
    findings = []
    for column, kind in zip(columns, (from_kind, to_kind), strict=False):
        level = kind.partition(":")[0]
        wrong = next((code for code in table[column].to_pylist() if code and level_of(code) not in (None, level)), None)
        if wrong is not None:
            problem = f"The code is not of level {level}."
            findings.append(
                Finding("other_level", problem, "Correct --from or --to.", file=file, column=column, value=wrong)
            )
    return findings


def _sums(amounts: dict[str, dict[str, float]], column: str, file: str) -> list[Finding]:
    return [
        Finding("sum", f"The weights of {code} sum to {total:.4f} instead of 1.", "Give the other parts too.",
                file=file, column=column, value=code)
        for code, parts in amounts.items() if abs((total := math.fsum(parts.values())) - 1) > ROUNDING
    ]  # fmt: skip


def _links(amounts: dict[str, dict[str, float]], basis: str) -> list[Link]:
    links = []
    for source, parts in sorted(amounts.items()):
        if math.fsum(parts.values()) <= 0:
            continue
        weights = normalised(list(parts.values()))
        links += [Link(source, target, w, basis) for target, w in zip(parts, weights, strict=True) if w > 0]
    return links
