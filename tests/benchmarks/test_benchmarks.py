"""Every benchmark still runs at a small size; its ratios are judged by `wens bench` on a quiet machine, never here."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import (
    europe,
    importing,
    local_moran,
    measuring,
    national,
    near_repeat,
    outbreak,
    page,
    placing,
    protecting,
    scan,
)
from benchmarks.measuring import Measured


def test_placing_runs_and_both_peers_place_the_same_points() -> None:
    measured = placing.run(small=True)
    assert [one.against for one in measured] == ["geopandas.sjoin", "DuckDB spatial join"]
    assert all(one.ratio > 0 for one in measured)


def test_importing_counts_and_points_reads_every_row_without_findings() -> None:
    measured = importing.run(small=True)
    assert [one.benchmark for one in measured] == ["import counts", "import points"]
    assert all(one.ratio > 0 for one in measured)


@pytest.mark.slow
def test_the_scan_and_outbreak_detection_are_measured_at_a_small_size() -> None:
    assert all(one.ours > 0 for one in [*scan.run(small=True), *outbreak.run(small=True), *europe.run(small=True)])


@pytest.mark.slow
def test_near_repeats_are_measured_and_the_bare_engine_counts_the_same_table() -> None:
    assert all(one.ratio > 0 for one in near_repeat.run(small=True))
    events = near_repeat.burglaries(4_000, seed=3)
    assert near_repeat.ours(*events).tolist() == near_repeat.bare(*events).tolist()


class _Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b'<a href="/wijk/pathmos/">Pathmos</a>' if self.path == "/" else b"page"
        self.send_response(404 if self.path == "/weg" else 200)
        if self.path == "/healthz":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield "127.0.0.1", server.server_port
    server.shutdown()


def test_the_page_is_found_from_the_home_page_and_measured_over_a_real_socket(address: tuple[str, int]) -> None:
    warm, fresh = page.measure(address, small=True)
    assert warm.details["page"] == "/wijk/pathmos/"
    assert 0.05 < warm.ratio < 20
    assert fresh.unit == "ms"


def test_a_page_that_does_not_answer_well_is_no_measurement(address: tuple[str, int]) -> None:
    with pytest.raises(page.NothingToServeError, match="404"):
        page.measure(address, page="/weg", small=True)


def test_a_budget_is_met_in_its_own_direction() -> None:
    assert Measured("placing", "peer", 1, 2, 2.0, 2.0, higher_is_better=True).met
    assert not Measured("placing", "peer", 1, 2, 1.9, 2.0, higher_is_better=True).met
    assert Measured("import", "peer", 1, 2, 5.9, 6.0, higher_is_better=False).met
    assert not Measured("import", "peer", 1, 2, 6.1, 6.0, higher_is_better=False).met


def test_results_are_written_with_machine_and_date(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    measuring.write_results(path, [Measured("import", "DuckDB", 1.234, 0.5, 2.468, 6, False, details={"rows": "1"})])
    text = path.read_text(encoding="utf-8")
    assert "| import | DuckDB | 1.23 s | 0.5 s | 2.47 | ≤ 6 | yes | rows 1 |" in text
    assert "Python" in text
    assert "cores" in text


def test_by_turns_gives_the_median_of_each_task() -> None:
    calls: list[str] = []
    seconds = measuring.by_turns(lambda: calls.append("a"), lambda: calls.append("b"), repeats=3)
    assert calls == ["a", "b"] * 3
    assert all(one.clock >= 0 for one in seconds)


def test_the_edition_of_a_small_country_is_built_and_measured() -> None:
    measured = national.run(small=True)
    assert [one.benchmark for one in measured] == ["national", "national"]
    assert all(one.ratio > 0 for one in measured)


def test_writing_one_benchmark_keeps_the_rows_of_the_others(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    for name, ratio in (("placing", 2.0), ("import", 3.0), ("placing", 2.5)):
        measuring.write_results(results, [Measured(name, "peer", 1.0, ratio, ratio, 2, True)])
    rows = [line.split(" | ")[:5] for line in results.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert [(row[0], row[4]) for row in rows[2:]] == [("| import", "3.00"), ("| placing", "2.50")]


@pytest.mark.slow  # esda compiles itself, twice
def test_local_moran_is_measured_warm_and_in_a_new_process() -> None:
    measured = local_moran.run(small=True)
    assert [one.benchmark for one in measured] == ["local_moran warm", "local_moran warm", "local_moran cold"]
    assert all(one.ratio > 0 for one in measured)


def test_protecting_is_measured_for_one_gemeente_and_for_the_country_and_hides_something() -> None:
    gemeente, country = protecting.run(small=True)
    assert int(str(gemeente.details["secondary"])) > 0
    assert gemeente.ratio > 0
    assert country.details["sample"] == 2
    assert country.ratio > 0
