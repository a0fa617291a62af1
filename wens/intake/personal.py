"""Finds columns about persons, by their names and by what stands in them. Figures are about places, never persons.

A delivery with such a column is refused, unless the definition of its source lists the column with the reason why the
delivery cannot be had without it; then it is read past and never stored. AVG art. 5(1)(c), data minimisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wens.intake.cells import Finding, Refused
from wens.intake.definitions import Source
from wens.intake.reading.sheet import Sheet, base_name, clean

_SAMPLE = 4_000

_PERSON_NAMES = (
    r"(voor|achter|roep|familie|meisjes|personen?|klant|melder|bewoner|huurder|aangever|verdachte|slachtoffer|dader|cliente?"
    r"|contact|volledige|eigen)_?s?_?naam(en)?",
    r"naam_?(van_?)?(de_?|het_?)?(melder|bewoner|huurder|aangever|verdachte|slachtoffer|dader|klant|client|persoon|eigenaar"
    r"|contactpersoon)",
    r"(first|last|sur|full|family|given|middle)_?name",
    r"tussenvoegsels?",
    r"voorletters?",
    r"initialen",
    r"contactpersoon",
)
_IDENTIFIERS = (
    r"(.*_)?bsn(_?(nummer|nr))?",
    r"burgerservice_?(nummer|nr)",
    r"sofi_?(nummer|nr)?",
    r"(.*_)?(iban|bankrekening(nummer)?|rekening_?(nummer|nr))",
    r"(.*_)?kentekens?(_.*)?",
    r"(paspoort|rijbewijs|legitimatie|identiteitskaart|v)_?(nummer|nr)",
)
_BIRTH = (
    r"(.*_)?geboorte_?(datum|dag|jaar|plaats|land)",
    r"geb_?(dat(um)?|jaar)?",
    r"(date_?of_?)?birth_?(date|day|year)?",
    r"dob",
    r"(jaar_?van_?)?geboren",
)
_ADDRESS = (
    r"(.*_)?huis_?(nummers?|nrs?|letters?)(_?toevoeging(en)?)?",
    r"(hnr|huisnr|house_?number|toevoeging|huistoevoeging)",
    r"(.*_)?(woon|huis|bezoek|post|verblijfs|incident)?_?adres(regel)?(_?\d+)?",
    r"(street_?)?address",
)
_CONTACT = (r"(.*_)?e?_?mail(_?adres)?", r"(.*_)?(telefoon|tel|mobiel|gsm|phone)_?(nummer|nr|number)?")

_RULES = tuple(
    (what, re.compile(f"(?:{'|'.join(forms)})"))
    for what, forms in (
        ("names of persons", _PERSON_NAMES),
        ("numbers of persons", _IDENTIFIERS),
        ("dates of birth", _BIRTH),
        ("addresses", _ADDRESS),
        ("ways to reach persons", _CONTACT),
    )
)
_BARE_NAME = {"naam", "name", "namen", "names"}

_CONTENT = (  # what, pattern on a whole value or inside it, share of the values that must fit
    ("e-mail addresses", re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"), 0.0),
    ("bank account numbers", re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}( ?\d){10}\b"), 0.0),
    ("addresses", re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}[ ,]+\d{1,5}\b"), 0.0),
    ("telephone numbers", re.compile(r"^(\+31|0031|0)[ -]?(6|[1-57-9]\d{1,2})[ -]?(\d[ -]?){6,8}$"), 0.5),
    (
        "names of persons",
        re.compile(r"^([A-Z]\.){1,4} ?((van|de|der|den|ten|ter|el|van der|van den|van de) )*[A-Z][a-zë-]+$"),
        0.2,
    ),
)


def personal_columns(sheet: Sheet, definition: Source) -> list[str]:
    """Return the columns about persons that the source's definition allows to be dropped.

    Raises Refused naming every other column that looks like one.
    """
    allowed = {base_name(entry.column) for entry in definition.personal_columns}
    named = {base_name(title) for title in definition.name_columns}
    dropped: list[str] = []
    refused: list[Finding] = []
    for place, title in enumerate(sheet.header):
        if base_name(title) in allowed and title:
            dropped.append(title)
        elif what := _by_name(title, base_name(title) in named) or _by_content(sheet, place):
            refused.append(_refusal(sheet, place, what))
    if refused:
        raise Refused(*refused)
    return dropped


def _by_name(title: str, names_an_area: bool) -> str | None:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", clean(title))
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    plain = re.sub(r"(?<=[a-z])_\d+$", "", plain)
    if plain in _BARE_NAME and not names_an_area:
        return "names"
    return next((what for what, form in _RULES if form.fullmatch(plain)), None)


def _by_content(sheet: Sheet, place: int) -> str | None:
    column = sheet.columns[place]
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    if (
        sheet.has_at_sign and pc.any(pc.match_substring(column, "@")).as_py()
    ):  # looked for in every row: one address is one too many
        column = pa.chunked_array(
            [column.filter(pc.match_substring(column, "@")).combine_chunks(), *_sample(column).chunks]
        )
    else:
        column = _sample(column)
    values = [text for text in map(clean, column.unique().to_pylist()) if text]
    if _holds_bsn(values):
        return "citizen service numbers (BSN)"
    for what, form, share in _CONTENT:
        hits = sum(bool(form.search(text)) for text in values)
        if hits and hits >= share * len(values):
            return what
    return None


def _sample(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if len(column) <= _SAMPLE:
        return column
    spread = np.unique(np.linspace(0, len(column) - 1, _SAMPLE // 2).astype(np.int64))
    return pa.chunked_array([*column.slice(0, _SAMPLE // 2).chunks, column.take(pa.array(spread)).combine_chunks()])


def _holds_bsn(values: Sequence[str]) -> bool:
    """Whether nearly all values pass the eleven-test; of other numbers of nine digits one in eleven does."""
    if len(values) < 2 or not all(len(text) in (8, 9) and text.isdecimal() and text.isascii() for text in values):
        return False
    return sum(map(_eleven_test, values)) >= 0.9 * len(values)


def _eleven_test(text: str) -> bool:
    digits = [int(digit) for digit in text.zfill(9)]
    total = sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0 and any(digits)


def _refusal(sheet: Sheet, place: int, what: str) -> Finding:
    return Finding(
        "personal",
        f"The column seems to hold {what}. Figures are about places; nothing about persons is stored.",
        "Remove the column from the file, or give it the name of what it is (buurtnaam, complexnaam).",
        sheet.name,
        sheet.first_row - 1,
        sheet.header[place],
        severity="error",
    )
