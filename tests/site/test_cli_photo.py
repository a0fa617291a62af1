"""`wens photo`: of now, kept, listed and compared; what it refuses, and with which exit code."""

import hashlib
import json

import pypdf
import pytest
import typer
from typer.testing import CliRunner

from tests.figures import world
from tests.publication.conftest import MACHINE, city, empty_city
from tests.render.test_pdf import needs_fonts
from wens.figures.models import Edition, Figure
from wens.photos.canonical import canonical
from wens.photos.models import Photo
from wens.site.cli import photo
from wens.tenancy.context import acting

__all__ = ["city", "empty_city"]
PUBLIC = ("--tier", "public")
KEEP = (*PUBLIC, "--freeze", "--commit")


def runner():
    app = typer.Typer()
    app.command()(photo.photo)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def run(city):
    return runner()


def revise(count: float) -> None:
    """Let the source say another number of burglaries in Dorp."""
    with acting(world.GEMEENTE, MACHINE):
        rows = Figure.objects.filter(tier="public", indicator="burglaries_per_1000_dwellings", period="2023")
        rows.filter(area_code="GM0001-LW-dorp").update(count=count, value=count / 2)


def test_nothing_is_kept_without_commit(run):
    done = run("Dorp", *PUBLIC, "--freeze")
    assert (done.exit_code, "add --commit" in done.output) == (0, True)
    with acting(world.GEMEENTE, MACHINE):
        assert not Photo.objects.exists()


def test_keeping_twice_is_keeping_once_and_says_so(run):
    first = json.loads(run("Dorp", *KEEP, "--json").output)
    again = json.loads(run("Dorp", *KEEP, "--json").output)
    assert (first["status"], again["status"]) == ("kept", "unchanged")
    assert (first["number"], first["digest"]) == (again["number"], again["digest"])
    assert "was kept before" in run("Dorp", *KEEP).output


def test_a_kept_photo_as_json_is_what_was_kept_whatever_changed_since(run):
    digest = json.loads(run("Dorp", *KEEP, "--json").output)["digest"]
    now = run("Dorp", *PUBLIC, "--format", "json").output
    before = run("Dorp", *PUBLIC, "--number", 1, "--format", "json").output
    assert hashlib.sha256(canonical(json.loads(before)).encode()).hexdigest() == digest
    assert json.loads(now)["indicators"] == json.loads(before)["indicators"]
    revise(80.0)
    assert run("Dorp", *PUBLIC, "--number", 1, "--format", "json").output == before
    assert run("Dorp", *PUBLIC, "--format", "json").output != now


def test_the_list_has_the_newest_first_and_a_comparison_says_what_changed(run):
    assert json.loads(run("Dorp", *PUBLIC, "--list", "--json").output) == []
    run("Dorp", *KEEP)
    revise(43.0)
    run("Dorp", *KEEP)
    assert [one["number"] for one in json.loads(run("Dorp", *PUBLIC, "--list", "--json").output)] == [2, 1]
    compared = run("Dorp", *PUBLIC, "--number", 2, "--against", 1).output
    assert "21 (2023) -> 22 (2023). De bron heeft het getal over 2023 bijgesteld." in compared
    found = json.loads(run("Dorp", *PUBLIC, "--number", 2, "--against", 1, "--json").output)
    assert {one["key"]: one["kind"] for one in found["figures"]}["burglaries_per_1000_dwellings"] == "revised"


def test_a_photo_is_told_in_the_language_that_is_asked(run):
    assert "In Dorp zijn er in 2023 42 woninginbraken geteld." in run("Dorp", *PUBLIC).output
    assert "In Dorp, 42 burglaries were counted in 2023." in run("Dorp", *PUBLIC, "--language", "en").output


@needs_fonts
def test_a_kept_photo_goes_on_paper(run, tmp_path):
    run("Dorp", *KEEP)
    paper = tmp_path / "dorp.pdf"
    assert run("Dorp", *PUBLIC, "--number", 1, "--format", "pdf", "-o", paper).exit_code == 0
    assert "Dit is foto 1, bewaard op" in pypdf.PdfReader(paper).pages[0].extract_text()
    done = run("Dorp", *PUBLIC, "--number", 9, "--format", "pdf")
    assert (done.exit_code, "no photo 9" in done.output) == (1, True)


@pytest.mark.parametrize("options", [("--number", "7"), ("--number", "7", "--against", "1")])
def test_a_number_that_was_not_kept_is_named_with_the_way_to_the_list(run, options):
    run("Dorp", *KEEP)
    done = run("Dorp", *PUBLIC, *options)
    assert done.exit_code == 1
    assert "Dorp has no photo 7 (public)" in done.output
    assert "wens photo GM0001-LW-dorp --tier public --list" in done.output


@pytest.mark.parametrize("options", [(), ("--freeze", "--commit")])
def test_without_an_active_edition_there_is_nothing_to_show_or_keep(empty_city, options):
    done = runner()("Dorp", *PUBLIC, *options)
    assert done.exit_code == 1
    assert "ctive" in done.output
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--tier", "secret"),
        ("--format", "xml"),
        ("--language", "fr"),
        ("--against", "1"),
        ("--number", "2", "--against", "1", "--format", "pdf"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(run, options):
    assert run("Dorp", *options).exit_code == 2
