"""The walk of a number: a supplier's file, the command line, an edition, the page; three rows computed by hand.

The world: gemeente GM9998 with two wijken of two buurten, squares of one kilometre. Exact limits of a Poisson count
(Garwood 1936): 15 → 8.395386–24.740219, 4 → 1.089865–10.241589, 0 → 0–3.688879, 25 → 16.1787–36.9049.
"""

import csv
import io
import json

import pytest

BUURTEN = {
    "BU99980000": ("Oude Markt", "WK999800", (0, 0), 1500, 700),
    "BU99980001": ("Molenwijk", "WK999800", (1, 0), 2000, 900),
    "BU99980100": ("Havenkwartier", "WK999801", (0, 1), 1000, 450),
    "BU99980101": ("Nieuwland", "WK999801", (1, 1), 500, 200),
}
CRIMES = {"BU99980000": (10, 15), "BU99980001": (5, 4), "BU99980100": (7, 6), "BU99980101": (1, 0)}


def _geojson() -> str:
    def square(x: int, y: int) -> list[list[list[float]]]:
        left, bottom = 250_000 + 1000 * x, 470_000 + 1000 * y
        return [
            [[left, bottom], [left + 1000, bottom], [left + 1000, bottom + 1000], [left, bottom + 1000], [left, bottom]]
        ]

    features = [
        {
            "type": "Feature",
            "properties": {"buurtcode": code, "buurtnaam": name, "wijkcode": wijk},
            "geometry": {"type": "Polygon", "coordinates": square(*place)},
        }
        for code, (name, wijk, place, _, _) in BUURTEN.items()
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def _kwb() -> str:
    lines = ["WijkenEnBuurten,Gemeentenaam_1,AantalInwoners_5,Woningvoorraad_35"]
    lines += [
        f"{code},Voorbeeld,{inhabitants},{dwellings}" for code, (_, _, _, inhabitants, dwellings) in BUURTEN.items()
    ]
    lines += ["WK999800,Voorbeeld,3500,1600", "WK999801,Voorbeeld,1500,650", "GM9998,Voorbeeld,5000,2250"]
    return "\n".join(lines) + "\n"


def _police() -> str:
    lines = ['"","SoortMisdrijf","WijkenEnBuurten","Perioden","GeregistreerdeMisdrijven_1"']
    number = 0
    for code, counts in CRIMES.items():
        for year, count in zip((2022, 2023), counts, strict=True):
            number += 1
            lines.append(f'"{number}","1.1.1 ","{code}","{year}JJ00",{count}')
    return "\n".join(lines) + "\n"


@pytest.fixture
def loaded(wens, tmp_path):
    """Load areas, key figures and crimes as an analyst does."""
    (tmp_path / "buurten.geojson").write_text(_geojson())
    (tmp_path / "kwb2023.csv").write_text(_kwb())
    (tmp_path / "politie.csv").write_text(_police())
    load = ["areas", "load", tmp_path / "buurten.geojson", "--gemeente", "GM9998", "--level", "buurt", "--year", "2023"]
    load += ["--code", "buurtcode", "--name", "buurtnaam", "--parent", "wijkcode"]
    wens.run(*load)
    assert wens.json("areas", "list") == []
    wens.run(*load, "--commit")
    wens.run("gemeente", "set", "GM9998", "--name", "Voorbeeld", "--host", "127.0.0.1")
    wens.run("import", "cbs_kwb", tmp_path / "kwb2023.csv", "--period", "2023", "--commit")
    wens.run("import", "politie", tmp_path / "politie.csv", "--commit")
    return wens


def _figures(wens, *arguments: str) -> dict[tuple[str, str], dict[str, str]]:
    text = wens.run("figures", "--gemeente", "GM9998", *arguments, "--format", "csv")
    return {(row["area_code"], row["period"]): row for row in csv.DictReader(io.StringIO(text))}


def test_a_number_walks_from_the_file_to_the_page(loaded, tmp_path):
    wens = loaded
    assert wens.json("import", "politie", tmp_path / "politie.csv", "--commit")["status"] == "unchanged"
    wens.run("build", "--gemeente", "GM9998", "--commit")
    editions = {edition["tier"]: edition for edition in wens.json("editions", "list")}
    assert set(editions) == {"public", "partners"}
    wens.run("editions", "activate", str(editions["partners"]["id"]))
    planned = wens.json("publish")
    assert (planned["id"], planned["status"], planned["replaces"]) == (editions["public"]["id"], "not written", None)
    assert wens.json("publish", "--commit")["state"] == "active"
    assert wens.json("publish", "--commit")["status"] == "unchanged"

    rows = _figures(wens, "--indicator", "burglaries_per_1000_dwellings")
    oude_markt = rows["BU99980000", "2023"]
    assert (oude_markt["count"], oude_markt["denominator"]) == ("15", "700")
    assert float(oude_markt["value"]) == pytest.approx(1000 * 15 / 700)
    assert float(oude_markt["low"]) == pytest.approx(1000 * 8.395386 / 700, rel=1e-6)
    assert float(oude_markt["high"]) == pytest.approx(1000 * 24.740219 / 700, rel=1e-6)
    nieuwland = rows["BU99980101", "2023"]
    assert [float(nieuwland[name]) for name in ("count", "value", "low")] == [0, 0, 0]
    assert float(nieuwland["high"]) == pytest.approx(1000 * 3.688879 / 200, rel=1e-6)
    gemeente = rows["GM9998", "2023"]
    assert (gemeente["count"], gemeente["denominator"]) == ("25", "2250")
    assert float(gemeente["low"]) == pytest.approx(1000 * 16.1787 / 2250, rel=1e-5)
    assert float(oude_markt["comparison"]) == pytest.approx(1000 * 25 / 2250)
    assert rows["WK999800", "2022"]["count"] == "15"

    site = wens.serve()
    try:
        page = site.get("/wijk/buurt-oude-markt/")
        assert page.status_code == 200
        assert "Oude Markt" in page.text
        assert "ongeveer 21 per 1.000 woningen (tussen 12 en 35)" in page.text
        assert site.get("/wijk/buurt-oude-markt/foto.pdf").content.startswith(b"%PDF")
        assert site.get("/healthz").json()["status"] == "ok"
        ready = site.get("/readyz").json()
        assert (ready["database"], ready["queue"], ready["storage"]) == ("ok", "ok", "ok")
        assert site.get("/", host="elders.example").status_code == 404
    finally:
        site.stop()
