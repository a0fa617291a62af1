"""SIGKILL at any moment of a load leaves nothing half, and a rerun finishes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shared_data import shared

from .conftest import TWENTE

MOMENTS = 3


@pytest.fixture
def wens(tmp_path: Path):  # type: ignore[no-untyped-def]
    environment = {**os.environ, "WENS_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "wens.site.settings"}
    start = "import sys; sys.argv[0] = 'wens'; from wens.site.cli import main; main()"

    def run(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", start, "areas", *arguments]
        return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    return run


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_killed_load_leaves_nothing_half_and_a_rerun_finishes(wens) -> None:  # type: ignore[no-untyped-def]
    asked = ["load", str(shared(TWENTE)), "--gemeente", "GM0153", "--level", "buurt", "--year", "2021", "--code"]
    asked += ["buurtcode", "--name", "buurtnaam", "--parent", "wijkcode", "--commit"]
    assert listed(wens) == 0  # starts the server and makes the tables
    began = time.monotonic()
    assert wens("generations").wait() == 0
    idle = time.monotonic() - began
    for moment in range(MOMENTS):
        process = wens(*asked)
        time.sleep(idle * (0.8 + 0.3 * moment))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert listed(wens) in (0, 124)
    process = wens(*asked)
    said, _ = process.communicate()
    assert process.returncode == 0
    assert "Loaded and active" in said or "already there" in said
    assert listed(wens) == 124


def listed(wens) -> int:  # type: ignore[no-untyped-def]
    said, problem = wens("list", "--json").communicate()
    assert said, problem
    return len(json.loads(said))
