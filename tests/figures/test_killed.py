"""A build or an activation that is killed leaves the active edition serving, and running it again finishes it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from tests.figures import world
from tests.figures.conftest import MACHINE, deliver, make_place
from wens.figures import queries
from wens.figures.actions import activate, build_editions
from wens.figures.models import Edition
from wens.tenancy.context import acting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

FIRST = [*world.crimes(10, 5, 20, 0), *world.dwellings(1000, 500, 2000, 800)]
SECOND = [*world.crimes(10, 6, 20, 0), *world.dwellings(1000, 500, 2000, 800)]

# The child does the real work; the one function named is replaced by a SIGKILL of the process itself.
CHILD = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
from pathlib import Path
database, home, what, module, function, argument = sys.argv[1:]
connections["default"].settings_dict["NAME"] = database
settings.WENS = settings.WENS.model_copy(update={"home": Path(home)})
from importlib import import_module
from tests.figures import world
from tests.figures.conftest import MACHINE, slices_of_snapshot
from wens.figures.actions import activate, build_editions
from wens.tenancy.context import acting
target = import_module(module)
holder, _, name = function.rpartition(".")
for part in filter(None, holder.split(".")):
    target = getattr(target, part)
setattr(target, name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
if what == "build":
    slices = slices_of_snapshot(int(argument))
    build_editions(gemeente=world.GEMEENTE, slices=slices, by=MACHINE, chosen=world.definitions())
else:
    with acting(world.GEMEENTE, MACHINE):
        activate(edition=int(argument), by=MACHINE)
"""


def killed(home: Path, what: str, module: str, function: str, argument: int) -> None:
    name = str(connections["default"].settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", CHILD, name, str(home), what, module, function, str(argument)],
        cwd=Path(__file__).parents[2], timeout=120, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture
def serving(home: Path) -> int:
    """Proefstad with an active partners' edition and a newer delivery (snapshot 2)."""
    make_place()
    made = build_editions(gemeente=world.GEMEENTE, slices=deliver(FIRST, 1), by=MACHINE, chosen=world.definitions())
    first = made[0].edition
    assert first is not None
    with acting(world.GEMEENTE, MACHINE):
        activate(edition=first, by=MACHINE)
    deliver(SECOND, 2)
    return first


def shown() -> list[float | None]:
    with acting(world.GEMEENTE, MACHINE):
        return [row.count for row in queries.select("partners", area="BU00010001")]


def build_second() -> int:
    slices = world.slices_of([{**one, "snapshot": 2} for one in SECOND])
    made = build_editions(gemeente=world.GEMEENTE, slices=slices, by=MACHINE, chosen=world.definitions())
    assert made[0].edition is not None
    return made[0].edition


@pytest.mark.parametrize(
    ("module", "function"),
    [
        pytest.param("wens.figures.build.run", "_rows", marks=pytest.mark.slow),  # while the figures are made
        pytest.param("wens.figures.files", "_sha256", marks=pytest.mark.slow),  # the file is written, nobody knows it
        # The row is there, not committed, the file has no place.
        pytest.param("wens.figures.files", "put", marks=pytest.mark.slow),
        ("wens.figures.actions.building", "record"),  # the file has its place, the row is not committed
    ],
)
def test_a_killed_build_leaves_the_active_edition_and_a_rerun_finishes(
    serving: int, home: Path, module: str, function: str
) -> None:
    killed(home, "build", module, function, 2)
    assert shown() == [5]
    with acting(world.GEMEENTE, MACHINE):
        assert Edition.objects.count() == 2
    second = build_second()
    kept = {path.name for path in (home / "editions" / world.GEMEENTE).glob("*") if path.name != ".building"}
    with acting(world.GEMEENTE, MACHINE):
        assert kept == {f"{pk}.parquet" for pk in Edition.objects.values_list("pk", flat=True)}
        activate(edition=second, by=MACHINE)
    assert shown() == [6]


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("wens.figures.actions.activating", "insert_rows"),  # the old figures are removed, the new ones not there
        ("wens.figures.actions.activating", "record"),  # everything is written, nothing committed
    ],
)
def test_a_killed_activation_leaves_the_active_edition_and_a_rerun_finishes(
    serving: int, home: Path, module: str, function: str
) -> None:
    second = build_second()
    killed(home, "activate", module, function, second)
    assert shown() == [5]
    with acting(world.GEMEENTE, MACHINE):
        assert queries.active_edition("partners").pk == serving  # type: ignore[union-attr]
        activate(edition=second, by=MACHINE)
    assert shown() == [6]
