"""The commands as a person types them, each in a process of its own, on homes of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.database_helpers import PROJECT

NewHome = Callable[[], Path]
pytestmark = pytest.mark.slow


def _wens(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENS_")}
    command = [sys.executable, "-c", "from wens.site.cli import main; main()", *arguments]
    environment = {**kept, "WENS_HOME": str(home)}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


def test_backup_and_restore_carry_an_installation_to_another_home(new_home: NewHome, tmp_path: Path) -> None:
    home, other = new_home(), new_home()
    archive, passphrase = tmp_path / "wens.tar", tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    assert _wens(home, "gemeente", "set", "GM0153", "--name", "Enschede", "--host", "localhost").returncode == 0
    made = _wens(home, "backup", str(archive), "--passphrase-file", str(passphrase), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["keys_encrypted"] is True

    refused = _wens(home, "restore", str(archive), "--passphrase-file", str(passphrase))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    locked = _wens(other, "restore", str(archive))
    assert (locked.returncode, "--passphrase-file" in locked.stderr) == (1, True)

    put_back = _wens(other, "restore", str(archive), "--passphrase-file", str(passphrase))
    assert put_back.returncode == 0, put_back.stderr
    lists = [_wens(place, "gemeente", "list", "--json").stdout for place in (home, other)]
    assert lists[0] == lists[1]
    assert json.loads(lists[0])[0]["name"] == "Enschede"
    assert (other / "keys" / "signing").read_bytes() == (home / "keys" / "signing").read_bytes()


def test_the_commands_of_the_database_say_how_it_is_by_their_exit_code(new_home: NewHome) -> None:
    home = new_home()
    assert _wens(home, "db", "status").returncode == 1
    started = _wens(home, "db", "start")
    assert started.returncode == 0, started.stderr
    assert _wens(home, "db", "stop").returncode == 0
    stopped = _wens(home, "db", "status", "--json")
    assert (stopped.returncode, json.loads(stopped.stdout)["running"]) == (1, False)
    assert "already" in _wens(home, "db", "upgrade").stdout
    assert "CREATE ROLE wens_app" in _wens(home, "db", "roles").stdout
    upgraded = _wens(home, "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
