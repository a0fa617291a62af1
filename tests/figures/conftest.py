"""A gemeente in the register with areas and facts, ready to build."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings

from tests.figures import world
from wens.areas.actions import load_areas
from wens.facts import store
from wens.figures.actions import Built, build_editions
from wens.organisations.actions import register_gemeente
from wens.tenancy.context import Actor

Build = Callable[..., list[Built]]
MACHINE = Actor.machine()


@pytest.fixture
def place(db: None, home: Path) -> str:
    """Proefstad, with four buurten in two wijken, in a home of its own."""
    return make_place()


def make_place() -> str:
    register_gemeente(code=world.GEMEENTE, name="Proefstad", hosts=["proefstad.test"], by=MACHINE)
    lines = [f"{buurt},{buurt[-4:]},{wijk}" for wijk, buurten in world.WIJKEN.items() for buurt in buurten]
    load_areas(
        data="\n".join(["code,name,wijk", *lines]).encode(), file="areas.csv", gemeente=world.GEMEENTE, level="buurt",
        year=2024, code="code", name="name", parent="wijk", commit=True, by=MACHINE,
    )  # fmt: skip
    return world.GEMEENTE


@pytest.fixture
def build(place: str) -> Build:
    """Store facts as one delivery and build both tiers from them."""
    delivered = iter(range(1, 100))

    def _build(facts: list[dict[str, Any]], **changes: Any) -> list[Built]:
        slices = deliver(facts, next(delivered))
        changes.setdefault("chosen", world.definitions())
        return build_editions(gemeente=place, slices=slices, by=MACHINE, **changes)

    return _build


def deliver(facts: list[dict[str, Any]], snapshot: int) -> pa.Table:
    numbered = [{**one, "snapshot": snapshot} for one in facts]
    store.write_facts(world.GEMEENTE, snapshot, pa.Table.from_pylist(numbered, schema=store.SCHEMA))
    return world.slices_of(numbered)


@pytest.fixture
def one_operator(settings: LazySettings) -> None:
    settings.WENS = settings.WENS.model_copy(update={"single_operator": True})


def slices_of_snapshot(snapshot: int) -> pa.Table:
    """What one stored delivery would have in force."""
    facts = pq.read_table(store.path_of(world.GEMEENTE, snapshot)).to_pylist()
    return world.slices_of(facts)
