"""Three years together say what one year cannot; no break is bridged, no year is counted that is not whole."""

from typing import Any

import pytest

from tests.figures import world as w

PEOPLE = [one for year in range(2018, 2024) for one in w.dwellings(1000, 500, 2000, 800 + year - 2018, year=year)]


def years(first: int = 2018, last: int = 2023) -> list[dict[str, Any]]:
    return [one for year in range(first, last + 1) for one in w.crimes(year - 2017, 5, 20, 3, year=year)]


def test_the_newest_three_years_and_the_three_before_by_hand() -> None:
    """Noord: 4 + 5 + 6 = 15 among 3 x 1,000 dwellings: 5 per 1,000 a year; before it 1 + 2 + 3 = 6."""
    rows = w.figures(w.inputs([*years(), *PEOPLE]))
    made = rows["burglaries", "2021-2023", "BU00010000"]
    assert (made["count"], made["denominator"], made["value"]) == (15, 3000, 5)
    assert (made["previous_count"], made["previous_value"], made["flags"]) == (6, 2, "pooled")
    assert {period for _, period, _ in rows if "-" in period} == {"2018-2020", "2021-2023"}
    assert rows["burglaries", "2021-2023", w.GEMEENTE]["count"] == 15 + 15 + 60 + 9


def test_each_year_is_divided_by_its_own_denominator() -> None:
    rows = w.figures(w.inputs([*years(), *PEOPLE]))
    assert rows["burglaries", "2021-2023", "BU00010101"]["denominator"] == 803 + 804 + 805


def test_what_is_too_few_in_a_year_can_be_told_over_three() -> None:
    facts = [one for year in (2021, 2022, 2023) for one in w.crimes(4, 0, 1, 0, year=year)]
    people = w.dwellings(100, 5000, 5000, 5000, year=2022)
    rows = w.figures(w.inputs([*facts, *people]))
    assert rows["burglaries", "2023", "BU00010000"]["verdict"] == "too_few"
    assert rows["burglaries", "2021-2023", "BU00010000"]["verdict"] == "higher"


def test_a_series_break_inside_leaves_no_window_and_at_its_start_no_comparison() -> None:
    inside = w.indicator(series_breaks=[{"period": "2022", **w.text("anders")}])
    assert not [
        1 for _, period, _ in w.figures(w.inputs([*years(), *PEOPLE], w.definitions(inside))) if "2021-" in period
    ]
    start = w.indicator(series_breaks=[{"period": "2021", **w.text("anders")}])
    made = w.figures(w.inputs([*years(), *PEOPLE], w.definitions(start)))["burglaries", "2021-2023", "BU00010000"]
    assert (made["count"], made["previous_count"], made["change"], made["flags"]) == (
        15,
        None,
        "",
        "series_break;pooled",
    )


def test_a_missing_year_or_area_is_not_filled() -> None:
    gap = [one for one in years() if one["start"].year != 2022]
    assert not [1 for _, period, _ in w.figures(w.inputs([*gap, *PEOPLE])) if "-" in period]
    unknown = [
        one | {"value": None, "missing": "unknown"}
        if one["area"] == "BU00010000" and one["start"].year == 2022
        else one
        for one in years()
    ]
    made = w.figures(w.inputs([*unknown, *PEOPLE]))["burglaries", "2021-2023", "BU00010000"]
    assert (made["count"], made["reason"]) == (None, "unknown")


@pytest.mark.parametrize(
    "changes", [{"report_type": "registratie"}, {"kind": "percent", "denominator": None, "per": None}]
)
def test_what_is_no_sum_of_incidents_is_not_added_up(changes: dict[str, Any]) -> None:
    made = w.figures(w.inputs([*years(), *PEOPLE], w.definitions(w.indicator(**changes))))
    assert not [1 for _, period, _ in made if "-" in period]


def test_three_years_that_were_delivered_go_before_what_is_added_up() -> None:
    total = w.fact("police:burglaries", w.GEMEENTE, "2021-01-01", 500, grain="years:3")
    made = w.figures(w.inputs([*years(), total, *PEOPLE]))
    assert made["burglaries", "2021-2023", w.GEMEENTE]["count"] == 500
    assert made["burglaries", "2021-2023", w.GEMEENTE]["flags"] == ""
    assert made["burglaries", "2018-2020", w.GEMEENTE]["flags"] == "pooled"


def test_months_are_never_set_against_those_before_a_break() -> None:
    """From July 2023 on counted in another way: March 2023 may be set against March 2022, July not, March 2024 not."""
    broken = w.indicator(series_breaks=[{"period": "2023-07", **w.text("anders")}])
    facts = [
        w.fact("police:burglaries", area, f"{year}-{month:02d}-01", 9, grain="month")
        for year in (2022, 2023, 2024) for month in range(1, 13) for area in w.BUURTEN
    ]  # fmt: skip
    rows = w.figures(w.inputs([*facts, *PEOPLE], w.definitions(broken)))
    compared = {
        period
        for (_, period, area), row in rows.items()
        if row["previous_count"] is not None and len(period) == 7 and "Q" not in period
    }
    assert {"2023-03", "2024-07"} <= compared
    assert not {"2023-07", "2024-03"} & compared
    assert rows["burglaries", "2024", w.GEMEENTE]["previous_count"] is None
