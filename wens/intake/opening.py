"""The first step of every parser: find the tables, and make sure that nothing in the delivery is about persons."""

from __future__ import annotations

from typing import NamedTuple

from wens.intake.cells import Finding, Refused
from wens.intake.definitions import Source
from wens.intake.personal import personal_columns
from wens.intake.reading import Accepts, Part, Sheet, read_all, unpack


class Opened(NamedTuple):
    """A table that a layout recognises, and its columns about persons that are left out."""

    sheet: Sheet
    personal: list[str]


def open_tables(data: bytes | list[Part], name: str, definition: Source, accepts: Accepts) -> list[Opened]:
    """Return the tables that a layout of this source recognises: at least one.

    The other sheets and files of the delivery are kept with it, so they too may not be about persons. Raises Refused
    when nothing can be read, no layout fits, or anything is about persons.
    """
    parts = unpack(data, name) if isinstance(data, bytes) else data
    found = read_all(parts, name, accepts=accepts, known=definition.layouts, source=definition.key)
    dropped: list[str] = []
    refused: list[Finding] = []
    opened: list[Opened] = []
    for sheet in [*found.others, *found.known]:
        try:
            columns = personal_columns(sheet, definition)
        except Refused as refusal:
            refused += refusal.findings
            continue
        if sheet in found.others:
            dropped += columns
        else:
            opened.append(Opened(sheet, [*columns, *dropped]))
    if refused:
        raise Refused(*refused)
    if not any(len(sheet) for sheet, _ in opened):
        problem = "The table has a header and no records."
        raise Refused(
            Finding("no_records", problem, "Export it again, with data.", opened[0].sheet.name, severity="error")
        )
    return [table for table in opened if len(table.sheet)]
