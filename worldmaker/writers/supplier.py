"""Files of local suppliers with their mappings: housing nuisance in Excel, reports about public space as counts."""

import datetime as dt
from pathlib import Path

import numpy as np
import xlsxwriter

from worldmaker.events import World, counts
from worldmaker.writers.tables import write_csv


def write(world: World, folder: Path) -> None:
    """Write woonoverlast.xlsx and meldingen_openbare_ruimte.csv, each with the mapping that reads it."""
    _nuisance(world, folder / "woonoverlast.xlsx")
    (folder / "woonoverlast.yaml").write_text(_NUISANCE, encoding="utf-8")
    _reports(world, folder / "meldingen_openbare_ruimte.csv")
    (folder / "meldingen_openbare_ruimte.yaml").write_text(_REPORTS, encoding="utf-8")


def _nuisance(world: World, path: Path) -> None:
    table = counts(world, "nuisance:housing")
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel has no zones; the same bytes each time
        sheet = book.add_worksheet("Meldingen")
        sheet.write_row(0, 0, ["Buurtcode", "Jaar", "Maand", "Aantal meldingen"])
        for row, ((buurt, month), value) in enumerate(np.ndenumerate(table), 1):  # a month without reports says 0
            sheet.write_row(row, 0, [world.city.buurten[buurt], world.years[month // 12], month % 12 + 1, int(value)])


def _reports(world: World, path: Path) -> None:
    table = counts(world, "reports:public_space")
    yearly = table.reshape(len(table), -1, 12).sum(axis=2).tolist()
    rows = [
        [code, year, n]
        for code, row in zip(world.city.buurten, yearly, strict=True)
        for year, n in zip(world.years, row, strict=True)
    ]
    write_csv(path, ("buurtcode", "jaar", "aantal"), rows, separator=";")


_NUISANCE = """\
area: {column: Buurtcode}
period: {year: {column: Jaar}, month: {column: Maand}}
value: {column: Aantal meldingen}
indicator: housing_nuisance_reports_per_1000_rented_dwellings
"""

_REPORTS = """\
area: {column: buurtcode}
period: {year: {column: jaar}}
value: {column: aantal}
indicator: public_space_reports_per_1000_inhabitants
"""
