"""Importing a supplier's file: what is loaded, what is only counted, what is refused, and that it is all or nothing."""

from pathlib import Path
from typing import Any

import ibis
import pytest

from tests.intake.world import buurten, load_gemeente, police
from wens.areas.actions import load_crosswalk
from wens.areas.crosswalk_files import SuppliedCrosswalk
from wens.areas.geometry.overlap import Link
from wens.audit.queries import events_about
from wens.facts import store
from wens.intake import queries
from wens.intake.actions import import_file
from wens.intake.definitions import SourceError
from wens.intake.delivery import Delivery, Options
from wens.intake.models import Snapshot
from wens.intake.report import Report
from wens.tenancy.context import Actor, acting

COMMIT = Options(commit=True)


@pytest.fixture
def world(db: None, home: Path) -> Path:
    load_gemeente()
    return home


def load(data: bytes, options: Options = COMMIT, *, name: str = "politie.csv", **said: Any) -> Report:
    delivery = Delivery(data, name, **said)
    return import_file(source="politie", delivery=delivery, options=options, by=Actor.machine())


def in_force(gemeente: str = "GM0901") -> dict[tuple[str, str], float | None]:
    slices = queries.slices_in_force(gemeente)
    rows = store.facts_table(ibis.duckdb.connect(), gemeente, slices).to_pyarrow().to_pylist()
    return {(row["area"], str(row["start"])[:4]): row["value"] for row in rows}


def snapshots(gemeente: str = "GM0901") -> list[Snapshot]:
    with acting(gemeente, Actor.machine()):
        return list(queries.snapshots())


def messages(report: Report) -> str:
    return "\n".join(map(str, report.findings))


def test_a_dry_run_says_what_would_be_loaded_and_writes_nothing(world: Path) -> None:
    report = load(police(buurten(1, 2, 3, 4)), Options())
    assert (report.status, report.rows, report.placed, report.shares[0].cells) == ("dry_run", 4, 4, 4)
    assert snapshots() == []
    assert [path for path in world.rglob("*") if path.is_file()] == []


def test_a_loaded_file_is_in_force_to_the_last_cell(world: Path) -> None:
    report = load(police([*buurten(1, 2, 3, 4), ("GM0901", 10), ("WK090100", 3), ("NL00", 999)]))
    assert report.status == "loaded"
    assert in_force() == {
        ("BU09010000", "2023"): 1,
        ("BU09010001", "2023"): 2,
        ("BU09010100", "2023"): 3,
        ("BU09010101", "2023"): 4,
        ("GM0901", "2023"): 10,
        ("WK090100", "2023"): 3,
        ("NL", "2023"): 999,
    }


def test_the_bytes_are_kept_as_they_came_with_who_when_and_what(world: Path) -> None:
    from wens.intake.snapshots import read

    data = police(buurten(1, 2, 3, 4))
    load(data, name="levering.csv")
    (snapshot,) = snapshots()
    assert read(snapshot.kept_name) == data
    assert (snapshot.file_name, snapshot.loaded_by, snapshot.layout) == (
        "levering.csv",
        "machine:cli",
        "politie crime odata",
    )
    assert (snapshot.division, snapshot.counts["placed"], snapshot.licence[:3]) == (2021, 4, "CC0")
    assert snapshot.in_force == 1  # type: ignore[attr-defined]


def test_the_audit_trail_says_what_was_loaded(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    with acting("GM0901", Actor.machine()):
        (event,) = events_about(f"snapshot:{snapshots()[0].pk}")
        assert (event.name, event.data["rows"], event.data["slices"]) == ("intake.snapshot.loaded", 4, 1)


def test_the_same_bytes_twice_is_nothing_new(world: Path) -> None:
    first = load(police(buurten(1, 2, 3, 4)))
    again = load(police(buurten(1, 2, 3, 4)), name="other_name.csv")
    assert (again.status, again.exit_code, len(snapshots())) == ("unchanged", 0, 1)
    assert (again.rows, again.placed, again.shares[0].snapshot) == (4, 4, first.shares[0].snapshot)


def test_placed_and_not_placed_add_up_to_the_file_and_say_why(world: Path) -> None:
    rows = [*buurten(1, 2, 3, 4), ("NL00", 9), ("GM0902", 1), ("BU09020000", 1), ("BU00000000", 5), ("WK000000", 5)]
    report = load(police(rows))
    assert report.exit_code == 0
    assert (report.placed, report.national, report.not_placed) == (5, 1, 4)
    assert (report.other_gemeenten, report.unknown_place, report.not_dated) == (2, 2, 0)
    assert report.placed + report.not_placed == report.rows == 9


def test_a_code_that_the_gemeente_does_not_know_stops_everything_and_is_named(world: Path) -> None:
    report = load(police([*buurten(1, 2, 3, 4), ("BU09010999", 7)]))
    assert (report.status, report.exit_code, snapshots()) == ("refused", 1, [])
    assert "row 6, value 'BU09010999'" in messages(report)
    assert "--division" in messages(report)


def test_a_file_with_findings_loads_nothing_unless_a_person_accepts_them(world: Path) -> None:
    data = police(buurten(1, -2, 3, 4))
    report = load(data)
    assert (report.status, report.exit_code, snapshots()) == ("refused", 1, [])
    assert "row 3" in messages(report)
    assert "-2" in messages(report)
    accepted = load(data, Options(commit=True, accept_findings=True))
    assert accepted.status == "loaded"
    assert in_force()["BU09010001", "2023"] is None


def test_a_file_about_persons_is_refused(world: Path) -> None:
    lines = police(buurten(1, 2)).decode().splitlines()
    data = "\n".join([f"{lines[0]},Geboortedatum", *(f"{line},1980-01-01" for line in lines[1:])]).encode()
    report = load(data, Options(commit=True, accept_findings=True))
    assert (report.status, snapshots()) == ("refused", [])
    assert "Geboortedatum" in messages(report)


def test_an_unknown_layout_says_which_are_known(world: Path) -> None:
    report = load(b"a,b\n1,2\n")
    assert (report.status, report.exit_code) == ("refused", 1)
    assert "Known layouts" in messages(report)


def test_an_unknown_source_names_the_known_ones(world: Path) -> None:
    with pytest.raises(SourceError, match="politie"):
        import_file(source="polite", delivery=Delivery(b"", "x"), options=COMMIT, by=Actor.machine())


def test_without_areas_the_report_says_what_to_load_first(db: None, home: Path) -> None:
    report = load(police(buurten(1)))
    assert (report.status, report.exit_code) == ("refused", 1)
    assert "wens areas load" in messages(report)


def test_a_file_about_other_gemeenten_only_is_no_error_and_leaves_no_trace(world: Path) -> None:
    report = load(police([("BU09990000", 1)]))
    assert (report.status, report.exit_code, report.other_gemeenten) == ("nothing", 0, 1)
    assert snapshots() == []


def test_every_gemeente_gets_its_own_part(world: Path) -> None:
    load_gemeente("GM0902", south=500_000)
    report = load(police([*buurten(1, 2, 3, 4), *buurten(5, 6, 7, 8, code="0902"), ("NL00", 99)]))
    assert [(share.gemeente, share.cells) for share in report.shares] == [("GM0901", 5), ("GM0902", 5)]
    assert report.placed == 9
    assert {area for area, _ in in_force()} & {area for area, _ in in_force("GM0902")} == {"NL"}
    assert in_force("GM0902")["BU09020101", "2023"] == 8


def test_an_account_loads_for_its_own_gemeente_only(world: Path) -> None:
    load_gemeente("GM0902", south=500_000)
    data = police([*buurten(1, 2, 3, 4), *buurten(5, 6, 7, 8, code="0902"), ("BU09020777", 1)])
    report = load(data, Options(commit=True, only="GM0901"))
    assert (report.status, report.placed, report.other_gemeenten) == ("loaded", 4, 5)
    assert (len(snapshots()), snapshots("GM0902")) == (1, [])


def test_when_one_gemeente_cannot_be_loaded_none_is(world: Path) -> None:
    load_gemeente("GM0902", south=500_000)
    report = load(police([*buurten(1, 2, 3, 4), ("BU09020777", 1)]))
    assert report.status == "refused"
    assert (snapshots(), snapshots("GM0902"), in_force()) == ([], [], {})


def test_a_gemeente_that_is_loaded_later_still_gets_its_part_of_a_known_file(world: Path) -> None:
    data = police([*buurten(1, 2, 3, 4), *buurten(5, 6, 7, 8, code="0902")])
    load(data)
    load_gemeente("GM0902", south=500_000)
    report = load(data)
    assert [(share.gemeente, share.unchanged) for share in report.shares] == [("GM0901", True), ("GM0902", False)]
    assert (len(snapshots()), len(snapshots("GM0902"))) == (1, 1)


def test_the_newest_division_that_holds_all_codes_is_chosen(world: Path) -> None:
    load_gemeente(year=2024)
    old = load(police(buurten(1, 2, 3, 4)))
    new = load(police([*buurten(1, 2, 3, 4), ("BU09010102", 5)], period="2024JJ00"))
    assert (old.shares[0].division, new.shares[0].division) == (2024, 2024)


def test_a_division_that_is_given_is_kept_to(world: Path) -> None:
    load_gemeente(year=2024)
    report = load(police(buurten(1, 2, 3, 4)), Options(commit=True, division=2021))
    assert report.shares[0].division == 2021


def test_a_file_in_a_division_that_is_not_loaded_goes_by_the_crosswalk_and_keeps_its_total(world: Path) -> None:
    links = [Link("BU09010500", "BU09010000", 0.25, "dwellings"), Link("BU09010500", "BU09010001", 0.75, "dwellings")]
    with acting("GM0901", Actor.machine()):
        supplied = SuppliedCrosswalk("buurt:2019", "buurt:2021", links)
        load_crosswalk(supplied=supplied, file="c.csv", by=Actor.machine(), commit=True)
    report = load(
        police([("BU09010500", 8), ("BU09010100", 3), ("BU09010101", 4)]), Options(commit=True, division=2019)
    )
    assert report.status == "loaded", messages(report)
    assert in_force() == {
        ("BU09010000", "2023"): 2,
        ("BU09010001", "2023"): 6,
        ("BU09010100", "2023"): 3,
        ("BU09010101", "2023"): 4,
    }
    assert report.crosswalked == 1


def test_wijken_that_are_gone_are_left_out_when_all_their_buurten_are_placed(world: Path) -> None:
    report = load(police([*buurten(1, 2, 3, 4), ("WK090199", 10)]))
    assert (report.status, report.left_out, report.placed, report.not_placed) == ("loaded", 1, 4, 1)
    assert "buurten are added up instead" in messages(report)
    only_wijken = load(police([("WK090100", 3), ("WK090199", 10)], period="2024JJ00"))
    assert (only_wijken.status, "WK090199" in messages(only_wijken)) == ("refused", True)


def by_postcode(*postcodes: str) -> bytes:
    return "\n".join(["Postcode;Datum;Soort", *(f"{p};05-03-2023;Woninginbraak" for p in postcodes), ""]).encode()


def load_burglaries(data: bytes) -> Report:
    delivery = Delivery(data, "mik.csv")
    return import_file(source="misdaad_in_kaart", delivery=delivery, options=COMMIT, by=Actor.machine())


def test_incidents_by_postcode_are_shared_out_over_buurten_and_keep_their_number(world: Path) -> None:
    report = load_burglaries(by_postcode("9101", "9101", "9102", "1011"))
    assert (report.status, report.placed, report.other_gemeenten) == ("loaded", 3, 1), messages(report)
    assert (report.crosswalked, report.shares[0].cells) == (3, 6)
    slices = queries.slices_in_force("GM0901")
    facts = store.facts_table(ibis.duckdb.connect(), "GM0901", slices).to_pyarrow()
    assert sum(facts.column("value").to_pylist()) == pytest.approx(3)
    assert set(facts.column("level").to_pylist()) == {"buurt"}


def test_a_file_by_postcode_is_refused_when_no_postcode_of_it_is_known(world: Path) -> None:
    report = load_burglaries(by_postcode("1011"))
    assert report.status == "refused"
    assert "none of these postcodes is known in GM0901" in messages(report)


def test_a_corrected_release_replaces_and_both_stay_traceable(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    report = load(police(buurten(1, 2, 3, 5)))
    assert report.shares[0].replaced == 1
    assert in_force()["BU09010101", "2023"] == 5
    newest, oldest = snapshots()
    assert (newest.in_force, oldest.in_force) == (1, 0)  # type: ignore[attr-defined]
    with acting("GM0901", Actor.machine()):
        (ended,) = oldest.slices.all()
        assert ended.ended_by == newest


def test_a_release_of_another_year_leaves_the_first_in_force(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    load(police(buurten(5, 6, 7, 8), period="2024JJ00"))
    assert in_force()["BU09010000", "2023"] == 1
    assert in_force()["BU09010000", "2024"] == 5


def test_a_release_with_fewer_cells_is_refused_unless_a_person_allows_it(world: Path) -> None:
    load(police(buurten(1, 2, 3, 4)))
    smaller = police(buurten(1, 2, 3))
    for options in (Options(), COMMIT, Options(commit=True, accept_findings=True)):
        report = load(smaller, options)
        assert (report.status, report.exit_code) == ("refused", 1)
        assert "4 cells now, 3 in this file" in messages(report)
        assert "--allow-shrink" in messages(report)
    assert in_force()["BU09010101", "2023"] == 4
    assert load(smaller, Options(commit=True, allow_shrink=True)).status == "loaded"
    assert ("BU09010101", "2023") not in in_force()


def test_provisional_figures_are_counted_and_marked(world: Path) -> None:
    lines = police(buurten(1, 2)).decode().splitlines()
    data = "\n".join([f"{lines[0]},Status", *(f"{line},Voorlopig" for line in lines[1:])]).encode()
    assert load(data).provisional == 2
    slices = queries.slices_in_force("GM0901")
    facts = store.facts_table(ibis.duckdb.connect(), "GM0901", slices).to_pyarrow()
    assert facts.column("provisional").to_pylist() == [True, True]
