"""The indicators that come with the system: valid, complete, true to the methods, and in words that everyone knows."""

import csv
import re

import pytest

from tests.shared_data import ROOT
from wens.figures.definitions import WITHOUT_VERDICT, Definitions, Indicator, load_definitions

DESIGN = ROOT.parent / "design" / "indicators_nl.csv"

# Words of the office, and words that judge: residents read these texts (SCREENS, "Words").
FORBIDDEN = re.compile(
    r"\b(objectieve?|subjectieve?|slechtste|beste|ranglijst|incidentie|prevalentie|significant(ie)?|variabele|indicator"
    r"|betrouwbaarheidsinterval|populatie|percentiel|delict(en)?|middels|teneinde|omtrent|derhalve|dien(t|en)|inzake"
    r"|betreffende|conform|alsmede|ten aanzien van|met betrekking tot|ten behoeve van"
    r"|allochto(on|nen)|verwarde personen|hangjongeren|overlastgevers)\b",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 25  # words; the usual bound for B1
# Field of the core list -> theme of ours.
THEMES = {"1": "living", "2": "business", "3": "youth", "4": "physical", "5": "integrity", "D": "burden capacity"}


@pytest.fixture(scope="module")
def defined() -> Definitions:
    return load_definitions()


@pytest.fixture(scope="module")
def designed() -> dict[str, dict[str, str]]:
    if not DESIGN.exists():
        pytest.skip("the design list indicators_nl.csv is not on this machine")
    with DESIGN.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def dutch_texts(indicator: Indicator) -> list[str]:
    several = [caveat.nl for caveat in indicator.caveats] + [item.nl for item in indicator.series_breaks]
    return [indicator.name.nl, indicator.short.nl, indicator.unit.nl, indicator.why.nl, indicator.ask.nl, *several]


def report_type_of(row: dict[str, str]) -> str:
    """The report type that the design list gives, in our words."""
    written = row["report_type"].lower()
    if written == "-":
        return "registratie"
    if "haal" in written and "melding" in written:
        return "mix"
    return "model" if "model" in written else written


def test_the_catalogue_is_the_whole_design_list(defined: Definitions, designed: dict[str, dict[str, str]]) -> None:
    assert set(defined.indicators) == set(designed)


def test_report_type_and_theme_are_those_of_the_design_list(
    defined: Definitions, designed: dict[str, dict[str, str]]
) -> None:
    for key, indicator in defined.indicators.items():
        row = designed[key]
        assert indicator.report_type == report_type_of(row), key
        assert indicator.theme in THEMES[row["veld"][0]], key


def test_what_the_design_list_keeps_to_the_gemeente_is_public_for_the_gemeente_only(
    defined: Definitions, designed: dict[str, dict[str, str]]
) -> None:
    kept = [key for key in defined.indicators if designed[key]["publish_floor"].startswith("gemeente")]
    assert len(kept) >= 5
    for key in kept:
        assert defined.indicators[key].public_levels == ["gemeente"], key


def test_what_the_police_find_themselves_never_gets_a_verdict(defined: Definitions) -> None:
    found = [item for item in defined.indicators.values() if item.report_type in {"haal", "mix"}]
    assert {"drug_dealing_per_1000_inhabitants", "recorded_crimes_per_1000_inhabitants"} <= {item.key for item in found}
    assert not any(item.tested for item in found)
    assert all(item.report_type in WITHOUT_VERDICT for item in found)


def test_a_mix_and_a_model_say_so_in_their_first_caveat(defined: Definitions) -> None:
    words = {"mix": "mengsel", "model": "rekenmodel"}
    for indicator in defined.indicators.values():
        if indicator.report_type in words:
            assert words[indicator.report_type] in indicator.caveats[0].nl, indicator.key


def test_a_haal_indicator_is_never_called_worse_or_better(defined: Definitions) -> None:
    for indicator in defined.indicators.values():
        if indicator.report_type == "haal":
            assert indicator.direction == "ambiguous", indicator.key


def test_citizen_reported_crime_leaves_out_what_is_secret_or_found_by_the_police(defined: Definitions) -> None:
    (police, *_) = defined.indicators["citizen_reported_crimes_per_1000_inhabitants"].numerator
    assert "police:1.1.1" in police
    found_or_secret = {"police:0.0.0", "police:1.4.1", "police:2.1.1", "police:3.1.1", "police:3.1.3", "police:3.5.2"}
    assert not found_or_secret & set(police)


def test_every_indicator_can_also_come_from_a_file_with_a_mapping(defined: Definitions) -> None:
    for key, indicator in defined.indicators.items():
        assert indicator.alternatives()[-1] == [f"indicator:{key}"]


def test_unit_in_words_names_the_number_that_is_divided_by(defined: Definitions) -> None:
    for indicator in defined.indicators.values():
        if indicator.per and indicator.per > 1:
            assert f"{indicator.per:,}".replace(",", ".") in indicator.unit.nl, indicator.key
            assert f"{indicator.per:,}" in indicator.unit.en, indicator.key


def test_the_denominator_trap_is_named_wherever_visitors_count(defined: Definitions) -> None:
    for indicator in defined.indicators.values():
        if indicator.ambient and indicator.kind == "rate":
            said = " ".join(caveat.nl for caveat in indicator.caveats)
            assert re.search(r"wonen er weinig|wonen er niet|buiten de buurt|alle inwoners", said), indicator.key


def test_every_text_has_two_languages_that_differ(defined: Definitions) -> None:
    for indicator in defined.indicators.values():
        for pair in (indicator.why, indicator.ask, *indicator.caveats):
            assert pair.nl != pair.en, indicator.key


def test_dutch_texts_use_no_word_of_the_office(defined: Definitions) -> None:
    texts = [(key, text) for key, item in defined.indicators.items() for text in dutch_texts(item)]
    texts += [(theme.key, f"{theme.name.nl} {theme.description.nl}") for theme in defined.themes.values()]
    assert [(key, FORBIDDEN.findall(text)) for key, text in texts if FORBIDDEN.search(text)] == []


def test_dutch_sentences_are_short(defined: Definitions) -> None:
    long = [
        (key, sentence)
        for key, item in defined.indicators.items()
        for text in dutch_texts(item)
        for sentence in re.split(r"(?<=[.?!])\s+|: ", text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_every_way_to_ask_names_the_command_that_loads_it(defined: Definitions) -> None:
    for key, indicator in defined.indicators.items():
        if key != "sexual_offences_count":
            assert "wens import" in indicator.ask.nl, key
            assert "wens import" in indicator.ask.en, key


def test_every_theme_has_an_address_of_its_own_and_one_sentence(defined: Definitions) -> None:
    slugs = [theme.slug for theme in defined.themes.values()]
    assert len(set(slugs)) == len(slugs) == 7
    for theme in defined.themes.values():
        assert theme.description.nl.count(".") == 1, theme.key


def test_every_theme_has_an_indicator_and_every_denominator_a_use(defined: Definitions) -> None:
    assert {item.theme for item in defined.indicators.values()} == set(defined.themes)
    assert {item.denominator for item in defined.indicators.values() if item.denominator} == set(defined.denominators)


def test_dwellings_of_a_wijk_are_shared_out_by_households(defined: Definitions) -> None:
    assert defined.denominators["dwellings"].apportion_by[0] == "kwb:households"


def test_a_rate_needs_at_least_what_the_design_list_asks_of_its_denominator(defined: Definitions) -> None:
    assert defined.denominators["establishments"].minimum == 5
    assert defined.denominators["rented_dwellings"].minimum == 10
    assert defined.denominators["inhabitants"].minimum == 50
