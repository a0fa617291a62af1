"""Corrections as data: they mend the cell that they name, and say so when it is not what they expect."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest

from tests.intake.test_import import COMMIT, in_force, load, messages, snapshots, world
from tests.intake.world import buurten, police
from wens.intake.cells import build
from wens.intake.corrections import (
    DEFINITIONS,
    Correction,
    CorrectionsError,
    apply,
    read_corrections,
    standing_corrections,
)
from wens.intake.definitions import source_keys

__all__ = ["world"]

CELLS = build(
    row=[2, 3, 4], measure=["m:x", "m:x", "m:y"], area=["B1", "B2", "B1"], level="buurt", start=dt.date(2023, 1, 1),
    grain="year", value=pa.array([10.0, None, 7.0]), missing=[None, "unknown", None],
)  # fmt: skip
REST = "expect: 1, value: 2, reason: because it is so, status: accepted"
REASON = "Extra zero, confirmed by the supplier."


def correction(**fields: object) -> Correction:
    base = {
        "measure": "m:x",
        "area": "B1",
        "period": "2023",
        "expect": 10,
        "value": 1,
        "reason": REASON,
        "status": "accepted",
    }
    return Correction.model_validate({**base, **fields})


def applied(*corrections: Correction, required: bool = False) -> tuple[list[float | None], list[str]]:
    result = apply(CELLS, corrections, file="a.csv", sha256="f" * 64, required=required)
    return result.cells["value"].to_pylist(), [finding.code for finding in result.findings]


def test_the_named_cell_is_mended_and_nothing_else() -> None:
    assert applied(correction()) == ([1, None, 7], [])


def test_a_cell_can_be_named_by_file_and_row() -> None:
    by_row = correction(area=None, period=None, file="a.csv", row=2)
    assert applied(by_row) == ([1, None, 7], [])


def test_a_missing_value_can_be_filled_and_a_wrong_one_emptied() -> None:
    filled = apply(CELLS, [correction(area="B2", expect=None, value=3)], file="a.csv", sha256="")
    assert (filled.cells["value"].to_pylist(), filled.cells["missing"].to_pylist()) == ([10, 3, 7], [None, None, None])
    emptied = apply(CELLS, [correction(value=None)], file="a.csv", sha256="")
    assert (emptied.cells["value"].to_pylist(), emptied.cells["missing"][0].as_py()) == ([None, None, 7], "unknown")


def test_what_was_applied_is_kept_with_row_reason_and_both_values() -> None:
    (kept,) = apply(CELLS, [correction()], file="a.csv", sha256="").applied
    assert (kept["row"], kept["expect"], kept["value"], kept["reason"]) == (2, 10, 1, REASON)


def test_a_correction_whose_expectation_fails_changes_nothing_and_is_a_finding() -> None:
    result = apply(CELLS, [correction(expect=12)], file="a.csv", sha256="")
    assert result.cells["value"].to_pylist() == [10, None, 7]
    assert "expects 12 but the file says 10" in str(result.findings[0])
    assert result.findings[0].severity == "finding"


def test_a_correction_that_names_no_cell_of_its_measure_and_period_is_a_finding() -> None:
    assert applied(correction(area="B9"))[1] == ["correction_misfit"]


@pytest.mark.parametrize("fields", [{"period": "2022"}, {"measure": "m:z"}, {"file": "b.csv"}])
def test_a_correction_of_another_delivery_is_left_alone_unless_it_was_given_for_this_one(
    fields: dict[str, str],
) -> None:
    assert applied(correction(**fields)) == ([10, None, 7], [])
    assert applied(correction(**fields), required=True)[1] == ["correction_unused"]


def test_a_proposed_correction_is_reported_and_not_applied() -> None:
    result = apply(CELLS, [correction(status="proposed")], file="a.csv", sha256="")
    assert (result.cells["value"][0].as_py(), result.findings[0].severity) == (10, "notice")


def test_a_withdrawn_correction_is_history() -> None:
    assert applied(correction(status="withdrawn"), required=True) == ([10, None, 7], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {measure: m:x}", "entry 1 expect"),
        (f"- {{measure: m:x, row: 3, {REST}}}", "without the file"),
        (f"- {{measure: m:x, area: B1, {REST}}}", "an area and a period"),
        (f"- {{measure: m:x, area: B1, period: 2023, {REST}}}".replace("because it is so", "short"), "reason"),
        ("- {measure: [", "is not YAML"),
        ("just words", "list"),
    ],
)  # fmt: skip
def test_a_file_of_corrections_that_is_wrong_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    with pytest.raises(CorrectionsError, match=said):
        read_corrections(path)


def test_a_period_may_be_written_as_a_number_or_a_date(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    line = "- {{measure: m:x, area: B1, period: {}, expect: 1, value: 2, reason: because it is so, status: accepted}}\n"
    path.write_text(line.format("2023") + line.format("2023-01-05"))
    assert [one.period for one in read_corrections(path)] == ["2023", "2023-01-05"]


def test_every_file_of_corrections_that_travels_with_the_project_is_of_a_source_and_gives_a_reason() -> None:
    files = {path.stem for path in DEFINITIONS.glob("*.yaml")}
    assert files <= set(source_keys())
    assert all(len(entry.reason) > 20 for key in files for entry in standing_corrections(key))


def test_the_example_beside_the_corrections_can_be_used_as_it_stands(tmp_path: Path) -> None:
    guide = (DEFINITIONS / "README.md").read_text(encoding="utf-8")
    example = tmp_path / "politie.yaml"
    example.write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    [entry] = read_corrections(example)
    assert (entry.measure, entry.area, entry.expect, entry.value) == ("police:1.1.1", "BU01530000", 120, 12)


def test_a_corrected_file_is_in_force_as_corrected_and_the_bytes_as_they_came(world: Path) -> None:
    mend = correction(measure="police:1.1.1", area="BU09010000", expect=10)
    report = load(police(buurten(10, 2, 3, 4)), corrections=[mend])
    assert (report.status, len(report.corrections)) == ("loaded", 1)
    assert in_force()["BU09010000", "2023"] == 1
    assert snapshots()[0].corrections[0]["reason"] == REASON


def test_the_same_file_with_other_corrections_is_a_new_delivery(world: Path) -> None:
    data = police(buurten(10, 2, 3, 4))
    load(data)
    report = load(data, corrections=[correction(measure="police:1.1.1", area="BU09010000", expect=10)])
    assert report.status == "loaded"
    assert in_force()["BU09010000", "2023"] == 1


def test_an_import_whose_correction_does_not_fit_loads_nothing(world: Path) -> None:
    report = load(
        police(buurten(9, 2, 3, 4)), COMMIT, corrections=[correction(measure="police:1.1.1", area="BU09010000")]
    )
    assert (report.status, snapshots()) == ("refused", [])
    assert "expects 10 but the file says 9" in messages(report)
