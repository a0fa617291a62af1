"""The walk of a photo: a planted doubling and more, found, told with how sure, on page, paper and API; kept, compared.

The world: gemeente GM9997, one wijk of twelve buurten in a row with 1,000 dwellings each. In 2022 each buurt has 20
burglaries; in 2023 Eik has 90 and the others 20: 4.5 times as many, far beyond chance (one expects 20 there).
"""

import io
import json

import pytest
from pypdf import PdfReader

TREES = ("Eik", "Beuk", "Berk", "Linde", "Els", "Es", "Iep", "Den", "Spar", "Wilg", "Populier", "Hazelaar")
BUURTEN = {f"BU9997000{at}" if at < 10 else f"BU999700{at}": name for at, name in enumerate(TREES)}
EIK = "BU99970000"
BURGLARY = "burglaries_per_1000_dwellings"


def _geojson() -> str:
    features = []
    for at, (code, name) in enumerate(BUURTEN.items()):
        x, y = 250_000 + 1000 * at, 470_000
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        properties = {"code": code, "naam": name, "wijk": "WK999700"}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def _police(eik: int, *years: int) -> str:
    lines = ['"","SoortMisdrijf","WijkenEnBuurten","Perioden","GeregistreerdeMisdrijven_1"']
    for year in years:
        for code in BUURTEN:
            count = eik if code == EIK and year > 2022 else 20
            lines.append(f'"{len(lines)}","1.1.1 ","{code}","{year}JJ00",{count}')
    return "\n".join(lines) + "\n"


@pytest.fixture
def loaded(wens, tmp_path):
    """Load areas, key figures and two years of crimes as an analyst does."""
    (tmp_path / "buurten.geojson").write_text(_geojson())
    kwb = [f"{code},Voorbeeld,2000,1000" for code in [*BUURTEN]]
    header = "WijkenEnBuurten,Gemeentenaam_1,AantalInwoners_5,Woningvoorraad_35"
    (tmp_path / "kwb2023.csv").write_text("\n".join([header, *kwb]) + "\n")
    (tmp_path / "politie.csv").write_text(_police(90, 2022, 2023))
    load = ["areas", "load", tmp_path / "buurten.geojson", "--gemeente", "GM9997", "--level", "buurt", "--year", "2023"]
    wens.run(*load, "--code", "code", "--name", "naam", "--parent", "wijk", "--commit")
    wens.run("gemeente", "set", "GM9997", "--name", "Voorbeeld", "--host", "127.0.0.1")
    wens.run("import", "cbs_kwb", tmp_path / "kwb2023.csv", "--period", "2023", "--commit")
    wens.run("import", "politie", tmp_path / "politie.csv", "--commit")
    _publish(wens)
    return wens


def _publish(wens) -> None:
    wens.run("build", "--gemeente", "GM9997", "--commit")
    for edition in wens.json("editions", "list"):
        if edition["state"] == "built":
            wens.run("editions", "activate", str(edition["id"]))


@pytest.mark.slow
def test_a_photo_is_made_told_kept_and_compared(loaded, tmp_path):
    wens = loaded
    photo = json.loads(wens.run("photo", "Eik", "--gemeente", "GM9997", "--format", "json"))
    [found] = photo["knelpunten"]["found"]
    assert found["indicator"] == BURGLARY
    assert found["ratio"] == pytest.approx(4.5)
    assert found["q"] < 0.05
    others = [
        json.loads(wens.run("photo", code, "--gemeente", "GM9997", "--format", "json")) for code in [*BUURTEN][1:3]
    ]
    assert all(one["knelpunten"]["found"] == [] for one in others)

    site = wens.serve()
    try:
        page = " ".join(site.get("/wijk/buurt-eik/").text.split())
        assert "90 in 2023, en ongeveer 20 als het ging zoals in de rest van de gemeente" in page
        paper = PdfReader(io.BytesIO(site.get("/wijk/buurt-eik/foto.pdf").content))
        assert "ongeveer 90 per 1.000 woningen" in " ".join(" ".join(one.extract_text().split()) for one in paper.pages)
        told = site.get(f"/api/v1/figures?areaCode={EIK}&indicator={BURGLARY}&period=2023").json()
        assert [(row["count"], row["verdict"]) for row in told["items"]] == [(90, "higher")]
        first = site.get("/wijk/buurt-eik/foto/1.json").content
    finally:
        site.stop()

    (tmp_path / "politie2024.csv").write_text(_police(30, 2024))
    wens.run("import", "politie", tmp_path / "politie2024.csv", "--commit")
    _publish(wens)
    site = wens.serve()
    try:
        assert site.get("/wijk/buurt-eik/foto/1.json").content == first
        page = " ".join(site.get("/wijk/buurt-eik/").text.split())
        assert "140 in drie jaar samen" in page
        assert "90 in 2023, en ongeveer 20" not in page
        compared = site.get("/wijk/buurt-eik/foto/1/2/")
        assert compared.status_code == 200
        assert "Woninginbraak" in compared.text
    finally:
        site.stop()
