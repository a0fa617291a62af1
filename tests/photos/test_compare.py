"""Two photos beside each other: what changed, and what may be chance."""

import copy

import pytest

from wens.photos.compare import TEMPLATES, compare

COLUMNS = ["period", "count", "denominator", "value", "low", "high"]
BOTH = {"nl": "Inbraak", "en": "Burglary"}


def one(key="burglaries", period="2023", count=20.0, denominator=1000.0, **changes):
    value = 1000 * count / denominator
    return {
        "key": key, "name": BOTH, "unit": BOTH, "kind": "rate", "method": BOTH, "report_type": "breng",
        "source": "politie", "series_breaks": [], "known": True, "tested": True, "verdict": "chance",
        "row": [period, count, denominator, value, 0.5 * value, 2 * value],
    } | changes  # fmt: skip


def photo(*indicators, edition=1, **area):
    about = {"code": "GM0001-LW-dorp", "name": "Dorp", "level": "local_wijk", "generation": 2024}
    about |= {"parts": ["BU00010000"], "outline": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    return {"area": about | area, "edition": {"id": edition}, "columns": COLUMNS, "indicators": list(indicators)}


def kind(before, after):
    (figure,) = compare(before, after)["figures"]
    return figure["kind"]


def test_the_same_photo_twice_has_no_change_and_no_remark():
    found = compare(photo(one()), photo(one()))
    assert [figure["kind"] for figure in found["figures"]] == ["same"]
    assert found["remarks"] == []


@pytest.mark.parametrize(
    ("count", "expected"), [(22.0, "chance"), (60.0, "up"), (2.0, "down")], ids=["a bit", "three times", "a tenth"]
)
def test_a_later_year_is_tested_against_chance(count, expected):
    assert kind(photo(one()), photo(one(period="2024", count=count))) == expected


def test_many_tests_at_once_are_corrected_for():
    # p of 20 against 35 is about .045: significant alone, not among forty.
    alone = kind(photo(one()), photo(one(period="2024", count=35.0)))
    keys = [f"quiet_{number}" for number in range(39)]
    before = photo(one(), *[one(key) for key in keys])
    after = photo(one(period="2024", count=35.0), *[one(key, period="2024", count=21.0) for key in keys])
    kinds = {figure["key"]: figure["kind"] for figure in compare(before, after)["figures"]}
    assert alone == "up"
    assert set(kinds.values()) == {"chance"}


def test_another_number_for_the_same_year_is_a_revision_and_never_a_change():
    assert kind(photo(one()), photo(one(count=60.0))) == "revised"


@pytest.mark.parametrize(
    "change", [{"kind": "count"}, {"name": {"nl": "X", "en": "X"}}, {"source": "other"}, {"unit": {"nl": "", "en": ""}}]
)
def test_what_is_defined_otherwise_is_not_compared_and_the_photo_says_so(change):
    found = compare(photo(one()), photo(one(period="2024", count=90.0, **change)))
    assert found["figures"][0]["kind"] == "defined"
    assert found["remarks"] == [{language: text.format(n=1) for language, text in TEMPLATES["words_changed"].items()}]


def test_what_lies_within_another_border_is_not_compared():
    moved = photo(one(period="2024", count=90.0), outline=[[[0, 0], [2, 0], [2, 2], [0, 0]]], generation=2025)
    found = compare(photo(one()), moved)
    assert found["figures"][0]["kind"] == "borders"
    assert "2024 en 2025" in found["remarks"][0]["nl"]
    assert found["remarks"][1] == TEMPLATES["border_moved"]


def test_other_buurten_of_the_same_year_are_another_area_also_without_an_outline():
    before, after = photo(one(), outline=[]), photo(one(period="2024"), outline=[], parts=["BU00010001"])
    assert kind(before, after) == "borders"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [one()], "new"),
        ([one()], [], "gone"),
        ([one(known=False, row=None)], [one()], "new"),
        ([one()], [one(known=False, row=None)], "gone"),
        ([one(known=False, row=None)], [one(known=False, row=None)], "neither"),
    ],
)
def test_a_number_that_comes_or_goes_is_said_to(before, after, expected):
    assert kind(photo(*before), photo(*after)) == expected


@pytest.mark.parametrize("change", [{"tested": False}, {"count": 20.5}])
def test_what_cannot_be_tested_gets_no_verdict(change):
    assert kind(photo(one()), photo(one(period="2024", **{"count": 90.0} | change))) == "untested"


def test_photos_of_two_areas_are_refused():
    with pytest.raises(ValueError, match="two areas"):
        compare(photo(one()), photo(one(), code="GM0001-LW-werf"))


def test_comparing_leaves_the_photos_as_they_are():
    before, after = photo(one()), photo(one(period="2024", count=60.0))
    kept = copy.deepcopy((before, after))
    compare(before, after)
    assert (before, after) == kept
