"""Each area beside those that are most like it, by name, itself not among them."""

from typing import Any

import pyarrow as pa
import pytest

from tests.figures import world as w
from wens.figures.definitions import FOLDER
from wens.figures.peers import FEATURES, explained

BUURTEN = [f"BU0001{at:04d}" for at in range(12)]
AREAS = pa.table({
    "code": [w.GEMEENTE, *BUURTEN], "name": [w.GEMEENTE, *BUURTEN], "level": ["gemeente", *["buurt"] * 12],
    "parent": ["", *[w.GEMEENTE] * 12],
})  # fmt: skip
HIERARCHY = pa.table({"buurt": BUURTEN, "area": [w.GEMEENTE] * 12, "level": ["gemeente"] * 12})
CITY, VILLAGE = BUURTEN[:6], BUURTEN[6:]


def facts(measures: tuple[str, ...] = ("land_ha", "establishments", "inhabitants")) -> list[dict[str, Any]]:
    """Six dense buurten full of firms and six wide ones with few, each a bit different; burglaries 20 and 5."""
    made = []
    for at, area in enumerate(BUURTEN):
        dense = area in CITY
        own = {"land_ha": 20 + at if dense else 400 + at, "establishments": 300 if dense else 20, "inhabitants": 2000}
        made += [w.fact(f"kwb:{name}", area, "2023-01-01", own[name]) for name in measures]
        made += [w.fact("kwb:dwellings", area, "2023-01-01", 1000)]
        made += [w.fact("police:burglaries", area, "2023-01-01", 20 + at if dense else 5)]
    return made


def rows(given: list[dict[str, Any]], **changes: Any) -> dict[tuple[str, str, str], dict[str, Any]]:
    return w.figures(w.inputs(given, areas=AREAS, hierarchy=HIERARCHY, **changes))


def test_the_similar_areas_are_named_and_their_rate_is_that_of_all_of_them_together() -> None:
    """City 0 has the cities 1 to 5: 21 + 22 + 23 + 24 + 25 = 115 among 5,000 dwellings: 23 per 1,000."""
    row = rows(facts())["burglaries", "2023", CITY[0]]
    assert set(row["peers"].split("+")) == set(CITY[1:])
    assert row["peer_value"] == 23
    assert row["peers"].split("+")[0] == CITY[1]
    assert set(rows(facts())["burglaries", "2023", VILLAGE[0]]["peers"].split("+")) == set(VILLAGE[1:])


def test_an_area_without_a_number_is_not_named() -> None:
    given = [one | {"value": None} if one["area"] == CITY[2] and "police" in one["measure"] else one for one in facts()]
    row = rows(given)["burglaries", "2023", CITY[0]]
    assert CITY[2] not in row["peers"].split("+")
    assert row["peer_value"] == (21 + 23 + 24 + 25) / 4000 * 1000


def test_with_hardly_any_feature_nobody_is_called_similar() -> None:
    row = rows(facts(("land_ha",)))["burglaries", "2023", CITY[0]]
    assert (row["peers"], row["peer_value"]) == ("", None)


def test_police_effort_is_not_compared_with_similar_areas_either() -> None:
    haal = w.definitions(w.indicator(report_type="haal"))
    made = w.figures(w.inputs(facts(), haal, areas=AREAS, hierarchy=HIERARCHY))
    assert {row["peers"] for row in made.values()} == {""}


def test_features_are_delivered_and_none_is_about_people() -> None:
    """METHODS rule 5: no nationality, origin or household type; nor age or income."""
    known = (FOLDER / "sources" / "cbs_kwb.yaml").read_text(encoding="utf-8")
    for feature in FEATURES:
        for measure in filter(None, (feature.measure, feature.per)):
            assert f"key: {measure}\n" in known
            assert not any(
                word in measure for word in ("single", "households", "benefit", "income", "origin", "_0_", "_1")
            )
    assert explained("nl").startswith("woningen per hectare, huurwoningen (%)")


@pytest.mark.parametrize("at", range(12))
def test_an_area_is_never_its_own_company(at: int) -> None:
    assert BUURTEN[at] not in rows(facts())["burglaries", "2023", BUURTEN[at]]["peers"].split("+")
