"""What CBS, the police, RIVM and PDOK would say of an invented gemeente of four buurten, GM9344 Waterstad."""

from typing import Any

from tests.servers.publisher import FakePublisher

GEMEENTE = "GM9344"
WIJKEN = {"WK934400": "Oude Haven", "WK934401": "Nieuw Veld"}
BUURTEN = {
    "BU93440000": ("Kade", 0, 0, 1500, 700),
    "BU93440001": ("Werf", 1, 0, 2000, 900),
    "BU93440100": ("Akker", 0, 1, 1000, 450),
    "BU93440101": ("Singel", 1, 1, 500, 200),
}
BURGLARIES = {"BU93440000": 15, "BU93440001": 4, "BU93440100": 6, "BU93440101": 0}
POLICE_DIVISION = 2024


def publish(publisher: FakePublisher, *, kwb: str = "85618NED", years: range = range(2018, 2024)) -> None:
    """Fill a fake publisher: outlines, key figures, recorded crime and nuisance; also a neighbour, GM9345."""
    for level, rows in (("gemeenten", _gemeente()), ("wijken", _wijken()), ("buurten", _buurten())):
        publisher.features[level] = rows
    publisher.add_table(kwb, _kwb())
    periods = [{"Key": f"{year}JJ00", "Status": "Definitief"} for year in years]
    crime = [
        {"SoortMisdrijf": "1.1.1 ", "WijkenEnBuurten": code.ljust(10), "Perioden": f"{year}JJ00",
         "GeregistreerdeMisdrijven_1": number + year % 3}
        for year in years for code, number in _summed(BURGLARIES).items()
    ]  # fmt: skip
    _table(publisher, "47018NED", crime, periods)
    months = [{"Key": f"2023MM{month:02}", "Status": "Definitief"} for month in range(1, 13)]
    nuisance = [
        {"Overlast": "0.0.0 ", "WijkenEnBuurten": code.ljust(10), "Perioden": one["Key"], "GeregistreerdeOverlast_1": 3}
        for one in months for code in _keys()
    ]  # fmt: skip
    _table(publisher, "47024NED", nuisance, months)
    health = [{"WijkenEnBuurten": code.ljust(10), "Perioden": "2022JJ00", "Eenzaam_26": 48.5} for code in _keys()]
    _table(publisher, "50120NED", health, [{"Key": "2022JJ00", "Status": "Definitief"}])


def _table(publisher: FakePublisher, name: str, rows: list[dict[str, Any]], periods: list[dict[str, Any]]) -> None:
    info = {"Identifier": name, "Modified": "2024-08-15T02:00:00", "Title": f"… (indeling {POLICE_DIVISION})"}
    numbered = [{"ID": number, **row} for number, row in enumerate(rows)]
    regions = [{"Key": code.ljust(10), "Title": code} for code in _keys()]
    publisher.add_table(name, numbered, periods=periods, TableInfos=[info], WijkenEnBuurten=regions)


def _keys() -> list[str]:
    return ["NL00", GEMEENTE, *WIJKEN, *BUURTEN, "GM9345", "BU93450000"]


def _summed(numbers: dict[str, int]) -> dict[str, int]:
    wijken = {wijk: sum(n for code, n in numbers.items() if code[2:8] == wijk[2:]) for wijk in WIJKEN}
    return {"NL00": 20_000, GEMEENTE: sum(numbers.values()), **wijken, **numbers, "GM9345": 7, "BU93450000": 7}


def _kwb() -> list[dict[str, Any]]:
    people = _summed({code: row[3] for code, row in BUURTEN.items()})
    homes = _summed({code: row[4] for code, row in BUURTEN.items()})
    people["NL00"], homes["NL00"] = 17_800_000, 8_200_000
    return [
        {"ID": number, "WijkenEnBuurten": code.ljust(10), "Gemeentenaam_1": "Waterstad".ljust(40),
         "AantalInwoners_5": people[code], "HuishoudensTotaal_29": people[code] // 2, "Woningvoorraad_35": homes[code]}
        for number, code in enumerate(people)
    ]  # fmt: skip


def _feature(properties: dict[str, Any], west: float, south: float, east: float, north: float) -> dict[str, Any]:
    x, y = 145_000, 480_000
    ring = [[x + 1000 * a, y + 1000 * b] for a, b in
            ((west, south), (east, south), (east, north), (west, north), (west, south))]  # fmt: skip
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _gemeente() -> list[dict[str, Any]]:
    own = {"gemeentecode": GEMEENTE, "gemeentenaam": "Waterstad", "aantal_inwoners": 5000}
    return [_feature(own, 0, 0, 2, 2), _feature({"gemeentecode": "GM9345", "gemeentenaam": "Elders"}, 2, 0, 4, 2)]


def _wijken() -> list[dict[str, Any]]:
    return [
        _feature({"wijkcode": code, "wijknaam": name, "gemeentecode": GEMEENTE, "gemeentenaam": "Waterstad"},
                 0, place, 2, place + 1)
        for place, (code, name) in enumerate(WIJKEN.items())
    ]  # fmt: skip


def _buurten() -> list[dict[str, Any]]:
    return [
        _feature({"buurtcode": code, "buurtnaam": name, "wijkcode": f"WK{code[2:8]}", "gemeentecode": GEMEENTE,
                  "gemeentenaam": "Waterstad", "aantal_inwoners": people}, x, y, x + 1, y + 1)
        for code, (name, x, y, people, _) in BUURTEN.items()
    ]  # fmt: skip
