"""Road accidents: the archive, the flat table, and the totals per gemeente; joining never multiplies."""

import io
import zipfile

import pyarrow.compute as pc

from tests.intake.writing import as_csv, errors, findings
from tests.shared_data import shared
from wens.intake.parsing import parse_file

ACCIDENTS = ("VKL_NUMMER", "JAAR_VKL", "AP3_CODE", "FK_VELD5", "GME_NAAM")
PLACES = ("FK_VELD5", "X_COORD", "Y_COORD")
PARTIES = ("PTJ_ID", "VKL_NUMMER", "OTE_ID", "GEBDAT", "GESLACHT")


def parse(data, name="bron.zip", period=None):
    return parse_file("bron", data, name=name, period=period)


def totals(cells):
    return {c["measure"]: c["value_sum"] for c in cells.group_by("measure").aggregate([("value", "sum")]).to_pylist()}


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(f"Ongevallengegevens/{name}.txt", data)
    return out.getvalue()


SMALL = {
    "ongevallen": as_csv(
        ACCIDENTS,
        [
            ("2020001", "2020", "UMS", "A1", "Enschede"),
            ("2020002", "2020", "LET", "A1", "Enschede"),
            ("2020003", "2020", "DOD", "A2", "Enschede"),
            ("2020004", "2020", "LET", "A9", "Enschede"),
        ],
    ),
    "puntlocaties": as_csv(
        PLACES, [("A1", "257000", "471000"), ("A1", "257001", "471001"), ("A2", "258000", "472000")]
    ),
    "partijen": as_csv(
        PARTIES,
        [
            ("1", "2020001", "64", "NULL", "M"),
            ("2", "2020002", "64", "NULL", "V"),
            ("3", "2020002", "66", "NULL", "M"),
            ("4", "2020002", "1", "NULL", "V"),
            ("5", "2020003", "1", "NULL", "M"),
        ],
    ),
}


def test_the_published_totals_of_enschede_are_read_to_the_unit():
    path = shared("bron_verkeersongevallen/bron_2011_2020_per_gemeente.csv")
    parsed = parse(path.read_bytes(), path.name)
    assert (parsed.rows, parsed.not_placeable, parsed.findings) == (345, 0, [])
    enschede = parsed.cells.filter(pc.equal(parsed.cells["area"], "GM0153"))
    assert totals(enschede) == {
        "bron:accidents": 14_600,
        "bron:damage_only": 13_385,
        "bron:injury": 1_169,
        "bron:fatal": 46,
    }
    assert set(enschede["grain"].to_pylist()) == {"years:10"}


def test_the_flat_file_of_utrecht_is_read_whole():
    path = shared("bron_verkeersongevallen/bron_provincie_utrecht_2015_2018.csv.gz")
    parsed = parse(path.read_bytes(), path.name)
    assert (parsed.rows, parsed.crs, parsed.incidents) == (15_374, "EPSG:4326", True)
    found = totals(parsed.cells)
    assert found["bron:accidents"] == found["bron:damage_only"] + found["bron:injury"] + found["bron:fatal"] == 15_374


def test_the_archive_is_joined_without_multiplying():
    parsed = parse(archive(**SMALL))
    assert totals(parsed.cells) == {
        "bron:accidents": 4, "bron:damage_only": 1, "bron:injury": 2, "bron:fatal": 1, "bron:cycle_injury": 1,
    }  # fmt: skip
    assert (parsed.rows, parsed.not_placeable, parsed.crs) == (4, 1, "EPSG:28992")
    accidents = parsed.cells.filter(pc.equal(parsed.cells["measure"], "bron:accidents"))
    assert accidents["x"].to_pylist() == [257000, 257000, 258000, None]
    assert accidents["area"].to_pylist() == [None, None, None, "unknown"]
    assert accidents["row"].to_pylist() == [2, 3, 4, 5]


def test_columns_about_parties_are_not_stored():
    assert "GESLACHT" in parse(archive(**SMALL)).personal_columns


def test_an_archive_without_places_is_refused_and_says_what_is_missing():
    parsed = parse(archive(ongevallen=SMALL["ongevallen"], partijen=SMALL["partijen"]))
    assert errors(parsed) == ["incomplete"]
    assert "puntlocaties" in parsed.findings[0].problem


def test_an_unknown_outcome_is_found():
    rows = [("2020", "LET", "5.1", "52.1"), ("2020", "XXX", "5.1", "52.1")]
    parsed = parse(as_csv(("jaar_vkl", "ap3_code", "lon", "lat"), rows), "bron.csv")
    assert findings(parsed) == [("outcome", 3, "ap3_code", "XXX")]


def test_totals_ask_for_their_years_and_are_checked_against_their_parts():
    header = ("GME_NAAM", "count", "LET", "DOD", "UMS")
    data = as_csv(header, [("Enschede", "9", "1", "1", "8"), ("Nergenshuizen", "1", "0", "0", "1")])
    assert errors(parse(data, "totals.csv")) == ["period"]
    parsed = parse(data, "totals.csv", period="2011-2020")
    assert findings(parsed) == [("area_code", 3, "GME_NAAM", "Nergenshuizen"), ("total", 2, "count", "9")]
