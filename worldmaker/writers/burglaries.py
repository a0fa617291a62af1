"""Misdaad in kaart: the last three years of burglaries, one row each, per postcode and day."""

from pathlib import Path

import numpy as np

from worldmaker.events import World, one_each
from worldmaker.streams import stream
from worldmaker.writers.tables import write_csv


def write(world: World, folder: Path) -> None:
    """Write misdaad_in_kaart.csv; its rows per buurt and month are those of police type 1.1.1."""
    buurt, month, day = one_each(world, "1.1.1")
    recent = month >= 12 * max(0, len(world.years) - 3)
    buurt, month, day = buurt[recent], month[recent], day[recent]
    start = np.datetime64(f"{world.years[0]}-01", "M")
    dates = (start + month).astype("datetime64[D]") + day
    attempt = stream(world.seed, "attempts").random(len(dates)) < 0.21
    postcode = world.city.postcode4[buurt]
    order = np.lexsort([-dates.astype(np.int64), postcode])
    written = [f"{d[8:10]}-{d[5:7]}-{d[:4]}" for d in dates[order].astype(str)]
    kinds = np.where(attempt[order], "Poging tot woninginbraak", "Woninginbraak")
    rows = zip(postcode[order].tolist(), written, kinds.tolist(), strict=True)
    write_csv(folder / "misdaad_in_kaart.csv", ("Postcode", "Datum", "Soort"), rows)
