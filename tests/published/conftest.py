"""A home for each module of published numbers, filled by the command line as an analyst fills it."""

import csv
import io
from collections.abc import Callable, Iterator

import pytest

from tests.walks.conftest import Wens
from wens.site.postgres import EmbeddedServer

Figures = Callable[..., list[dict[str, str]]]


@pytest.fixture(scope="module")
def wens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wens]:
    """Return the program with a home that the tests of one module share."""
    home = tmp_path_factory.mktemp("published") / "home"
    EmbeddedServer(home=home, durable=False).hold()
    yield Wens(home, {"WENS_SINGLE_OPERATOR": "1"})
    EmbeddedServer(home=home).stop()


def figures_of(wens: Wens, gemeente: str, *arguments: str) -> list[dict[str, str]]:
    """Return the rows of `wens figures` of the partners' tier."""
    text = wens.run("figures", "--gemeente", gemeente, *arguments, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def build_and_activate(wens: Wens, gemeente: str) -> None:
    """Build both editions and put them in force."""
    wens.run("build", "--gemeente", gemeente, "--commit")
    for edition in wens.json("editions", "list"):
        wens.run("editions", "activate", str(edition["id"]))
