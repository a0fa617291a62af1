"""Definitions are refused with file and field, all problems at once."""

from pathlib import Path
from shutil import copytree

import pytest

from wens.figures.definitions import FOLDER, DefinitionError, definitions, load_definitions

ONE = "indicators/burglaries_per_1000_dwellings.yaml"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copytree(FOLDER, tmp_path / "definitions")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / ONE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_definitions_of_this_release_can_be_read() -> None:
    assert len(definitions().indicators) >= 15


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("denominator: dwellings", "denominator: houses", "denominator: 'houses' is not in denominators.yaml"),
        ("theme: living", "theme: life", "theme: 'life' is not in themes.yaml"),
        ("report_type: breng", "report_type: bring", "report_type: Input should be"),
        ("per: 1000", "per: 0", "per: Input should be greater than 0"),
        ("kind: rate", "kind: count", "kind count has no denominator"),
        ("source: politie", "sourse: politie", "sourse: Extra inputs are not permitted"),
        ("key: burglaries_per_1000_dwellings", "key: burglaries", "the file must be named burglaries.yaml"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_field(copied: Path, old: str, new: str, problem: str) -> None:
    change(copied, old, new)
    with pytest.raises(DefinitionError) as refused:
        load_definitions(copied)
    assert any(
        one.startswith("burglaries_per_1000_dwellings.yaml") and problem in one for one in refused.value.problems
    )


def test_all_problems_are_told_at_once(copied: Path) -> None:
    change(copied, "per: 1000", "per: 0")
    (copied / "themes.yaml").write_text("- not a mapping", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_definitions(copied)
    assert {one.partition(":")[0] for one in refused.value.problems} >= {
        "themes.yaml",
        "burglaries_per_1000_dwellings.yaml",
    }


def test_what_a_generic_import_delivers_is_the_last_way_to_count() -> None:
    for key, one in definitions().indicators.items():
        assert one.alternatives()[-1] == [f"indicator:{key}"]


def test_nothing_that_measures_police_effort_is_tested() -> None:
    assert not [
        one.key
        for one in definitions().indicators.values()
        if one.tested and one.report_type in ("haal", "mix", "model")
    ]
