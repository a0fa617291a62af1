"""Sources are reviewed data: each is complete, in two languages, and what parsers emit is defined."""

import pytest

from wens.intake.definitions import SourceError, source, source_keys
from wens.intake.parsing import PARSERS


def test_every_source_has_a_parser_and_every_parser_a_definition():
    assert set(source_keys()) == set(PARSERS)


@pytest.mark.parametrize("key", source_keys())
def test_every_source_says_what_it_takes_and_how_to_get_it_in_both_languages(key):
    found = source(key)
    assert found.takes[0].nl != found.takes[0].en
    assert found.how_to_get["nl"] != found.how_to_get["en"]
    assert 0 < found.retention_days <= 3650


def test_the_police_know_59_types_and_hide_three_in_small_areas():
    crimes = [m for m in source("politie").measures if m.key.startswith("police:")]
    assert len(crimes) == 59
    assert {m.key for m in crimes if m.hidden_below} == {"police:1.4.1", "police:3.2.1", "police:3.2.2"}


def test_an_unknown_source_is_refused_with_the_known_ones():
    with pytest.raises(SourceError, match="cbs_kwb"):
        source("../secrets")
