"""From text to numbers: decimal comma, thousands dot, symbols of CBS, provisional marks; whole columns at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import Finding
from wens.intake.reading.sheet import Mask, Sheet, clean

Kind = Literal["count", "stock", "percent", "score"]
Missing = Literal["unknown", "not_applicable"]

PRESENT, UNKNOWN, NOT_APPLICABLE = 0, 1, 2
MISSING_NAMES: tuple[str | None, ...] = (None, "unknown", "not_applicable")

SECRET_BELOW = -90_000
"""CBS writes -99999999 (and, in other editions, other large negative codes) for missing or secret in map files."""

_UNKNOWN = {".", "..", "x", "na", "n/a", "#n/a", "null", "nan", "none", "n.b.", "nb", "onbekend"}
_NOT_APPLICABLE = {"n.v.t.", "nvt"}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE)
_DOTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))")


@dataclass(frozen=True)
class Numbers:
    """values: float64, NaN where missing. missing: 0 present, 1 unknown, 2 not applicable. bad: no number at all."""

    values: npt.NDArray[np.float64]
    missing: npt.NDArray[np.uint8]
    provisional: Mask
    bad: Mask

    def without(self, mask: Mask) -> Numbers:
        """Return the same with the values of `mask` missing ('unknown')."""
        values, missing = self.values.copy(), self.missing.copy()
        values[mask], missing[mask] = np.nan, UNKNOWN
        return Numbers(values, missing, self.provisional, self.bad)


def numbers(
    sheet: Sheet,
    place: int,
    *,
    whole: bool,
    blank: Missing = "unknown",
    decimal: str | None = None,
    missing: Iterable[str] = (),
) -> Numbers:
    """Return a text column as numbers.

    whole: the values are counts, which decides that `1.204` is one thousand two hundred and four. blank: what an empty
    field means. decimal: the decimal sign when it is known. missing: further texts that mean "missing".
    """
    extra = {clean(text).lower() for text in missing}
    quick = _plain(sheet.columns[place], whole, decimal) if not extra - {"", "."} else None
    if quick is not None:
        none = np.zeros(len(quick), bool)
        return Numbers(quick, none.astype(np.uint8), none, none)
    coded = sheet.coded(place)
    sign = decimal or _decimal_sign(coded.values, whole)
    results = [_number(text, sign, blank, extra) for text in coded.values]
    take = coded.codes
    return Numbers(
        np.array([r[0] for r in results], np.float64)[take],
        np.array([r[1] for r in results], np.uint8)[take],
        np.array([r[2] for r in results], bool)[take],
        np.array([r[3] for r in results], bool)[take],
    )


def checked(found: Numbers, sheet: Sheet, place: int, kind: Kind) -> tuple[Numbers, list[Finding]]:
    """Return the numbers without the values that cannot be right, and a finding for each of these."""
    value = np.nan_to_num(found.values)
    rules: list[tuple[Mask, str, str, str]] = [
        (found.bad, "not_a_number", "The value is not a number.", "Write a number, or leave the field empty."),
    ]
    if kind in ("count", "stock"):
        rules.append((value < 0, "negative", "A count cannot be negative.", "Ask the supplier for the right value."))
    if kind == "count":
        broken = np.abs(value - np.round(value)) > 1e-9
        rules.append((broken, "not_whole", "A count is a whole number.", "Ask the supplier for the right value."))
    if kind == "percent":
        outside = (value < 0) | (value > 100)
        rules.append(
            (outside, "percentage", "A percentage lies between 0 and 100.", "Ask the supplier for the right value.")
        )
    findings: list[Finding] = []
    wrong = np.zeros(len(value), bool)
    for mask, code, problem, remedy in rules:
        if mask.any():
            findings += sheet.report(mask & ~wrong, place, code, problem, remedy)
            wrong |= mask
    return (found.without(wrong), findings) if wrong.any() else (found, findings)


def _plain(column: pa.ChunkedArray, whole: bool, decimal: str | None) -> npt.NDArray[np.float64] | None:
    """Return the numbers of a column that holds nothing but plain numbers with a decimal point, else None."""
    if decimal == "," or pa.types.is_dictionary(column.type):
        return None
    try:
        cast = pc.cast(column, pa.float64())
    except pa.ArrowInvalid:
        return None
    values = np.asarray(cast.to_numpy(), dtype=np.float64)
    if not np.isfinite(values).all() or (len(values) and values.min() < SECRET_BELOW):
        return None
    if decimal is None and _may_hold_thousands(column, values, whole):
        return None
    return values


def _may_hold_thousands(column: pa.ChunkedArray, values: npt.NDArray[np.float64], whole: bool) -> bool:
    if whole:
        return bool((values != np.round(values)).any()) or bool(pc.any(pc.match_substring(column, ".000")).as_py())
    return False


def _decimal_sign(texts: Sequence[str], whole: bool) -> str:
    """Return ',' or '.': the only reading of the column as a whole that makes sense."""
    written = [t.rstrip("*% ") for t in texts if any(c.isdigit() for c in t)]
    commas = [t for t in written if "," in t]
    dots = [t for t in written if "." in t]
    for text in commas:
        if "." in text:
            return "," if text.rindex(",") > text.rindex(".") else "."
    if commas:
        thousands = all(map(_COMMAS.fullmatch, commas)) and (whole or any(t.count(",") > 1 for t in commas))
        return "." if thousands and not all(map(_DOTS.fullmatch, dots or ["0.1"])) else ","
    if dots and all(map(_DOTS.fullmatch, dots)):
        fixed = len(dots) == len(written) and all(t.endswith(".000") for t in dots)  # "5.000": three decimals
        if (whole and not fixed) or any(t.count(".") > 1 for t in dots):
            return ","
    return "."


def _number(text: str, decimal: str, blank: Missing, extra: set[str]) -> tuple[float, int, bool, bool]:
    """Return value, how it is missing, whether it is provisional, whether it is no number."""
    bare = text.rstrip("*").rstrip()
    provisional = len(bare) < len(text) and bare != ""
    lower = bare.lower()
    if not lower and not text:
        return np.nan, UNKNOWN if blank == "unknown" else NOT_APPLICABLE, False, False
    if lower in _NOT_APPLICABLE:
        return np.nan, NOT_APPLICABLE, provisional, False
    if lower in _UNKNOWN or lower in extra:
        return np.nan, UNKNOWN, provisional, False
    plain = _SPACES.sub("", bare.removesuffix("%").rstrip())
    plain = (
        plain.replace(".", "").replace(",", ".") if decimal == "," and not _foreign(plain) else plain.replace(",", "")
    )
    if not _NUMBER.fullmatch(plain):
        return np.nan, UNKNOWN, provisional, True
    value = float(plain)
    if value < SECRET_BELOW:
        return np.nan, UNKNOWN, provisional, False
    return value, PRESENT, provisional, False


def _foreign(text: str) -> bool:
    """Whether a dot in a decimal-comma column is a decimal point after all (`10.0` beside `12,5`)."""
    return "," not in text and "." in text and not _DOTS.fullmatch(text)
