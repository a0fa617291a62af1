"""SIGKILL at any moment of an import leaves the earlier facts in force, and a rerun finishes. Real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.intake.world import BUURTEN_2021, buurten, police

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill")]  # one installation for all of them
POINTS = [
    "before:keep", "renaming:.gz", "after:keep", "before:record", "before:facts", "renaming:.parquet", "after:facts",
    "after:take_over", "after:audit",
]  # fmt: skip
WENS = [sys.executable, "-c", "from wens.site.cli import main; main()"]
READER = """
import sys, json, django; django.setup()
import ibis
from wens.facts.store import facts_table
from wens.intake.queries import slices_in_force
for _ in sys.stdin:
    facts = facts_table(ibis.duckdb.connect(), "GM0901", slices_in_force("GM0901")).order_by("area", "start")
    print(json.dumps(facts.to_pyarrow().column("value").to_pylist()), flush=True)
"""


class Home:
    """A data folder of its own, with the areas loaded and a first delivery in force."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WENS_")},
            "WENS_HOME": str(folder / "home"),
            "DJANGO_SETTINGS_MODULE": "wens.site.settings",
        }
        self._reader: subprocess.Popen[str] | None = None

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def wens(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run([*WENS, *arguments])

    def killed(self, point: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "-m", "tests.intake.killed_import", point, *arguments])

    def in_force(self) -> list[float]:
        """Ask a process of its own, that nobody kills, for the facts in force."""
        if self._reader is None:
            command = [sys.executable, "-W", "ignore", "-c", READER]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self._reader = subprocess.Popen(command, env=self.environment, cwd=ROOT, **pipes)
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write("\n")
        self._reader.stdin.flush()
        return json.loads(self._reader.stdout.readline())  # type: ignore[no-any-return]

    def count(self, pattern: str) -> int:
        """Return how many files of the data folder fit the pattern."""
        return len(list((self.folder / "home").glob(pattern)))

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    def stop(self) -> None:
        from wens.site.postgres import EmbeddedServer

        if self._reader is not None:
            self._reader.kill()
            self._reader.communicate()
        EmbeddedServer(home=self.folder / "home").stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("killed"))
    codes = "\n".join(f"BU0901{tail},Buurt {tail},WK0901{tail[:2]}" for tail, _, _ in BUURTEN_2021)
    areas = home.file("areas.csv", f"code,name,parent\n{codes}\n".encode())
    loaded = home.wens(
        *f"areas load {areas} --gemeente GM0901 --level buurt --year 2021".split(),
        *["--code", "code", "--name", "name", "--parent", "parent", "--accept-findings", "--commit"],
    )
    assert loaded.returncode == 0, loaded.stderr
    first = home.wens("import", "politie", home.file("first.csv", police(buurten(1, 2, 3, 4))), "--commit")
    assert first.returncode == 0, first.stderr
    yield home
    home.stop()


def _kill_and_run_again(home: Home, point: str) -> None:
    before, loaded = home.in_force(), home.count("facts/GM0901/*.parquet")
    release = home.file(f"{loaded}.csv", police(buurten(*[100 + loaded] * 4)))
    killed = home.killed(point, "import", "politie", release, "--commit")
    assert killed.returncode == -9, (killed.stdout, killed.stderr)
    assert home.in_force() == before
    again = home.wens("import", "politie", release, "--commit", "--json")
    assert json.loads(again.stdout)["status"] == "loaded", again.stderr
    assert home.in_force() == [100 + loaded] * 4
    assert (home.count("facts/GM0901/*"), home.count("snapshots/*")) == (loaded + 1, loaded + 1)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_step_leaves_the_earlier_facts_in_force_and_a_rerun_finishes(home: Home, point: str) -> None:
    _kill_and_run_again(home, point)


def test_a_kill_after_the_commit_has_loaded_the_file_and_a_rerun_says_so(home: Home) -> None:
    release = home.file("last.csv", police(buurten(70, 71, 72, 73)))
    assert home.killed("after:load", "import", "politie", release, "--commit").returncode == -9
    assert home.in_force() == [70, 71, 72, 73]
    assert json.loads(home.wens("import", "politie", release, "--commit", "--json").stdout)["status"] == "unchanged"


def test_of_two_imports_at_once_one_waits_and_says_so_and_both_load(home: Home) -> None:
    files = [home.file(f"both{n}.csv", police(buurten(n, n, n, n), period=f"20{n}JJ00")) for n in (11, 12)]
    here: dict[str, Any] = {"env": home.environment, "cwd": ROOT, "text": True}
    lock = (
        "import django; django.setup(); import time; from django.db import transaction; "
        "from wens.intake.locking import hold\n"
        "with transaction.atomic():\n hold(lambda: None); print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", lock], stdout=subprocess.PIPE, **here)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = [
        subprocess.Popen(
            [*WENS, "import", "politie", file, "--commit"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **here,
        )
        for file in files
    ]
    for process in waiting:
        assert process.stderr is not None
        assert "waits" in process.stderr.readline()
        assert process.poll() is None
    holder.kill()  # also: a lock does not outlive the process that held it
    holder.communicate()
    for process in waiting:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
