"""Where the development data lives; it exists for developers and CI only, never for users."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("WENS_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def shared(relative: str) -> Path:
    """Return the path of a development data file, or skip the test with the reason when it is not there."""
    path = ROOT / relative
    if not path.exists():
        pytest.skip(f"development data {relative} is not on this machine (set WENS_SHARED_DATA)")
    return path
