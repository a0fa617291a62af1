"""Homes for the embedded server's own tests; nothing may be left running after one."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.site.database_helpers import processes_of, server_at, wait_for


@pytest.fixture
def new_home() -> Iterator[Callable[[], Path]]:
    """Make data folders that do not exist yet; each is destroyed afterwards, and no process of it may be left."""
    root = Path(tempfile.mkdtemp(prefix="wens-home-"))
    root.chmod(0o755)
    made: list[Path] = []

    def make(name: str = "") -> Path:
        made.append(root / (name or f"home{len(made)}"))
        return made[-1]

    yield make
    for home in made:
        server_at(home).destroy()
        wait_for(lambda home=home: not processes_of(home), 10, f"every process of {home} gone")
    shutil.rmtree(root)
