"""Possible knelpunten: only what may be one, with the evidence and how sure; and what to do when it is chance."""

from typing import Any

import pytest

from tests.figures.test_sentences import KEY, row
from wens.figures.candidates import candidate_sentences, candidates, guidance
from wens.figures.concentration import concentration, concentration_sentences
from wens.figures.definitions import definitions

HIGHER: dict[str, Any] = {"verdict": "higher", "verdict_q": 0.02, "expected": 6.0}


def key_where(**wanted: Any) -> str:
    return next(
        one.key
        for one in definitions().indicators.values()
        if all(getattr(one, name) == value for name, value in wanted.items())
    )


def test_a_figure_that_is_higher_is_a_possible_knelpunt_with_its_evidence() -> None:
    (found,) = candidates([row(**HIGHER), row(period="2022", verdict="chance")])
    assert (found.row.period, found.ratio, found.q, found.sure, found.pooled) == ("2023", 2.5, 0.02, "quite", False)
    text = " ".join(one.text for one in candidate_sentences(found, "nl"))
    assert "15 in 2023, en ongeveer 6 als het ging zoals in de rest van de gemeente." in text
    assert "zeker is dat niet" in text


@pytest.mark.parametrize("verdict", ["lower", "chance", "too_few", ""])
def test_nothing_else_is_one(verdict: str) -> None:
    assert candidates([row(**HIGHER | {"verdict": verdict})]) == []


@pytest.mark.parametrize("report_type", ["haal", "mix", "model"])
def test_what_the_police_find_by_looking_and_mixtures_and_models_never_are(report_type: str) -> None:
    assert candidates([row(indicator=key_where(report_type=report_type), **HIGHER)]) == []


def test_where_more_is_not_worse_it_is_none() -> None:
    assert candidates([row(indicator=key_where(direction="higher_is_better"), **HIGHER)]) == []


def test_an_old_finding_that_is_gone_is_none() -> None:
    assert candidates([row(period="2022", **HIGHER), row(verdict="chance")]) == []


def test_three_years_together_can_say_what_one_year_cannot() -> None:
    pooled = row(period="2021-2023", flags="pooled", count=30.0, verdict="higher", verdict_q=0.0002, expected=12.0)
    (found,) = candidates([row(verdict="too_few"), pooled])
    assert (found.pooled, found.confirmed, found.sure, found.row.period) == (True, True, "very", "2021-2023")
    assert "in drie jaar samen (2021–2023)" in candidate_sentences(found, "nl")[0].text
    assert candidates([row(verdict="lower"), pooled]) == []


@pytest.mark.parametrize(
    ("verdict", "confirmed", "said"), [("higher", True, "also_pooled"), ("chance", False, "not_pooled")]
)
def test_a_year_is_set_against_the_three_years(verdict: str, confirmed: bool, said: str) -> None:
    (found,) = candidates([row(**HIGHER, trend="up"), row(period="2021-2023", flags="pooled", verdict=verdict)])
    assert found.confirmed is confirmed
    assert [one.template for one in candidate_sentences(found, "en")][-2:] == [said, "candidate_up"]


def test_the_surest_come_first_then_the_largest() -> None:
    others = [key for key, one in definitions().indicators.items() if one.tested and one.direction == "higher_is_worse"]
    rows = [
        row(indicator=others[0], **HIGHER),
        row(indicator=others[1], **HIGHER | {"count": 30.0}),
        row(indicator=others[2], **HIGHER | {"verdict_q": 1e-9}),
    ]
    assert [one.indicator.key for one in candidates(rows)] == [others[2], others[1], others[0]]


def test_when_most_figures_say_chance_it_is_said_what_that_means_and_what_to_do() -> None:
    rows = [row(verdict="chance"), row(indicator=key_where(key="threats_per_1000_inhabitants"), verdict="too_few")]
    text = " ".join(one.text for one in guidance(rows, "nl"))
    assert text.startswith("Bij 2 van de 2 cijfers")
    for word in ("wijktafel", "grotere gebied", "meer jaren"):
        assert word in text
    assert guidance([row(verdict="higher")], "nl") == []
    assert guidance([row(verdict="")], "nl") == []


def buurten(*counts: float | None) -> list[Any]:
    return [row(area_code=f"BU{at}", level="buurt", count=count) for at, count in enumerate(counts)]


def test_half_of_the_cases_in_few_buurten_is_told() -> None:
    found = concentration(buurten(40, 20, *([2] * 18)))
    assert found is not None
    assert (found.areas, found.all_areas, found.total) == (2, 20, 96)
    assert concentration_sentences(found, "nl")[0].text == (
        "De helft van alle woninginbraken in 2023 was in 2 van de 20 buurten (10%)."
    )


def test_what_chance_does_as_well_is_called_so() -> None:
    found = concentration(buurten(*([0, 1, 2, 3, 1, 1, 2, 0, 3, 2] * 2)))
    assert found is not None
    assert [one.template for one in concentration_sentences(found, "nl")] == ["concentrated", "concentrated_chance"]


def test_with_a_hidden_number_or_hardly_any_cases_nothing_is_told() -> None:
    assert concentration(buurten(40, None, *([2] * 18))) is None
    assert concentration(buurten(*([1] * 19))) is None
    assert concentration([]) is None


def test_the_indicator_of_the_examples_may_be_one() -> None:
    assert definitions().indicators[KEY].tested
