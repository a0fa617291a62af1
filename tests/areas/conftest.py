"""Loading with few words."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.shared_data import shared
from wens.areas.actions import Loaded, load_areas
from wens.tenancy.context import Actor

TWENTE = "cbs_wijkbuurt_twente_2021/buurten_twente_2021_rd_shapefile.zip"
Load = Callable[..., Loaded]


@pytest.fixture
def load(db: None) -> Load:
    """Load a file of the shared data (or bytes) as buurten of Enschede in 2021, unless told otherwise."""

    def _load(source: str | bytes = TWENTE, **changed: Any) -> Loaded:
        data = source if isinstance(source, bytes) else shared(source).read_bytes()
        asked: dict[str, Any] = {
            "file": "areas.csv" if isinstance(source, bytes) else source.rpartition("/")[2],
            "gemeente": "GM0153",
            "level": "buurt",
            "year": 2021,
            "code": "buurtcode",
            "name": "buurtnaam",
            "parent": "wijkcode",
            "commit": True,
            "by": Actor.machine(),
        }
        return load_areas(data=data, **{**asked, **changed})

    return _load
