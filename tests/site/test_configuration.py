"""A wrong setting ends the program with its name."""

import os
import subprocess
import sys

import pytest


def _run(tmp_path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WENS_")}
    return subprocess.run(
        [sys.executable, "-c", "from wens.site.cli import main; main()", "settings", "--json"],
        env={**kept, "WENS_HOME": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WENS_ENGINE", "abacus"),
        ("WENS_MEMORY_LIMIT_MB", "lots"),
        ("WENS_SECRET_KEY", "short"),
        ("WENS_DATABASE_URL", "mysql://x"),
        ("WENS_SINGLE_OPERATER", "1"),
    ],
)
def test_a_wrong_or_unknown_setting_is_refused_with_its_name(tmp_path, name, value):
    done = _run(tmp_path, **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_one_database_address_without_the_other_is_refused(tmp_path):
    done = _run(tmp_path, WENS_DATABASE_URL="postgresql://wens_app@localhost/wens")
    assert done.returncode == 2
    assert "database_owner_url" in done.stderr


def test_the_signing_key_is_made_once_and_kept_private(tmp_path):
    assert _run(tmp_path).returncode == 0
    key = tmp_path / "keys" / "signing"
    first = key.read_text()
    assert (len(first) >= 32, key.stat().st_mode & 0o777) == (True, 0o600)
    assert _run(tmp_path).returncode == 0
    assert key.read_text() == first


def test_secrets_are_not_printed(tmp_path):
    done = _run(tmp_path, WENS_SECRET_KEY="x" * 40)
    assert "x" * 40 not in done.stdout
