"""Reading the files of named places and of squares: CSV with a header in Dutch, comma or semicolon. Pure."""

import csv
import io
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from wens.facts.squares import is_code
from wens.signalling.actions import Described, SignalError
from wens.signalling.models import PlaceKind

COLUMNS = ("naam", "soort", "buurtcode", "adressen")
SQUARES = ("vak", "adressen")
OF_CBS = {"crs28992res100m": "vak", "aantal_woningen": "adressen"}
"""The same columns in the statistics per square of CBS."""
SECRET = ("-99997", "-99995", "")
"""What CBS writes for fewer than five, and for nothing known."""
Row = dict[str, str | None]


def read_places(data: bytes) -> list[Described]:
    """Return the places of a file; x and y (metres, EPSG:28992) may be left out. The header is row 1.

    Raises SignalError that names the row, the column, the value and what to do.
    """
    return [_described(number, row) for number, row in _rows(data, COLUMNS)]


def read_squares(data: bytes) -> dict[str, int]:
    """Return the addresses per square of a file (`vak`, `adressen`, or CBS's own names); what CBS hides is left out.

    Raises SignalError as `read_places`.
    """
    found: dict[str, int] = {}
    for number, row in _rows(data, SQUARES):
        code = _cell(row, "vak").upper()
        if not is_code(code):
            raise _wrong(number, "vak", code, _("geen vak van 100 meter (bijvoorbeeld E2579N4717)"))
        if code in found:
            raise _wrong(number, "vak", code, _("een vak dat er al staat"))
        if _cell(row, "adressen") not in SECRET:
            found[code] = _addresses(number, row)
    return found


def _rows(data: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SignalError(_("Bewaar het bestand als CSV in UTF-8."), "file") from error
    lines = io.StringIO(text, newline=None)  # spreadsheets end a line in three ways
    head = lines.readline()
    lines.seek(0)
    rows = csv.DictReader(lines, delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        rows.fieldnames = [OF_CBS.get(name, name) for name in rows.fieldnames or []]
        if missing := [name for name in columns if name not in rows.fieldnames]:
            said = {"columns": ", ".join(missing)}
            raise SignalError(_("In de eerste rij ontbreekt: %(columns)s.") % said, "file")
        yield from enumerate(rows, start=2)
    except csv.Error as error:
        remedy = _("Na regel %(line)s is het bestand niet te lezen. Open het in een rekenblad en bewaar het als CSV.")
        raise SignalError(remedy % {"line": rows.line_num}, "file") from error


def _described(number: int, row: Row) -> Described:
    with translation.override("nl"):  # a file is Dutch, whoever loads it
        kinds = {str(kind.label): kind for kind in PlaceKind}
    written = _cell(row, "soort").lower()
    kind = kinds.get(written) or next((one for one in PlaceKind if one.value == written), None)
    if kind is None:
        known = _("geen soort die wij kennen. Kies uit: %(kinds)s") % {"kinds": ", ".join(kinds)}
        raise _wrong(number, "soort", _cell(row, "soort"), known)
    return Described(
        _cell(row, "naam"), kind, _cell(row, "buurtcode"), _addresses(number, row), _metres(number, row, "x"),
        _metres(number, row, "y"),
    )  # fmt: skip


def _addresses(number: int, row: Row) -> int:
    written = _cell(row, "adressen")
    if not written.isascii() or not written.isdigit() or len(written) > 6:
        raise _wrong(number, "adressen", written, _("geen heel getal van 0 of meer"))
    return int(written)


def _metres(number: int, row: Row, column: str) -> float | None:
    written = _cell(row, column).replace(",", ".")
    try:
        return float(written) if written else None
    except ValueError as error:
        raise _wrong(number, column, written, _("geen getal")) from error


def _wrong(number: int, column: str, value: str, what: str) -> SignalError:
    said = {"row": number, "column": column, "value": value, "what": what}
    return SignalError(_("Rij %(row)s, kolom %(column)s: “%(value)s” is %(what)s.") % said, "file")


def _cell(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()
