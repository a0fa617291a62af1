"""The build, on cases that were worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from tests.figures import world as w
from wens.facts.crosswalk import Step, crosswalk_table
from wens.figures.definitions import Denominator, Indicator

PEOPLE = w.dwellings(1000, 500, 2000, 800)


def cell(rows: dict[tuple[str, str, str], dict[str, Any]], area: str, period: str = "2023") -> dict[str, Any]:
    return rows["burglaries", period, area]


def test_three_rows_computed_by_hand() -> None:
    """10 of 1,000 is 10 per 1,000; Garwood for 10 events: 4.795 to 18.390; the gemeente: 35 of 4,300 is 8.140."""
    rows = w.figures(w.inputs([*w.crimes(10, 5, 20, 0), *PEOPLE]))
    buurt = cell(rows, "BU00010000")
    assert (buurt["count"], buurt["denominator"], buurt["value"]) == (10, 1000, 10)
    assert (round(buurt["low"], 3), round(buurt["high"], 3)) == (4.795, 18.390)
    assert round(buurt["comparison"], 3) == 8.140
    none = cell(rows, "BU00010101")
    assert (none["count"], none["value"], none["low"], round(none["high"], 3)) == (0, 0, 0, 4.611)
    wijk = cell(rows, "WK000100")
    assert (wijk["count"], wijk["denominator"], wijk["value"]) == (15, 1500, 10)


def test_a_level_that_was_delivered_is_not_summed_again() -> None:
    facts = [*w.crimes(10, 5, 20, 0), *PEOPLE, w.fact("police:burglaries", w.GEMEENTE, "2023-01-01", 37)]
    rows = w.figures(w.inputs(facts))
    assert cell(rows, w.GEMEENTE)["count"] == 37
    assert cell(rows, w.STADSDEEL)["count"] == 35


def test_a_whole_with_an_unknown_part_is_not_available() -> None:
    rows = w.figures(w.inputs([*w.crimes(10, None, 20, 0), *PEOPLE]))
    for area in ("BU00010001", "WK000100", w.STADSDEEL, w.GEMEENTE):
        assert (cell(rows, area)["count"], cell(rows, area)["flags"]) == (None, "not_available")
    assert cell(rows, "BU00010001")["reason"] == "unknown"
    assert cell(rows, "WK000101")["count"] == 20


def test_an_area_without_a_row_is_not_zero_unless_the_source_leaves_zeros_out() -> None:
    facts = [*w.crimes(10, 5, 20, 1)[:3], *PEOPLE]
    assert cell(w.figures(w.inputs(facts)), "BU00010101")["reason"] == "not_delivered"
    zero = w.definitions(w.indicator(absent_is_zero=True))
    assert cell(w.figures(w.inputs(facts, zero)), "BU00010101")["count"] == 0


def months(count: int, year: int = 2023, value: float = 1.0) -> list[dict[str, Any]]:
    return [
        w.fact("police:burglaries", area, f"{year}-{month:02d}-01", value, grain="month")
        for month in range(1, count + 1)
        for area in w.BUURTEN
    ]


def test_a_year_is_the_sum_of_twelve_months_and_of_nothing_less() -> None:
    rows = w.figures(w.inputs([*months(12), *PEOPLE]))
    assert cell(rows, "BU00010000")["count"] == 12
    assert cell(rows, "BU00010000", "2023-07")["count"] == 1
    assert ("burglaries", "2023", "BU00010000") not in w.figures(w.inputs([*months(11), *PEOPLE]))


def test_a_year_that_was_delivered_goes_before_its_months() -> None:
    rows = w.figures(w.inputs([*months(12), *w.crimes(13, 12, 12, 12), *PEOPLE]))
    assert cell(rows, "BU00010000")["count"] == 13


def days(first: date, last: date, area: str = "BU00010000", **changes: Any) -> list[dict[str, Any]]:
    found = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [w.fact("police:burglaries", area, str(day), 1.0, grain="day", **changes) for day in found]


def test_a_year_of_days_is_complete_and_areas_without_a_case_are_zero() -> None:
    rows = w.figures(w.inputs([*days(date(2023, 1, 1), date(2023, 12, 31)), *PEOPLE]))
    assert (cell(rows, "BU00010000")["count"], cell(rows, "BU00010000")["flags"]) == (365, "")
    assert cell(rows, "BU00010101")["count"] == 0
    assert cell(rows, w.GEMEENTE)["count"] == 365


@pytest.mark.parametrize("last", [date(2023, 6, 30), date(2023, 12, 12)])
def test_a_year_that_days_cover_in_part_is_provisional_and_not_compared(last: date) -> None:
    rows = w.figures(w.inputs([*days(date(2023, 1, 1), last), *PEOPLE]))
    made = cell(rows, "BU00010000")
    assert (made["flags"], made["reason"], made["comparison"], made["verdict"]) == (
        "provisional",
        "part_of_year",
        None,
        "",
    )


def test_a_rare_event_does_not_make_a_year_look_cut_off() -> None:
    few = [
        w.fact("police:burglaries", "BU00010000", f"2023-{month:02d}-14", 1.0, grain="day") for month in range(1, 13)
    ]
    assert cell(w.figures(w.inputs([*few, *PEOPLE])), "BU00010000")["flags"] == ""


def test_incidents_without_a_place_count_for_the_gemeente_and_for_no_buurt() -> None:
    lost = days(date(2023, 3, 1), date(2023, 3, 2), area="unplaced")
    rows = w.figures(w.inputs([*days(date(2023, 1, 1), date(2023, 12, 31)), *lost, *PEOPLE]))
    assert (cell(rows, w.GEMEENTE)["count"], cell(rows, w.GEMEENTE)["flags"]) == (367, "not_placeable")
    assert sum(cell(rows, buurt)["count"] for buurt in w.BUURTEN) == 365


def test_the_first_way_to_count_that_has_facts_is_taken_per_period() -> None:
    two = w.indicator(numerator=[["police:burglaries"], ["misdaad:burglary"]])
    other = [w.fact("misdaad:burglary", area, f"{year}-01-01", 7) for area in w.BUURTEN for year in (2022, 2023)]
    rows = w.figures(w.inputs([*w.crimes(10, 5, 20, 0), *other, *PEOPLE], w.definitions(two)))
    assert (cell(rows, "BU00010000", "2022")["count"], cell(rows, "BU00010000")["count"]) == (7, 10)


def test_measures_of_one_way_are_added_and_a_generic_import_comes_last() -> None:
    summed = w.indicator(numerator=[["police:a", "police:b"]])
    facts = [*w.crimes(1, 2, 3, 4, key="a"), *w.crimes(10, 20, 30, 40, key="b"), *PEOPLE]
    facts += [w.fact("indicator:burglaries", area, "2022-01-01", 9) for area in w.BUURTEN]
    rows = w.figures(w.inputs(facts, w.definitions(summed)))
    assert (cell(rows, "BU00010000")["count"], cell(rows, "BU00010000", "2022")["count"]) == (11, 9)


def test_the_denominator_is_of_the_nearest_year_and_of_the_earlier_of_two() -> None:
    facts = [
        *w.crimes(10, 5, 20, 0),
        *w.dwellings(1000, 500, 2000, 800, year=2022),
        *w.dwellings(9, 9, 9, 9, year=2024),
    ]
    made = cell(w.figures(w.inputs(facts)), "BU00010000")
    assert (made["denominator"], made["denominator_period"]) == (1000, "2022")


def test_a_missing_denominator_is_a_flag_and_the_count_stays() -> None:
    made = cell(w.figures(w.inputs(w.crimes(10, 5, 20, 0))), "BU00010000")
    assert (made["count"], made["value"], made["flags"], made["reason"]) == (
        10,
        None,
        "not_available",
        "no_denominator",
    )


def test_dwellings_of_a_wijk_are_shared_out_by_households_and_flagged() -> None:
    by_households = Denominator(
        key="dwellings", name=w.text("woningen"), measure="kwb:dwellings", source="cbs_kwb",
        apportion_by=["kwb:households"],
    )  # fmt: skip
    facts = [*w.crimes(10, 5, 20, 0), *w.dwellings(1600, 900, areas=w.WIJKEN)]
    facts += [
        w.fact("kwb:households", area, "2021-01-01", n) for area, n in zip(w.BUURTEN, (300, 100, 0, 50), strict=True)
    ]
    rows = w.figures(w.inputs(facts, w.definitions(denominators=[by_households])))
    assert (cell(rows, "BU00010000")["denominator"], cell(rows, "BU00010000")["flags"]) == (1200, "estimated")
    assert (cell(rows, "WK000100")["denominator"], cell(rows, "WK000100")["flags"]) == (1600, "")
    assert cell(rows, w.GEMEENTE)["denominator"] == 2500


def test_where_almost_nobody_lives_there_is_a_count_and_no_rate() -> None:
    rows = w.figures(w.inputs([*w.crimes(10, 5, 20, 90), *w.dwellings(1000, 500, 2000, 8)]))
    made = cell(rows, "BU00010101")
    assert (made["count"], made["value"], made["comparison"], made["verdict"]) == (90, None, None, "")
    assert (made["flags"], made["reason"]) == ("too_few", "few_residents")


def test_where_many_come_and_few_live_a_rate_is_not_compared() -> None:
    ambient = w.indicator(ambient=True)
    facts = [*w.crimes(60, 5, 20, 0), *PEOPLE]
    facts += [w.fact("kwb:inhabitants", area, "2023-01-01", 2000) for area in w.BUURTEN]
    facts += [
        w.fact("kwb:establishments", area, "2023-01-01", n) for area, n in zip(w.BUURTEN, (900, 9, 9, 9), strict=True)
    ]
    rows = w.figures(w.inputs(facts, w.definitions(ambient)))
    made = cell(rows, "BU00010000")
    assert (made["value"], made["comparison"], made["verdict"], made["reason"]) == (60, None, "", "many_visitors")
    assert cell(rows, "BU00010100")["comparison"] is not None


@pytest.mark.parametrize("report_type", ["haal", "mix", "model"])
def test_police_effort_mixtures_and_models_never_get_a_verdict(report_type: str) -> None:
    facts = [*w.crimes(300, 5, 20, 0), *w.crimes(3, 5, 20, 0, year=2022), *PEOPLE]
    rows = w.figures(w.inputs(facts, w.definitions(w.indicator(report_type=report_type))))
    for row in rows.values():
        assert (row["verdict"], row["verdict_p"], row["change"], row["change_p"]) == ("", None, "", None)
    assert cell(w.figures(w.inputs(facts)), "BU00010000")["verdict"] == "higher"
    assert cell(w.figures(w.inputs(facts)), "BU00010000")["change"] == "higher"


def test_a_few_cases_are_too_few_and_a_series_break_is_not_bridged() -> None:
    broken = w.indicator(series_breaks=[{"period": "2023", **w.text("anders geteld")}])
    facts = [*w.crimes(1, 2, 3, 1), *w.crimes(3, 5, 20, 0, year=2022), *PEOPLE]
    made = cell(w.figures(w.inputs(facts, w.definitions(broken))), "BU00010000")
    assert (made["verdict"], made["flags"], made["previous_value"], made["change"]) == (
        "too_few",
        "series_break",
        None,
        "",
    )


def test_percentages_are_shown_as_delivered_and_weighed_by_inhabitants() -> None:
    """(10% of 300 + 20% of 100) / 400 is 12.5%."""
    noise = w.indicator(kind="percent", denominator=None, per=None, report_type="model", numerator=[["rivm:noise"]])
    facts = [w.fact("rivm:noise", area, "2020-01-01", n) for area, n in zip(w.BUURTEN, (10, 20, 5, 5), strict=True)]
    facts += [w.fact("rivm:noise", w.GEMEENTE, "2020-01-01", 8.1)]
    facts += [
        w.fact("kwb:inhabitants", area, "2020-01-01", n) for area, n in zip(w.BUURTEN, (300, 100, 50, 70), strict=True)
    ]
    rows = w.figures(w.inputs(facts, w.definitions(noise)))
    assert (cell(rows, "WK000100", "2020")["value"], cell(rows, "WK000100", "2020")["flags"]) == (12.5, "estimated")
    made = cell(rows, "BU00010000", "2020")
    assert (made["value"], made["count"], made["low"], made["comparison"], made["flags"]) == (10, None, None, 8.1, "")


def test_facts_of_an_older_division_come_over_by_the_crosswalk_and_are_not_tested() -> None:
    steps = [
        Step("buurt", 2021, "BU00010900", "buurt", "BU00010000", 0.25, 1),
        Step("buurt", 2021, "BU00010900", "buurt", "BU00010001", 0.75, 1),
        Step("buurt", 2021, "BU00010100", "buurt", "BU00010100", 1.0, 0),
        Step("buurt", 2021, "BU00010101", "buurt", "BU00010101", 1.0, 0),
    ]
    old = [("BU00010900", 30), ("BU00010100", 20), ("BU00010101", 1)]
    facts = [w.fact("police:burglaries", area, "2023-01-01", n, division=2021) for area, n in old]
    rows = w.figures(w.inputs([*facts, *PEOPLE], crosswalk=crosswalk_table(steps)))
    assert [cell(rows, buurt)["count"] for buurt in w.BUURTEN] == [7.5, 22.5, 20, 1]
    assert (cell(rows, "BU00010000")["flags"], cell(rows, "BU00010000")["verdict"]) == ("crosswalked", "")
    assert (cell(rows, "BU00010100")["flags"], cell(rows, w.GEMEENTE)["count"]) == ("", 51)


def test_a_buurt_without_a_crosswalk_counts_for_the_gemeente_only_and_is_told() -> None:
    facts = [*w.crimes(10, 5, 20, 0), w.fact("police:burglaries", "BU00019999", "2023-01-01", 3, division=2021)]
    made = w.inputs([*facts, *PEOPLE])
    assert made.unresolved == 1
    whole = cell(w.figures(made), w.GEMEENTE)
    assert (whole["count"], whole["flags"]) == (38, "not_placeable")


def test_an_indicator_of_the_gemeente_says_why_a_buurt_has_no_number() -> None:
    whole = w.indicator(geo_levels=["gemeente"])
    rows = w.figures(w.inputs([*w.crimes(10, 5, 20, 0), *PEOPLE], w.definitions(whole)))
    assert cell(rows, "BU00010000")["reason"] == "level"
    assert cell(rows, w.GEMEENTE)["count"] == 35


def test_the_estimate_lies_between_the_figure_and_that_of_the_others() -> None:
    made = cell(w.figures(w.inputs([*w.crimes(10, 5, 60, 0), *PEOPLE])), "BU00010100")
    assert 75 * 1000 / 4300 < made["smoothed"] < made["value"] == 30
    assert made["smoothed_low"] < made["smoothed"] < made["smoothed_high"]


def test_each_figure_names_the_deliveries_that_it_was_counted_from() -> None:
    facts = [*w.crimes(10, 5, 20, 0), *w.dwellings(1000, 500, 2000, 800, snapshot=7)]
    assert cell(w.figures(w.inputs(facts)), "BU00010000")["snapshot"] == "1;7"


def test_a_gemeente_with_only_wijken_is_counted_from_them() -> None:
    kept = pa.compute.is_in(w.AREAS["level"], pa.array(["gemeente", "wijk"]))
    facts = [w.fact("police:burglaries", wijk, "2023-01-01", 4) for wijk in w.WIJKEN]
    facts += w.dwellings(1500, 2800, areas=w.WIJKEN)
    rows = w.figures(w.inputs(facts, areas=w.AREAS.filter(kept), hierarchy=w.HIERARCHY.slice(0, 0)))
    assert cell(rows, w.GEMEENTE)["count"] == 8


def counts_only(**changes: Any) -> Indicator:
    return w.indicator(kind="count", denominator=None, per=None, **changes)


def test_a_count_has_an_interval_and_no_verdict_against_a_gemeente_of_another_size() -> None:
    made = cell(w.figures(w.inputs(w.crimes(10, 5, 20, 0), w.definitions(counts_only()))), "BU00010000")
    assert (made["value"], round(made["low"], 3), made["verdict"], made["denominator"]) == (10, 4.795, "", None)


def test_a_bare_count_stands_beside_no_larger_area_and_no_country() -> None:
    facts = [*w.crimes(10, 5, 20, 0), w.fact("police:burglaries", "NL", "2023-01-01", 518)]
    rows = w.figures(w.inputs(facts, w.definitions(counts_only())))
    for area in ("BU00010000", w.STADSDEEL, w.GEMEENTE):
        beside = {cell(rows, area)[name] for name in ("comparison", "stadsdeel_value", "land_value", "peer_value")}
        assert (cell(rows, area)["value"] is None, beside) == (False, {None})
