"""One door to all parsers: from the bytes of a delivery of some source to canonical cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wens.intake.cells import Parsed
from wens.intake.definitions import source
from wens.intake.mapping import Mapping
from wens.intake.politie import parse as politie


@dataclass(frozen=True)
class Delivery:
    """A file as it was handed in, with what the person said about it."""

    data: bytes
    name: str
    mapping: Mapping | None = None
    period: str | None = None


PARSERS: dict[str, Callable[[Delivery], Parsed]] = {
    "politie": lambda d: politie.parse(d.data, name=d.name),
}


def parse_file(
    key: str, data: bytes, *, name: str, mapping: Mapping | None = None, period: str | None = None
) -> Parsed:
    """Return the cells of a delivery of source `key`, or its errors; never raises because of what stands in the file.

    name: the file name, shown in messages, and read where a layout leaves its year to the name (kwb2024_…).
    period: the period of a file that does not say it (`2024`, `2011-2020`), as given by `--period`.
    Raises SourceError when there is no such source.
    """
    source(key)
    return PARSERS[key](Delivery(data, name, mapping, period))
