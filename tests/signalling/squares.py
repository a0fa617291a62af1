"""Fires as points in Proefstad: a few a week anywhere, and at one spot in Werf an outbreak in the last fortnight."""

import datetime as dt

import numpy as np

from tests.signalling.test_weekly import CITY, LAST, MACHINE
from wens.intake.delivery import Delivery, Options
from wens.intake.mapping import mapping_of
from wens.signalling.actions.squares import load_squares
from wens.signalling.rules import MANAGE, SEE
from wens.tenancy.context import acting

SPOT, SQUARE_CODE, BUURT = (257_441.0, 470_552.0), "E2574N4705", "BU00010100"
MAPPING = {
    "date": {"column": "dag", "format": "%Y-%m-%d"},
    "place": {"x": "x", "y": "y", "crs": "EPSG:28992"},
    "category": {"column": "soort", "map": {"Buitenbrand": "fire"}},
    "indicator": {"fire": "outdoor_fires_per_1000_inhabitants"},
}


def points(*, burst: int = 6, weeks: int = 110, seed: int = 1) -> list[tuple[dt.date, float, float]]:
    """Return day and place (RD) of each fire."""
    rng = np.random.default_rng(seed)
    many = 3 * weeks
    back, x, y = (
        rng.integers(0, 7 * weeks, many),
        rng.uniform(255_000, 259_000, many),
        rng.uniform(470_000, 471_000, many),
    )
    rows = [
        (LAST - dt.timedelta(days=int(one)), float(east), float(north))
        for one, east, north in zip(back, x, y, strict=True)
    ]
    return rows + [(LAST - dt.timedelta(days=2 * at), SPOT[0] + 5 * at, SPOT[1]) for at in range(burst)]


def delivery(rows: list[tuple[dt.date, float, float]], name: str = "branden.csv") -> Delivery:
    """Return them as a supplier's file."""
    text = "dag,x,y,soort\n" + "".join(f"{day},{x:.1f},{y:.1f},Buitenbrand\n" for day, x, y in sorted(rows))
    return Delivery(text.encode(), name, mapping=mapping_of(MAPPING, "fires.yaml"))


def load_addresses(number: int = 25) -> None:
    """Give every square of Proefstad so many addresses."""
    codes = [f"E{east}N{north}" for east in range(2550, 2590) for north in range(4700, 4710)]
    with acting(CITY, MACHINE, rights={SEE, MANAGE}):
        load_squares(addresses=dict.fromkeys(codes, number), by=MACHINE)


COMMIT = Options(commit=True, allow_shrink=True)
