"""Reading a file of named places: CSV with a header in Dutch, comma or semicolon. Pure."""

import csv
import io

from wens.signalling.actions import Described, SignalError
from wens.signalling.models import PlaceKind

COLUMNS = ("naam", "soort", "buurtcode", "adressen")


def read_places(data: bytes) -> list[Described]:
    """Return the places of a file; x and y (metres, EPSG:28992) may be left out. The header is row 1.

    Raises SignalError that names the row, the column, the value and what to do.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SignalError("Bewaar het bestand als CSV in UTF-8.", "file") from error
    lines = io.StringIO(text, newline=None)  # spreadsheets end a line in three ways
    head = lines.readline()
    lines.seek(0)
    rows = csv.DictReader(lines, delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
        if missing:
            raise SignalError(f"In de eerste rij ontbreekt: {', '.join(missing)}.", "file")
        return [_described(number, row) for number, row in enumerate(rows, start=2)]
    except csv.Error as error:
        remedy = "Open het bestand in een rekenblad en bewaar het opnieuw als CSV."
        raise SignalError(f"Na regel {rows.line_num} is het bestand niet te lezen. {remedy}", "file") from error


def _described(number: int, row: dict[str, str | None]) -> Described:
    kinds = {str(kind.label): kind for kind in PlaceKind} | {kind.value: kind for kind in PlaceKind}
    kind = kinds.get(_cell(row, "soort").lower())
    if kind is None:
        known = ", ".join(str(each.label) for each in PlaceKind)
        raise SignalError(f"Rij {number}, kolom soort: “{row['soort']}” kennen wij niet. Kies uit {known}.", "file")
    return Described(
        _cell(row, "naam"), kind, _cell(row, "buurtcode"), _addresses(number, row), _metres(number, row, "x"),
        _metres(number, row, "y"),
    )  # fmt: skip


def _addresses(number: int, row: dict[str, str | None]) -> int:
    written = _cell(row, "adressen")
    if not written.isascii() or not written.isdigit() or len(written) > 6:
        raise SignalError(f"Rij {number}, kolom adressen: “{written}” is geen heel getal van 0 of meer.", "file")
    return int(written)


def _metres(number: int, row: dict[str, str | None], column: str) -> float | None:
    written = _cell(row, column).replace(",", ".")
    try:
        return float(written) if written else None
    except ValueError as error:
        raise SignalError(f"Rij {number}, kolom {column}: “{written}” is geen getal.", "file") from error


def _cell(row: dict[str, str | None], column: str) -> str:
    return (row.get(column) or "").strip()
