"""Loading real files: what they give, what they make, what is refused."""

from wens.areas import queries
from wens.tenancy.context import Actor, acting

from .conftest import Load

MACHINE = Actor.machine()


def test_the_shapefile_of_twente_gives_the_seventy_buurten_of_enschede(load: Load) -> None:
    loaded = load()
    assert (loaded.status, loaded.areas, len(loaded.skipped), sum(loaded.skipped.values())) == (
        "activated",
        70,
        13,
        447,
    )
    with acting("GM0153", MACHINE):
        assert len(queries.areas("buurt")) == 70
        assert sum(area.inhabitants or 0 for area in queries.areas("buurt")) == 159_655
