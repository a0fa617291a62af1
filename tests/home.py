"""A home of its own for the test run; a plugin (-p tests.home): Django reads its settings before any conftest."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

SHARED_HOME = "WENS_TEST_HOME"

for _name in [
    name for name in os.environ if name.startswith("WENS_") and name not in {SHARED_HOME, "WENS_SHARED_DATA"}
]:
    del os.environ[_name]
_made_here = SHARED_HOME not in os.environ
if _made_here:
    os.environ[SHARED_HOME] = tempfile.mkdtemp(prefix="wens-test-")
os.environ["WENS_HOME"] = os.environ[SHARED_HOME]
os.environ["WENS_LOG_LEVEL"] = "ERROR"
os.environ["WENS_SECOND_FACTOR"] = "optional"  # asked for where it is tested: tests/site/test_second_factor.py


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server of the run and remove its home; workers of xdist leave that to the process that started them."""
    if not _made_here or hasattr(config, "workerinput"):
        return
    from wens.site.postgres import EmbeddedServer

    EmbeddedServer(home=Path(os.environ[SHARED_HOME])).destroy()
    shutil.rmtree(os.environ[SHARED_HOME], ignore_errors=True)
