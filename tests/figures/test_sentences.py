"""Sentences say what the row says, and no more."""

import re
from string import Formatter
from typing import Any

import pytest

from wens.figures.definitions import definitions
from wens.figures.rows import FigureRow
from wens.figures.sentences import REASONS, TEMPLATES, explain, number, sentence, sentences

KEY = "burglaries_per_1000_dwellings"


def row(**changes: Any) -> FigureRow:
    empty = dict.fromkeys(FigureRow._fields)
    words = dict.fromkeys(
        (
            "flags",
            "snapshot",
            "change",
            "verdict",
            "denominator_period",
            "source",
            "peers",
            "trend",
            "trend_from",
            "reason",
        ),
        "",
    )
    usual: dict[str, Any] = {
        "area_code": "GM0153-LW-pathmos", "area_name": "Pathmos", "level": "local_wijk", "generation": 2024,
        "indicator": KEY, "period": "2023", "count": 15.0, "denominator": 1200.0, "value": 12.5, "low": 7.0,
        "high": 20.6, "unit": "per 1.000 woningen", "comparison": 6.1, "verdict": "higher",
    }  # fmt: skip
    return FigureRow(**{**empty, **words, **usual, **changes})


def test_a_figure_in_dutch() -> None:
    assert sentence(row(), "nl", gemeente="Enschede") == (
        "In Pathmos zijn er in 2023 15 woninginbraken geteld. Dat zijn er ongeveer 12 per 1.000 woningen "
        "(tussen 7 en 21). In heel Enschede zijn dat er 6,1. Dit verschil is groter dan je door toeval verwacht."
    )


def test_the_same_figure_in_english() -> None:
    assert sentence(row(), "en", gemeente="Enschede") == (
        "In Pathmos, 15 burglaries were counted in 2023. That is about 12 per 1,000 dwellings (between 7 and 21). "
        "In all of Enschede it is 6.1. This difference is larger than you would expect by chance."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"count": 0.0}, "In Pathmos zijn er in 2023 geen woninginbraken geteld."),
        ({"count": 1.0}, "Het aantal woninginbraken in Pathmos was in 2023 1."),
        (
            {"verdict": "", "flags": "crosswalked", "count": 14.6},
            "Het aantal is omgerekend, en dus niet precies genoeg voor een oordeel.",
        ),
        ({"flags": "rounded"}, "In Pathmos zijn er in 2023 ongeveer 15 woninginbraken geteld (afgerond op 5)."),
        ({"flags": "rounded", "previous_count": 15.0}, "Afgerond bleef het aantal 15, net als een jaar eerder."),
        ({"verdict": "chance"}, "Dit verschil is niet te onderscheiden van toeval."),
        ({"verdict": "too_few"}, "Het zijn te weinig gevallen om daar iets over te zeggen."),
        ({"count": 4.0, "previous_count": 2.0, "change": "too_few"}, "Bij zulke kleine aantallen kan dat toeval zijn."),
        ({"previous_count": 15.0, "change": "chance"}, "Het aantal bleef 15, net als een jaar eerder."),
        ({"previous_count": 40.0, "change": "lower"}, "Die daling is groter dan je door toeval verwacht."),
        (
            {"count": 2.667, "flags": "crosswalked"},
            "ongeveer 3 woninginbraken, omgerekend uit gebieden met andere grenzen.",
        ),
        ({"flags": "provisional"}, "Dit is een voorlopig cijfer."),
    ],
)
def test_what_is_said_follows_from_the_row(changes: dict[str, Any], said: str) -> None:
    assert said in sentence(row(**changes), "nl")


def test_without_a_verdict_in_the_row_there_is_none_in_the_words() -> None:
    text = sentence(row(verdict="", comparison=None), "nl")
    assert "toeval" not in text
    assert "hele gemeente" not in text


def test_every_number_in_a_text_stands_among_its_parameters() -> None:
    for one in sentences(row(previous_count=4.0, change="higher"), "nl", gemeente="Enschede"):
        given = " ".join(one.parameters.values())
        assert all(figure in given for figure in re.findall(r"\d+(?:,\d+)?", one.text))
        assert one.version


def test_every_template_is_there_in_both_languages_with_the_same_parameters() -> None:
    for words in [*TEMPLATES.values(), *REASONS.values()]:
        named = [{name for _, name, _, _ in Formatter().parse(words[language]) if name} for language in ("nl", "en")]
        assert named[0] == named[1]


def test_why_there_is_no_number_is_always_said() -> None:
    for reason in REASONS:
        text = explain(row(count=None, value=None, reason=reason), "nl")
        assert text.endswith(".")
        assert "{" not in text
    assert explain(row(), "nl") == ""


def test_what_was_never_delivered_says_how_to_ask_for_it() -> None:
    for key, one in definitions().indicators.items():
        assert one.ask.nl.strip() in explain(None, "nl", indicator=key)


def test_police_found_figures_say_why_there_is_no_verdict() -> None:
    haal = next(
        key for key, one in definitions().indicators.items() if one.report_type == "haal" and one.kind == "rate"
    )
    assert "Daarom geven we hier geen oordeel." in sentence(row(indicator=haal, verdict=""), "nl")


def test_small_numbers_have_one_decimal_and_large_ones_none() -> None:
    assert [number(value, "nl") for value in (0.44, 9.94, 9.96, 1234.5, None)] == ["0,4", "9,9", "10", "1.234", ""]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expected": 7.3}, "Ging het hier zoals in de rest van de gemeente, dan waren het er ongeveer 7,3."),
        (
            {"trend": "up", "trend_yearly": 1.1, "trend_low": 1.04, "trend_high": 1.163, "trend_from": "2016"},
            "Sinds 2016 steeg het met ongeveer 10% per jaar (tussen 4 en 16%).",
        ),
        (
            {"trend": "down", "trend_yearly": 0.8, "trend_low": 0.7, "trend_high": 0.88, "trend_from": "2016"},
            "Sinds 2016 daalde het met ongeveer 20% per jaar (tussen 12 en 30%).",
        ),
        (
            {"trend": "none", "trend_yearly": 1.0, "trend_low": 0.9, "trend_high": 1.1, "trend_from": "2016"},
            "sinds 2016 is geen duidelijke stijging of daling te zien.",
        ),
        (
            {"flags": "pooled", "period": "2021-2023"},
            "In Pathmos zijn er in drie jaar samen (2021–2023) 15 woninginbraken geteld.",
        ),
        ({"flags": "pooled", "previous_count": 9.0}, "In de drie jaar daarvoor waren het er 9."),
    ],
)
def test_chance_years_and_three_years_together_are_told(changes: dict[str, Any], said: str) -> None:
    assert said in sentence(row(**changes), "nl")


def test_similar_areas_are_told_by_name_or_not_at_all() -> None:
    like = row(peers="A+B", peer_value=8.25)
    names = {"A": "Twekkelerveld", "B": "Stevenfenne"}
    told = (
        "In de gebieden die hier het meest op lijken (Twekkelerveld, Stevenfenne) is het samen 8,2 per 1.000 woningen."
    )
    assert told in sentence(like, "nl", names=names)
    assert "lijken" not in sentence(like, "nl", names={"A": "Twekkelerveld"})
