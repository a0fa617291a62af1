"""What the figures point to: burden and capacity side by side, possible knelpunten, what chance means."""

import pytest

from wens.figures.definitions import definitions
from wens.figures.rows import FigureRow
from wens.photos.entries import COLUMNS, Setting, as_row, as_values, entry
from wens.photos.pointers import balance, chance, knelpunten
from wens.photos.summary import summary

SETTING = Setting("Proefstad", stadsdeel="West", names={"WK1": "Molenwijk", "WK2": "Havenwijk"})
REFERENCE = {"nl": "heel Proefstad", "en": "all of Proefstad"}


def figure(indicator="burglaries_per_1000_dwellings", **changes):
    empty = {name: "" if kind is str else None for name, kind in FigureRow.__annotations__.items()}
    usual = {
        "area_code": "GM0001-LW-dorp", "area_name": "Dorp", "level": "local_wijk", "generation": 2024,
        "indicator": indicator, "period": "2023", "count": 40.0, "denominator": 1000.0, "value": 40.0, "low": 29.0,
        "high": 54.0, "comparison": 10.0, "snapshot": "1",
    }  # fmt: skip
    return FigureRow(**{**empty, **usual, **changes})


def made(row):
    return entry(definitions().indicators[row.indicator], [row], SETTING)


@pytest.mark.parametrize(
    ("low", "high", "place", "said"),
    [
        (12.0, 20.0, "above", "Hoger dan in heel Proefstad: "),
        (4.0, 8.0, "below", "Lager dan in heel Proefstad: "),
        (8.0, 20.0, "open", "Ongeveer gelijk, of te onzeker om te zeggen: "),
    ],
)
def test_a_figure_lies_apart_only_when_its_whole_interval_does(low, high, place, said):
    row = figure("benefits_per_1000_aged_15_74", value=15.0, low=low, high=high)
    side = balance([made(row)], REFERENCE)["burden"]
    assert side["places"] == {"benefits_per_1000_aged_15_74": place}
    assert side["text"]["nl"].startswith(said)


def test_what_a_model_estimates_lies_nowhere():
    row = figure("severe_loneliness_percent", value=90.0, low=80.0, high=95.0)
    side = balance([made(row)], REFERENCE)["burden"]
    assert side["places"] == {"severe_loneliness_percent": "modelled"}
    assert "zonder oordeel" in side["text"]["nl"]


def test_burden_and_capacity_are_two_and_an_empty_side_says_so():
    found = balance([made(figure("benefits_per_1000_aged_15_74"))], REFERENCE)
    assert set(found) == {"burden", "capacity"}
    assert found["capacity"]["text"]["nl"] == "Hierover is er voor dit gebied nog geen cijfer."


def test_a_possible_knelpunt_has_its_evidence_and_how_sure_in_both_languages():
    row = figure(verdict="higher", verdict_p=1e-9, verdict_q=1e-7, expected=10.0)
    (one,) = knelpunten([row])["found"]
    assert (one["indicator"], one["sure"], one["ratio"]) == ("burglaries_per_1000_dwellings", "very", 4.0)
    assert "De kans dat dit toeval is, is heel klein." in [part["text"] for part in one["sentences"]["nl"]]
    assert one["sentences"]["en"][0]["parameters"]["count"] == "40"


def test_without_a_possible_knelpunt_that_is_what_is_said():
    found = knelpunten([figure(verdict="chance")])
    assert found["found"] == []
    assert found["none"]["nl"][0]["text"] == "De cijfers alleen wijzen hier geen mogelijk knelpunt aan."


def test_where_most_figures_say_chance_it_is_told_what_that_means_and_what_to_do():
    told = [part["text"] for part in chance([figure(verdict="chance")])["nl"]]
    assert "Dat betekent niet dat er niets aan de hand is." in told[1]
    assert any("wijktafel" in text for text in told)
    assert chance([figure(verdict="higher")])["nl"] == []


def test_everything_that_a_figure_is_compared_with_has_a_name():
    row = figure(stadsdeel_value=12.0, land_value=9.5, peer_value=11.0, peers="WK1+WK2")
    named = [(one["kind"], one["name"]["nl"], one["words"]["nl"]) for one in made(row)["compared"]]
    assert named == [
        ("gemeente", "heel Proefstad", "10"), ("stadsdeel", "stadsdeel West", "12"),
        ("peers", "gebieden die hierop lijken", "11"), ("country", "Nederland", "9,5"),
    ]  # fmt: skip
    assert [one["name"] for one in made(row)["compared"][2]["areas"]] == ["Molenwijk", "Havenwijk"]


def test_the_short_list_says_what_stands_out_and_what_rises_for_years():
    rising = figure(verdict="higher", trend="up", trend_yearly=1.2, trend_low=1.1, trend_high=1.3, trend_from="2012")
    lines = summary([made(rising)], REFERENCE)["known"]
    assert [one["template"] for one in lines] == ["higher", "trend_up"]
    assert lines[0]["text"]["nl"] == "40 per 1.000 woningen in 2023. Dat is meer dan in heel Proefstad: 10."
    assert lines[0]["text"]["en"] == "40 per 1,000 dwellings in 2023. That is more than in all of Proefstad: 10."
    assert lines[1]["text"]["nl"] == "Al jaren meer: woninginbraken."


def test_a_frozen_row_is_read_back_whatever_columns_have_come_or_gone_since():
    row = figure()
    constant = {"area_code": row.area_code, "area_name": row.area_name, "level": row.level,
                "indicator": row.indicator, "unit": row.unit}  # fmt: skip
    assert as_row(as_values(row), COLUMNS, constant) == row
    older = [name for name in COLUMNS if name != "verdict_q"] + ["gone"]
    values = [getattr(row, name, "x") for name in older]
    assert as_row(values, older, constant) == row._replace(verdict_q=None)
