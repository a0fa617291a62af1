"""What every command pays before it begins."""

import os
import subprocess
import sys

HEAVY = ("ibis", "scipy", "pyarrow", "duckdb", "numba")


def test_no_command_starts_with_the_engine_or_the_kernels() -> None:
    script = f"import django, sys; django.setup(); print([name for name in {HEAVY} if name in sys.modules])"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "wens.site.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
