"""A small gemeente with shapes, a stadsdeel, local wijken and a public edition of real indicators."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.figures import world
from wens.areas.actions import compose, load_areas
from wens.areas.compositions import read_definition
from wens.figures import gathering
from wens.figures.actions import activate, build_editions
from wens.figures.build.run import Inputs
from wens.figures.definitions import Definitions, definitions
from wens.figures.inputs import count
from wens.organisations.actions import register_gemeente
from wens.publication import caching
from wens.tenancy.context import Actor, acting

MACHINE = Actor.machine()
NAMES = {"BU00010000": "Noord", "BU00010001": "Zuid", "BU00010100": "Werf", "BU00010101": "Noorderpark"}
COMPOSITIONS = """
gemeente: GM0001
status: to_be_confirmed
source: made for tests
compositions:
  - {kind: stadsdeel, key: west, name: West, buurten: [BU00010000, BU00010001, BU00010100]}
  - {kind: local_wijk, key: dorp, name: Dorp, buurten: [BU00010000, BU00010001]}
  - {kind: local_wijk, key: werf, name: Werf, buurten: [BU00010100]}
  - {kind: local_wijk, key: park, name: "Noorderpark & <Plas>", buurten: [BU00010101]}
"""
INDICATORS = (
    "burglaries_per_1000_dwellings", "recorded_crimes_per_1000_inhabitants", "sexual_offences_count",
    "housing_nuisance_reports_per_1000_rented_dwellings", "vehicle_theft_per_1000_cars",
)  # fmt: skip


def shapes() -> bytes:
    """Four squares of a kilometre in a row, in RD."""
    features = []
    for at, (code, name) in enumerate(NAMES.items()):
        x, y = 255_000 + 1000 * at, 470_000
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        wijk = next(wijk for wijk, buurten in world.WIJKEN.items() if code in buurten)
        properties = {"code": code, "name": name, "wijk": wijk, "aantal_inwoners": 1000 + 10 * at}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def facts() -> list[dict[str, object]]:
    """Burglaries: Noord 40 on 1,000 dwellings, the others 2; in 2022 everywhere 4. So Noord is higher."""
    rows = []
    for year in (2022, 2023):
        for measure in ("dwellings", "inhabitants", "cars"):
            rows += [world.fact(f"kwb:{measure}", code, f"{year}-01-01", 1000) for code in NAMES]
            rows.append(world.fact(f"kwb:{measure}", "NL", f"{year}-01-01", 1_000_000))
        numbers = (4, 4, 4, 4) if year == 2022 else (40, 2, 2, 2)
        rows += [world.fact("police:1.1.1", code, f"{year}-01-01", n) for code, n in zip(NAMES, numbers, strict=True)]
        rows += [world.fact("police:0.0.0", code, f"{year}-01-01", 50) for code in NAMES]
        rows += [world.fact("police:1.4.1", code, f"{year}-01-01", 3) for code in NAMES]
    return rows


def chosen() -> Definitions:
    """Five of the real indicators, so that a page is small."""
    real = definitions()
    return Definitions({key: real.indicators[key] for key in INDICATORS}, real.denominators, real.themes)


def make_city(hosts: list[str]) -> str:
    """Register Proefstad with its areas."""
    register_gemeente(code=world.GEMEENTE, name="Proefstad", hosts=hosts, by=MACHINE)
    load_areas(
        data=shapes(), file="buurten.geojson", gemeente=world.GEMEENTE, level="buurt", year=2024, code="code",
        name="name", parent="wijk", crs="EPSG:28992", commit=True, by=MACHINE,
    )  # fmt: skip
    with acting(world.GEMEENTE, MACHINE):
        compose(definition=read_definition(COMPOSITIONS, file="compositions.yaml"), by=MACHINE)
    return world.GEMEENTE


_counted: list[Inputs] = []


def _counted_once(*arguments: Any, **named: Any) -> Inputs:
    """The facts of the city are the same in every test, so the engine counts them once: two thirds of a build here."""
    if not _counted:
        _counted.append(count(*arguments, **named))
    return _counted[0]


def publish_city() -> int:
    """Store the facts, build, and activate the public edition; returns its number."""
    from tests.figures.conftest import deliver

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "count", _counted_once)
        built = build_editions(gemeente=world.GEMEENTE, slices=deliver(facts(), 1), by=MACHINE, chosen=chosen())
    with acting(world.GEMEENTE, MACHINE):
        editions = {one.tier: activate(edition=one.edition or 0, by=MACHINE) for one in built}
    return editions["public"].pk


@pytest.fixture(autouse=True)
def _no_page_from_another_test() -> Iterator[None]:
    caching.shelf.clear()
    yield
    caching.shelf.clear()


@pytest.fixture
def empty_city(db: None, home: object, settings: object) -> Client:
    """Proefstad without figures."""
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})  # type: ignore[attr-defined]
    make_city(["testserver"])
    return Client()


@pytest.fixture
def city(empty_city: Client) -> Client:
    """Proefstad with a public edition."""
    publish_city()
    return empty_city
