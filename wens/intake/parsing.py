"""One door to all parsers: from the bytes of a delivery of some source to canonical cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wens.intake.brandweer import parse as brandweer
from wens.intake.bron import parse as bron
from wens.intake.cbs_kwb import parse as cbs_kwb
from wens.intake.cells import Parsed
from wens.intake.counts import parse as counts
from wens.intake.definitions import source
from wens.intake.incidents import parse as incidents
from wens.intake.mapping import Mapping
from wens.intake.misdaad_in_kaart import parse as misdaad_in_kaart
from wens.intake.politie import parse as politie
from wens.intake.rivm import parse as rivm
from wens.intake.woonoverlast import parse as woonoverlast


@dataclass(frozen=True)
class Delivery:
    """A file as it was handed in, with what the person said about it."""

    data: bytes
    name: str
    mapping: Mapping | None = None
    period: str | None = None


PARSERS: dict[str, Callable[[Delivery], Parsed]] = {
    "brandweer": lambda d: brandweer.parse(d.data, name=d.name, mapping=d.mapping),
    "bron": lambda d: bron.parse(d.data, name=d.name, period=d.period),
    "cbs_kwb": lambda d: cbs_kwb.parse(d.data, name=d.name, period=d.period),
    "counts": lambda d: counts.parse(d.data, name=d.name, mapping=d.mapping),
    "incidents": lambda d: incidents.parse(d.data, name=d.name, mapping=d.mapping),
    "misdaad_in_kaart": lambda d: misdaad_in_kaart.parse(d.data, name=d.name),
    "politie": lambda d: politie.parse(d.data, name=d.name),
    "rivm": lambda d: rivm.parse(d.data, name=d.name, period=d.period),
    "woonoverlast": lambda d: woonoverlast.parse(d.data, name=d.name, mapping=d.mapping),
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
