"""The first step of every parser: find the table, and make sure that it is not about persons."""

from __future__ import annotations

from wens.intake.definitions import Source
from wens.intake.personal import personal_columns
from wens.intake.reading import Accepts, Part, Sheet, read, read_parts


def open_table(data: bytes | list[Part], name: str, definition: Source, accepts: Accepts) -> tuple[Sheet, list[str]]:
    """Return the table that a layout of this source recognises, and the columns about persons to leave out.

    Raises Refused when nothing can be read, no layout fits, or the table is about persons.
    """
    if isinstance(data, bytes):
        sheet = read(data, name, accepts=accepts, known=definition.layouts, source=definition.key)
    else:
        sheet = read_parts(data, name, accepts=accepts, known=definition.layouts, source=definition.key)
    return sheet, personal_columns(sheet, definition)
