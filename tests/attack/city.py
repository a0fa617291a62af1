"""A fictional gemeente with numbers about people: wijken that local wijken cut across, months, revisions."""

import json
from typing import Any

import numpy as np

from tests.figures import world
from tests.figures.conftest import deliver
from wens.areas.actions import compose, load_areas
from wens.areas.compositions import read_definition
from wens.figures.actions import build_editions
from wens.figures.definitions import Definitions, definitions
from wens.organisations.actions import register_gemeente
from wens.photos.actions import activate
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
YEARS = (2021, 2022, 2023)
BUURTEN = tuple(f"BU0001{at // 3:02d}{at % 3:02d}" for at in range(12))
WIJKEN = {f"WK0001{number:02d}": BUURTEN[3 * number : 3 * number + 3] for number in range(4)}
LOCAL = {"oever": BUURTEN[:2], "kade": BUURTEN[2:5], "laan": BUURTEN[5:9], "heuvel": BUURTEN[9:]}
STADSDELEN = {"oost": BUURTEN[:5], "west": BUURTEN[5:]}
AREAS = {
    "GM0001": BUURTEN,
    **WIJKEN,
    **{f"GM0001-LW-{key}": own for key, own in LOCAL.items()},
    **{f"GM0001-SD-{key}": own for key, own in STADSDELEN.items()},
    **{buurt: (buurt,) for buurt in BUURTEN},
}
PERSONAL = {
    "youth_nuisance_per_1000_inhabitants": "nuisance:youth",
    "neighbour_disputes_per_1000_households": "nuisance:neighbours",
    "drug_and_alcohol_nuisance_per_1000_inhabitants": "nuisance:drugs_alcohol",
    "confused_behaviour_incidents_per_1000_inhabitants": "nuisance:confused",
    "housing_nuisance_reports_per_1000_rented_dwellings": "nuisance:housing_reports",
}
TOTAL = {"nuisance_registrations_per_1000_inhabitants": "nuisance:total"}
"""Open: the source publishes it. It holds the first four of PERSONAL."""
PEOPLE = ("inhabitants", "households", "dwellings", "rented_dwellings_percent", "cars")

Counts = dict[str, np.ndarray]
"""Per measure the true counts: (years, buurten)."""


def counts(seed: int) -> Counts:
    """Small numbers, some larger ones, and a few zeros; the total holds something else besides."""
    rng = np.random.default_rng(seed)
    shape = len(YEARS), len(BUURTEN)
    made = {measure: rng.negative_binomial(1.2, 1.2 / (1.2 + mean), shape) for measure, mean in zip(
        PERSONAL.values(), (14, 11, 9, 3, 16), strict=True)}  # fmt: skip
    in_total = [made[measure] for key, measure in PERSONAL.items() if not key.startswith("housing")]
    made["nuisance:total"] = sum(in_total) + rng.poisson(12, shape)
    return made


def revised(made: Counts, seed: int) -> Counts:
    """The same a quarter later: one in five numbers of the last year changed by one or two."""
    rng = np.random.default_rng(seed)
    later = {}
    for measure, one in made.items():
        change = np.zeros_like(one)
        change[-1] = np.where(rng.random(one.shape[1]) < 0.2, rng.integers(-2, 3, one.shape[1]), 0)
        later[measure] = np.maximum(one + change, 0)
    parts = sum(later[measure] for key, measure in PERSONAL.items() if not key.startswith("housing"))
    later["nuisance:total"] = np.maximum(later["nuisance:total"], parts)
    return later


def facts(made: Counts) -> list[dict[str, Any]]:
    """Youth nuisance comes by month (all of a year in equal parts, the rest in January), the others by year."""
    rows = []
    for at, year in enumerate(YEARS):
        for measure in PEOPLE:
            value = 40 if measure.endswith("percent") else 1000
            rows += [world.fact(f"kwb:{measure}", buurt, f"{year}-01-01", value) for buurt in BUURTEN]
        for measure, one in made.items():
            for buurt, count in zip(BUURTEN, one[at].tolist(), strict=True):
                if measure != "nuisance:youth":
                    rows.append(world.fact(measure, buurt, f"{year}-01-01", count))
                    continue
                for month in range(1, 13):
                    part = count // 12 + (count % 12 if month == 1 else 0)
                    rows.append(world.fact(measure, buurt, f"{year}-{month:02d}-01", part, grain="month"))
    return rows


def make() -> None:
    """Register Proefstad and load its areas."""
    register_gemeente(code=world.GEMEENTE, name="Proefstad", hosts=["testserver"], by=MACHINE)
    load_areas(
        data=_shapes(), file="buurten.geojson", gemeente=world.GEMEENTE, level="buurt", year=2024, code="code",
        name="name", parent="wijk", crs="EPSG:28992", commit=True, by=MACHINE,
    )  # fmt: skip
    lists = [
        f"  - {{kind: {kind}, key: {key}, name: {key.capitalize()}, buurten: [{', '.join(own)}]}}"
        for kind, parts in (("stadsdeel", STADSDELEN), ("local_wijk", LOCAL))
        for key, own in parts.items()
    ]
    text = "\n".join(["gemeente: GM0001", "status: to_be_confirmed", "source: made for tests", "compositions:", *lists])
    with acting(world.GEMEENTE, MACHINE):
        compose(definition=read_definition(text, file="compositions.yaml"), by=MACHINE)


def publish(made: Counts, snapshot: int) -> None:
    """Deliver, build and activate both tiers; the photos are frozen with it."""
    built = build_editions(gemeente=world.GEMEENTE, slices=deliver(facts(made), snapshot), by=MACHINE, chosen=chosen())
    with acting(world.GEMEENTE, MACHINE):
        for one in built:
            if not one.unchanged:
                activate(edition=one.edition or 0, by=MACHINE)


def chosen() -> Definitions:
    """The real definitions of these indicators."""
    real = definitions()
    kept = {key: real.indicators[key] for key in (*PERSONAL, *TOTAL)}
    return Definitions(kept, real.denominators, real.themes)


def _shapes() -> bytes:
    features = []
    for at, code in enumerate(BUURTEN):
        x, y = 255_000 + 1000 * at, 470_000
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        wijk = next(wijk for wijk, own in WIJKEN.items() if code in own)
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code, "name": f"Buurt{at:02d}", "wijk": wijk},
                "geometry": geometry,
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
