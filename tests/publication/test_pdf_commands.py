import pypdf
import pytest
import typer
from typer.testing import CliRunner

from benchmarks import paper as benchmark
from tests.render.test_pdf import needs_fonts
from wens.site.cli import paper

pytestmark = needs_fonts


@pytest.fixture
def run(city):
    app = typer.Typer()
    app.command("report")(paper.report)
    app.command("overview")(paper.overview)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_report_of_an_area_is_written_to_a_file(run, tmp_path):
    done = run("report", "Dorp", "--gemeente", "GM0001", "-o", tmp_path / "dorp.pdf")
    assert done.exit_code == 0, done.output
    assert pypdf.PdfReader(tmp_path / "dorp.pdf").metadata.title == "Veiligheid in Dorp"


def test_the_overview_is_written_in_the_language_that_is_asked(run, tmp_path):
    assert run("overview", "--language", "en", "-o", tmp_path / "two.pdf").exit_code == 0
    assert pypdf.PdfReader(tmp_path / "two.pdf").metadata.title == "Safety in Proefstad on two pages"


def test_all_documents_of_a_gemeente_go_to_a_folder(run, tmp_path):
    assert "6 documents" in run("report", "--all", "-o", tmp_path / "paper").output
    assert {one.name for one in (tmp_path / "paper").iterdir()} == {
        "overzicht.pdf", "gemeente-proefstad.pdf", "stadsdeel-west.pdf", "wijk-dorp.pdf", "wijk-noorderpark-plas.pdf",
        "wijk-werf.pdf",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [["report"], ["report", "Dorp", "--all"], ["report", "--all"], ["overview", "--language", "fr"]]
)
def test_a_command_that_cannot_be_carried_out_says_what_is_missing(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert any(word in done.output for word in ("-o FOLDER", "nl or en"))


def test_without_a_public_edition_nothing_is_printed(empty_city, tmp_path):
    app = typer.Typer()
    app.command()(paper.overview)
    done = CliRunner().invoke(app, ["-o", str(tmp_path / "two.pdf")])
    assert done.exit_code == 1
    assert "activate" in done.output
    assert not (tmp_path / "two.pdf").exists()


def test_the_benchmark_of_paper_makes_every_document(city):
    measured = benchmark.measure("GM0001")
    assert [one.benchmark for one in measured] == [
        "report of a wijk, slowest", "overview on two pages", "all documents of a gemeente",
    ]  # fmt: skip
    assert measured[-1].details["documents"] == 6
    assert measured[-1].ours > measured[0].ours > 0


def test_a_gemeente_without_figures_is_no_measurement(empty_city):
    with pytest.raises(benchmark.NothingToPrintError, match="wens demo"):
        benchmark.measure("GM0001", small=True)
