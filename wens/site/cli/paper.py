"""``wens report`` and ``wens overview``: what goes on paper. A PDF shows what is public."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from wens.organisations.models import Gemeente
from wens.organisations.queries import gemeente_by_code
from wens.publication import data
from wens.publication.pdf import NothingPublic, documents, overview_pdf, place_pdf
from wens.publication.two import signed_pdf
from wens.render.pdf import FontsMissing
from wens.site.cli.choosing import chosen_area, chosen_gemeente
from wens.site.cli.common import data_said_no, progress, say, write_file, wrong_usage
from wens.tenancy.context import Actor, acting

OptionalGemeente = Annotated[str, typer.Option(help="Code of the gemeente; needed when there are several.")]
Language = Annotated[str, typer.Option(help="nl or en.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; with --all to this folder.")]


def report(
    area: Annotated[str, typer.Argument(help="Code of an area, or a name that is not ambiguous.")] = "",
    every: Annotated[
        bool, typer.Option("--all", help="All wijken and stadsdelen, the gemeente, the overview.")
    ] = False,
    gemeente: OptionalGemeente = "",
    level: Annotated[str, typer.Option(help="gemeente, stadsdeel, local_wijk, wijk or buurt.")] = "",
    number: Annotated[int, typer.Option(min=0, help="Of a report that was signed and published; 0: as it is now.")] = 0,
    language: Language = "nl",
    output: Output = None,
) -> None:
    """Write the report of an area as a tagged PDF: Part I, the photo, and Part II, the plan. --all: the whole gemeente.

    Example: wens report Pathmos -o pathmos.pdf
    """
    if bool(area) == every:
        wrong_usage("Give an area, or --all with a folder: wens report --all -o FOLDER.")
    with _acting(chosen_gemeente(gemeente, area), language) as named:
        if every:
            _write_all(named, output)
            return
        code = chosen_area(area, level).code
        places = data.places()
        made = signed_pdf(code, number, named) if number else place_pdf(places.by_code[code], places, named)
        write_file(made, output)


def overview(gemeente: OptionalGemeente = "", language: Language = "nl", output: Output = None) -> None:
    """Write the gemeente on two pages, without ranking, as a tagged PDF.

    Example: wens overview --gemeente GM0153 -o overzicht.pdf
    """
    with _acting(chosen_gemeente(gemeente), language) as named:
        write_file(overview_pdf(data.places(), named), output)


def _write_all(gemeente: Gemeente, folder: Path | None) -> None:
    if folder is None:
        wrong_usage("--all needs a folder: -o FOLDER.")
    folder.mkdir(parents=True, exist_ok=True)
    made = documents(data.places(), gemeente)
    with progress(f"Reports of {gemeente.name}", total=len(made)) as advance:
        for name, make in made.items():
            (folder / f"{name}.pdf").write_bytes(make())
            advance(1)
    say(f"{len(made)} documents in {folder}")


@contextmanager
def _acting(code: str, language: str) -> Iterator[Gemeente]:
    """Act for a gemeente in a language; what is not public yet, or cannot be typeset, ends with exit code 1."""
    if language not in {"nl", "en"}:
        wrong_usage(f"--language is nl or en, not {language!r}.")
    with acting(code, Actor.machine()), translation.override(language):
        named = gemeente_by_code(code)
        if named is None:
            data_said_no(f"{code} is not a gemeente of this installation.")
        try:
            yield named
        except NothingPublic as error:
            data_said_no(
                f"{error} A PDF shows what is public: build, activate, confirm; or make, sign and publish a report."
            )
        except FontsMissing as error:
            data_said_no(str(error))
